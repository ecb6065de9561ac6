"""Where things stand on the board, and that nothing hides or moves them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sheet import Sheet
from tests.factories.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


def test_saved_cells_say_so_by_shape_and_word(open_board):
    sheet = open_board()

    sheet.click(0, 0)
    sheet.press("1")
    sheet.wait_saved()

    shape = sheet.cell(0, 0).evaluate("td => getComputedStyle(td, '::after').content")
    assert shape == '"●"'
    assert sheet.cell(0, 0).get_attribute("title").startswith("Đã lưu lúc")
    assert sheet.cell(0, 0).get_attribute("aria-label") == "Đạt"


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
