"""The line above the grid stays in sight; the menu names the cell and takes keys."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sheet import log
from tests.factories.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1366", "360"])
# The line is within the window and nothing lies over its first button.
IN_SIGHT = """() => {
  const box = document.querySelector(".grid__line").getBoundingClientRect();
  const help = [...document.querySelectorAll(".grid__line button")].at(-1);
  const { left, top, width, height } = help.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight && help.contains(over);
}"""
# Something else lies over a corner of the focused cell.
HIDDEN = """() => {
  const td = document.activeElement, box = td.getBoundingClientRect();
  const corners = [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2]];
  return corners.some(([x, y]) => !td.contains(document.elementFromPoint(x, y)));
}"""
# The headings of the columns begin below the line and nothing lies over them.
HEADINGS_BELOW = """() => {
  const box = document.querySelector("th[data-col]").getBoundingClientRect();
  const line = document.querySelector(".grid__line").getBoundingClientRect();
  const over = document.elementFromPoint(box.left + 9, box.bottom - 9);
  return box.top >= line.bottom - 1 && over.closest("th[data-col]");
}"""
TITLED = "document.querySelector('.grid').dataset.title = 'Xã Yên Khoái'"
SET_TITLE = f"document.addEventListener('readystatechange', () => {{ {TITLED}; }})"


@WIDTHS
def test_the_line_stays_in_sight_above_a_commune(open_commune, viewport):
    sheet = open_commune(viewport=viewport)

    sheet.cell(0).focus()
    sheet.press("Control+End")

    assert sheet.page.evaluate(IN_SIGHT)
    for key in ["ArrowUp"] * 18:
        sheet.press(key)
        assert not sheet.page.evaluate(HIDDEN)


@WIDTHS
def test_the_line_stays_in_sight_above_a_board(desk, live_server, viewport):
    page = desk.sign_in(make_world(communes=40).office, viewport=viewport)
    page.goto("/bang-tieu-chi/")

    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    assert page.evaluate(IN_SIGHT)
    page.wait_for_function(HEADINGS_BELOW)


@pytest.mark.parametrize(
    ("viewport", "shown"), [(DESKTOP, False), (PHONE, True)], ids=["1366", "360"]
)
def test_on_a_phone_the_line_names_the_commune(open_commune, viewport, shown):
    sheet = open_commune(viewport=viewport)

    sheet.page.add_init_script(SET_TITLE)
    sheet.page.reload()

    title = sheet.page.locator(".grid__line").get_by_text("Xã Yên Khoái")
    expect(title).to_be_visible(visible=shown)


def test_the_menu_names_commune_and_criterion(open_board, world):
    sheet = open_board()
    sheet.click(0, 4)

    sheet.press("F2")

    heading = f"Xã {world.communes[0].name} · tiêu chí 5. {world.criteria[4].name}"
    expect(sheet.page.get_by_role("heading", level=2)).to_have_text(heading)


def test_the_menu_of_a_commune_names_both_too(open_commune, world):
    sheet = open_commune()
    sheet.page.evaluate(TITLED)
    sheet.click(4)

    sheet.press("F2")

    heading = f"Xã Yên Khoái · tiêu chí 5. {world.criteria[4].name}"
    expect(sheet.page.get_by_role("heading", level=2)).to_have_text(heading)


@pytest.mark.parametrize(
    ("key", "state"),
    [("1", "MET"), ("0", "NOT_MET"), ("2", "NOT_APPLICABLE"), ("Delete", "NO_DATA")],
)
def test_keys_work_inside_the_menu(open_board, key, state):
    sheet = open_board()
    sheet.click(0, 0)
    sheet.press("2" if key != "2" else "1", "ArrowLeft", "F2")

    sheet.press(key)

    expect(sheet.page.get_by_role("dialog")).to_have_count(0)
    assert sheet.states[0][0] == state
    assert sheet.active == [0, 0]


def test_letters_do_nothing_inside_the_menu(open_board):
    sheet = open_board()
    sheet.click(0, 0)

    sheet.press("F2", "d", "Control+1")

    expect(sheet.page.get_by_role("dialog")).to_be_visible()
    assert sheet.states[0][0] == "NO_DATA"


def test_a_locked_cell_says_why_and_takes_no_key_in_its_menu(open_plan):
    sheet = open_plan()
    words = "Đã đạt tại ngày gốc của kế hoạch, không chọn phấn đấu được."
    say = "(words) => { document.querySelector('.grid').dataset.lockedWords = words; }"
    sheet.page.evaluate(say, words)
    sheet.click(0, 1)

    sheet.press("1")
    expect(sheet.page.locator(".grid__note")).to_have_text(words)
    sheet.press("F2", "1")

    expect(sheet.page.get_by_role("dialog")).to_contain_text(words)
    assert sheet.states[0][1] == "MET"
    assert log() == [log()[0]]
