"""Two people on one cell: nobody's value disappears without a choice."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import log, standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def both(open_board, world):
    """The district office's board, and the province's, both opened before anything was typed."""
    mine, theirs = open_board(world.office), open_board(world.province_office)
    theirs.click(0, 0)
    theirs.press("0")
    theirs.wait_saved()
    return mine


def test_the_dialog_shows_both_values_and_chooses_nothing(both, world):
    both.click(0, 0)
    both.press("1", "1")
    dialog = both.page.get_by_role("dialog")

    expect(dialog).to_contain_text("Văn phòng tỉnh vừa đổi ô này thành Chưa đạt lúc ")
    expect(dialog).to_contain_text("Bạn ghi: Đạt.")
    expect(dialog).to_contain_text(f"{world.communes[0].full_name}, tiêu chí 1")
    expect(both.page.locator(".c--saved")).to_have_count(1)  # the other cell of the batch
    assert standing()[world.communes[0].code, "1"] == "NOT_MET"
    assert both.page.evaluate("document.activeElement.tagName") == "H2"


def test_keep_mine(both, world):
    both.click(0, 0)
    both.press("1")

    both.page.get_by_role("button", name="Giữ của tôi").click()
    both.wait_saved()

    assert both.states[0][0] == "MET"
    assert [verdict for _, _, verdict in log()] == ["NOT_MET", "MET"]


def test_take_theirs(both, world):
    both.click(0, 0)
    both.press("1")

    both.page.get_by_role("button", name="Lấy của họ").click()

    expect(both.cell(0, 0)).to_have_attribute("data-s", "NOT_MET")
    assert [verdict for _, _, verdict in log()] == ["NOT_MET"]
    expect(both.page.locator(".c--refused, .c--unsaved, .c--saving")).to_have_count(0)

    both.click(0, 0)
    both.press("2")
    both.wait_saved()
    assert standing()[world.communes[0].code, "1"] == "NOT_APPLICABLE"


def test_undo_after_take_theirs_leaves_their_value_alone(both, world):
    both.click(0, 1)
    both.press("1")
    both.wait_saved()
    both.click(0, 0)
    both.press("Shift+ArrowRight", "2")
    both.page.get_by_role("button", name="Lấy của họ").click()
    both.wait_saved()

    both.click(0, 4)
    both.press("Control+z", "Control+z", "Control+z", "Control+y", "Control+y", "Control+y")
    both.wait_saved()

    assert both.states[0][:2] == ["NOT_MET", "NOT_APPLICABLE"]
    assert standing()[world.communes[0].code, "1"] == "NOT_MET"


def test_closing_the_dialog_keeps_the_question(both, world):
    both.click(0, 0)
    both.press("1")
    expect(both.page.get_by_role("dialog")).to_be_visible()

    both.press("Escape")
    expect(both.status).to_contain_text("1 ô vừa được người khác đổi, chưa lưu.")
    expect(both.page.locator(".c--refused")).to_have_count(1)

    both.page.get_by_role("button", name="Xem ô trùng").click()
    both.page.get_by_role("button", name="Giữ của tôi").click()
    both.wait_saved()
    assert standing()[world.communes[0].code, "1"] == "MET"


def test_the_same_value_from_both_is_no_question(both, world):
    both.click(0, 0)
    both.press("0")
    expect(both.page.locator(".c--saving, .c--unsaved, .c--refused")).to_have_count(0)

    expect(both.page.get_by_role("dialog")).to_have_count(0)
    assert both.states[0][0] == "NOT_MET"
    assert len(log()) == 1


def test_many_conflicts_are_settled_at_once(open_board, world):
    mine, theirs = open_board(world.office), open_board(world.province_office)
    theirs.click(0, 0)
    theirs.press("0", "0", "0")
    theirs.wait_saved()

    mine.click(0, 0)
    mine.press("1", "1", "1", "1")
    mine.page.get_by_role("button", name="Giữ tất cả của tôi").click()
    mine.wait_saved()

    assert list(standing().values()) == ["MET"] * 4
