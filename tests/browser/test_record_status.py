"""Entering statuses: what the keys do, and what the server then holds."""

import pytest
from playwright.sync_api import expect

from communes.models import StatusEntry
from tests.browser.sheet import log, standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NINETEEN = "1101211011210110111"
STATE_OF_KEY = {"1": "MET", "0": "NOT_MET", "2": "NOT_APPLICABLE"}


def test_nineteen_statuses_cost_at_most_22_keys_and_2_clicks(open_commune):
    sheet = open_commune()

    sheet.click(0)
    sheet.press(*NINETEEN)
    sheet.wait_saved()

    typed = [STATE_OF_KEY[key] for key in NINETEEN]
    assert [verdict for _, _, verdict in log()] == typed
    assert sheet.states == [[state] for state in typed]
    assert (sheet.keys, sheet.clicks) == (19, 1)
    expect(sheet.table.locator("[data-count-all]")).to_have_text(str(typed.count("MET")))


def test_all_met_but_three_costs_at_most_18_keys(open_commune):
    sheet = open_commune()

    sheet.click(18)
    sheet.press("Control+a", "1", "ArrowUp", "0", "Control+Home", "0", "ArrowDown", "0")
    sheet.wait_saved()

    assert [number for (_, number), verdict in standing().items() if verdict == "NOT_MET"] == [
        "1",
        "3",
        "18",
    ]
    assert sheet.keys <= 18


def test_the_board_writes_to_the_right_and_wraps(open_board):
    sheet = open_board()

    sheet.click(0, 17)
    sheet.press("1", "0", "2")

    assert sheet.active == [1, 1]
    assert sheet.states[0][17:] == ["MET", "NOT_MET"]
    assert sheet.states[1][0] == "NOT_APPLICABLE"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param(["ArrowDown", "ArrowRight"], [3, 6], id="arrows"),
        pytest.param(["ArrowUp", "ArrowLeft"], [1, 4], id="arrows-back"),
        pytest.param(["Tab", "Tab"], [2, 7], id="tab"),
        pytest.param(["Shift+Tab"], [2, 4], id="shift-tab"),
        pytest.param(["Enter"], [3, 5], id="enter"),
        pytest.param(["Shift+Enter"], [1, 5], id="shift-enter"),
        pytest.param(["Home"], [2, 0], id="home"),
        pytest.param(["End"], [2, 18], id="end"),
        pytest.param(["Control+Home"], [0, 0], id="ctrl-home"),
        pytest.param(["Control+End"], [5, 18], id="ctrl-end"),
        pytest.param(["Control+ArrowDown"], [5, 5], id="ctrl-arrow"),
        pytest.param(["PageDown"], [5, 5], id="page-down"),
        pytest.param(["PageUp"], [0, 5], id="page-up"),
        pytest.param(["End", "Tab"], [3, 0], id="tab-wraps"),
        pytest.param(["Control+End", "Enter", "ArrowDown"], [5, 18], id="stops-at-the-end"),
    ],
)
def test_keys_move(open_board, keys, expected):
    sheet = open_board()

    sheet.click(2, 5)
    sheet.press(*keys)

    assert sheet.active == expected
    assert sheet.table.locator("td.c[tabindex]").count() == 1


def test_home_and_end_of_a_commune_are_its_first_and_last_criterion(open_commune):
    sheet = open_commune()

    sheet.click(4)
    sheet.press("End")
    assert sheet.active == [18, 0]

    sheet.press("Home")
    assert sheet.active == [0, 0]


def test_tab_leaves_at_the_last_cell_and_after_escape(open_board):
    sheet = open_board()

    sheet.click(5, 18)
    sheet.press("Tab")
    assert sheet.page.evaluate("document.activeElement.closest('tbody')") is None

    sheet.click(2, 2)
    sheet.press("Escape", "Tab")
    assert sheet.page.evaluate("document.activeElement.closest('tbody')") is None


def test_left_from_the_first_cell_reaches_the_link_of_the_row(open_board, world):
    sheet = open_board()

    sheet.click(1, 0)
    sheet.press("ArrowLeft")
    assert sheet.page.evaluate("document.activeElement.textContent") == world.communes[1].name

    sheet.press("ArrowRight")
    assert sheet.active == [1, 0]


@pytest.mark.parametrize("key", ["d", "D", "đ", "Đ"])
def test_letters_write_too(open_board, key):
    sheet = open_board()

    sheet.click(0, 0)
    sheet.cell(0, 0).dispatch_event("keydown", {"key": key, "bubbles": True})

    assert sheet.states[0][0] == "MET"


def test_digits_work_on_a_keyboard_whose_digit_row_types_letters(open_board):
    sheet = open_board()

    sheet.click(0, 0)
    event = {"key": "ă", "code": "Digit1", "bubbles": True}
    sheet.cell(0, 0).dispatch_event("keydown", event)

    assert sheet.states[0][0] == "MET"


def test_a_key_held_down_writes_one_cell(open_board):
    sheet = open_board()

    sheet.click(0, 0)
    for _ in range(5):
        sheet.page.keyboard.down("1")

    assert sheet.states[0].count("MET") == 1


def test_space_steps_through_the_states_and_stays(open_board):
    sheet = open_board()
    sheet.click(0, 0)

    seen = []
    for _ in range(4):
        sheet.press(" ")
        seen.append(sheet.states[0][0])

    assert seen == ["MET", "NOT_MET", "NOT_APPLICABLE", "NO_DATA"]
    assert sheet.active == [0, 0]


def test_delete_empties_and_is_saved_as_a_withdrawal(open_board, world):
    sheet = open_board()
    sheet.click(0, 0)
    sheet.press("1")
    sheet.wait_saved()

    sheet.press("ArrowLeft", "Delete")
    sheet.wait_saved()

    assert sheet.states[0][0] == "NO_DATA"
    place = (world.communes[0].code, "1")
    assert log() == [(*place, "MET"), (*place, "NO_DATA")]


def test_a_cell_that_is_set_back_before_it_was_sent_is_not_sent(open_board):
    sheet = open_board()
    sent = []
    sheet.page.on("request", lambda request: sent.append(request.method))
    sheet.click(0, 0)

    sheet.press("1", "ArrowLeft", "Delete")
    sheet.page.wait_for_timeout(400)

    assert sent == []
    expect(sheet.page.locator(".c--saving, .c--unsaved")).to_have_count(0)


def test_undo_and_redo_take_one_fill_as_one_step(open_board):
    sheet = open_board()
    sheet.click(0, 0)
    sheet.press("1", "Shift+ArrowRight", "Shift+ArrowDown", "0")
    filled = sheet.states

    sheet.press("Control+z")
    assert sum(row.count("NOT_MET") for row in sheet.states) == 0
    assert sheet.states[0][0] == "MET"

    sheet.press("Control+y")
    assert sheet.states == filled
    sheet.press("Control+z", "Control+z")
    sheet.page.wait_for_timeout(400)

    assert {state for row in sheet.states for state in row} == {"NO_DATA"}
    assert set(standing().values()) <= {"NO_DATA"}


def test_undo_is_saved(open_board, world):
    sheet = open_board()
    sheet.click(0, 0)
    sheet.press("1")
    sheet.wait_saved()

    sheet.press("Control+z")
    sheet.wait_saved()

    assert standing() == {(world.communes[0].code, "1"): "NO_DATA"}
    assert sheet.active == [0, 0]


def test_a_selection_is_filled_and_does_not_move(open_board):
    sheet = open_board()

    sheet.click(1, 1)
    sheet.press("Shift+ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight", "1")
    sheet.wait_saved()

    assert sheet.selected == 6
    assert sheet.active == [1, 1]
    assert len(log()) == 6
    assert [row[1:4] for row in sheet.states[1:3]] == [["MET"] * 3] * 2


def test_select_all_covers_the_whole_board(open_board):
    sheet = open_board()

    sheet.click(3, 3)
    sheet.press("Control+a", "1")
    sheet.wait_saved()

    assert sheet.selected == 6 * 19
    assert len(log()) == 6 * 19
    assert StatusEntry.objects.filter(verdict="MET").count() == 6 * 19


def test_fill_down_and_fill_with_the_active_cell(open_board):
    sheet = open_board()
    sheet.click(0, 0)
    sheet.press("1", "0", "Home")

    sheet.press("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert [row[:2] for row in sheet.states[:3]] == [["MET", "NOT_MET"]] * 3

    sheet.press("Control+Enter")
    assert [row[:2] for row in sheet.states[:3]] == [["MET", "MET"]] * 3


def test_counts_follow_every_change(open_board, world):
    sheet = open_board()
    for row in range(6):
        sheet.click(row, 0)
        sheet.press("1", "1", "0")

    row = sheet.table.locator("tbody tr").first
    foot = sheet.table.locator("tfoot")
    expect(row.locator("[data-count]")).to_have_text("2")
    expect(foot.locator("[data-count-col]").nth(1)).to_have_text("6")
    expect(foot.locator("[data-count-all]")).to_have_text(["12", "12"])
    expect(foot.locator("[data-average]")).to_have_text("2,00")

    sheet.click(0, 0)
    sheet.press("0", "0")

    expect(foot.locator("[data-average]")).to_have_text("1,67")  # 10 / 6, half up
    sheet.wait_saved()
    counts = sheet.table.locator("[data-count], [data-count-col], [data-count-all], [data-average]")
    counted = counts.all_inner_texts()
    sheet.page.reload()
    assert counts.all_inner_texts() == counted


def test_question_mark_lists_the_keys(open_board):
    sheet = open_board()

    sheet.click(0, 0)
    sheet.press("?")
    dialog = sheet.page.get_by_role("dialog", name="Phím tắt")
    expect(dialog).to_contain_text("Ctrl+Z")
    sheet.press("Escape")

    expect(dialog).to_have_count(0)
    assert sheet.active == [0, 0]


def test_alt_down_opens_the_history_of_the_cell(open_board, world):
    sheet = open_board()

    sheet.click(1, 2)
    sheet.press("Alt+ArrowDown")

    sheet.page.wait_for_url(f"**/xa/{world.communes[1].code}/lich-su/{world.criteria[2].pk}/**")
