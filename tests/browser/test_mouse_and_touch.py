"""The entry grid with a mouse and with a finger."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.sheet import log

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
