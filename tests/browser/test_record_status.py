"""Entering statuses: keys, mouse and touch, and what the server then holds."""

import pytest
from playwright.sync_api import expect

from communes.models import StatusEntry
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sheet import Sheet, log, standing
from tests.factories.world import make_world

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


def test_mouse_drags_and_shift_click_select(open_board):
    sheet = open_board()

    sheet.cell(1, 1).drag_to(sheet.cell(2, 4))
    assert (sheet.selected, sheet.active) == (8, [1, 1])

    sheet.click(3, 3)
    sheet.cell(4, 5).click(modifiers=["Shift"])
    assert (sheet.selected, sheet.active) == (6, [3, 3])

    sheet.press("Escape")
    assert sheet.selected == 0


def test_a_mouse_that_stays_still_selects_nothing(open_board):
    """When the page moves under a pressed button, another cell comes under the mouse."""
    sheet = open_board()
    sheet.cell(1, 1).hover()
    sheet.page.mouse.down()

    still = sheet.cell(1, 1).bounding_box()
    place = {
        "clientX": still["x"] + still["width"] / 2,
        "clientY": still["y"] + still["height"] / 2,
    }
    sheet.cell(4, 4).dispatch_event("mouseover", place | {"bubbles": True})

    assert sheet.selected == 0


def test_no_cell_moves_when_the_line_above_speaks(open_board):
    sheet = open_board()
    before = sheet.cell(3, 3).bounding_box()

    sheet.click(3, 3)
    sheet.press("Shift+ArrowRight", "1")
    during = sheet.cell(3, 3).bounding_box()
    sheet.wait_saved()
    sheet.page.context.set_offline(True)
    sheet.press("0")
    expect(sheet.status).to_contain_text("đang chờ mạng")

    assert before == during == sheet.cell(3, 3).bounding_box()


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


def test_a_tap_opens_large_buttons(open_commune, world):
    sheet = open_commune(viewport=PHONE, has_touch=True, is_mobile=True)

    sheet.cell(0).tap()
    choices = sheet.page.get_by_role("dialog").locator(".dialog__choice")
    heights = [box["height"] for box in (one.bounding_box() for one in choices.all())]
    sheet.page.get_by_role("button", name="Chưa đạt").tap()
    sheet.wait_saved()

    assert len(heights) == 4
    assert min(heights) >= 44
    assert log() == [(world.communes[0].code, "1", "NOT_MET")]


def test_a_double_click_opens_the_menu_for_the_mouse(open_board):
    sheet = open_board()

    sheet.cell(0, 3).dblclick()
    sheet.page.get_by_role("button", name="Không áp dụng").click()

    assert sheet.states[0][3] == "NOT_APPLICABLE"
    assert sheet.active == [0, 3]


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


def test_saved_cells_say_so_by_shape_and_word(open_board):
    sheet = open_board()

    sheet.click(0, 0)
    sheet.press("1")
    sheet.wait_saved()

    shape = sheet.cell(0, 0).evaluate("td => getComputedStyle(td, '::after').content")
    assert shape == '"●"'
    assert sheet.cell(0, 0).get_attribute("title").startswith("Đã lưu lúc")
    assert sheet.cell(0, 0).get_attribute("aria-label") == "Đạt"


def test_the_largest_district_opens_and_answers_at_once(desk, live_server):
    world = make_world(communes=207, criteria=19)
    page = desk.sign_in(world.office)
    page.goto("/bang-tieu-chi/")
    sheet = Sheet(page)
    sheet.click(100, 5)
    press = """async () => {
      const times = [];
      for (let count = 0; count < 41; count += 1) {
        await new Promise(requestAnimationFrame);
        const began = performance.now();
        const key = new KeyboardEvent("keydown", { key: "1", bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(key);
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[20];
    }"""

    assert page.evaluate(START) < 50
    assert page.evaluate(press) < 50
    assert page.locator("td.c[data-s=MET]").count() == 41


# Milliseconds of what the script does before the first key.
START = """async () => {
  const [{ Cells }, { Selection }, { States }] = await Promise.all(
    ["cells", "selection", "states"].map((name) => import(`/static/js/grid/${name}.js`)));
  const section = document.querySelector("[data-grid]");
  const began = performance.now();
  const states = new States(JSON.parse(section.dataset.states), section.dataset.empty);
  new Selection(new Cells(section, states));
  for (const link of section.querySelectorAll("tbody a")) link.tabIndex = -1;
  return performance.now() - began;
}"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1366", "360"])
def test_sums_stand_under_their_columns(open_board, viewport):
    sheet = open_board(viewport=viewport)
    middles = """(table, what) => [...table.querySelectorAll(what)].map((cell) => {
      const box = cell.getBoundingClientRect();
      return Math.round(box.left + box.width / 2);
    })"""

    heads = sheet.table.evaluate(middles, "th[data-col]")
    assert heads == sheet.table.evaluate(middles, "[data-count-col]")


@pytest.mark.parametrize("viewport", [{"width": 1366, "height": 400}, PHONE], ids=["low", "phone"])
def test_focus_is_never_hidden_behind_headings(desk, live_server, viewport):
    page = desk.sign_in(make_world(communes=40, criteria=19).office, viewport=viewport)
    page.goto("/bang-tieu-chi/")
    sheet = Sheet(page)
    sheet.cell(0, 0).focus()
    hidden = []

    way = ["Control+End", *["ArrowUp"] * 20, *["ArrowLeft"] * 18, "Control+End", "Control+Home"]
    for key in way:
        sheet.press(key)
        if page.evaluate(HIDDEN):
            hidden.append((key, sheet.active))

    assert hidden == []


# Whether something else lies over one of the corners of the focused cell.
HIDDEN = """() => {
  const td = document.activeElement, box = td.getBoundingClientRect();
  const corners = [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2]];
  return corners.some(([x, y]) => !td.contains(document.elementFromPoint(x, y)));
}"""
