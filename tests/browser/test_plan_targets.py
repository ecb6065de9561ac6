"""The plan's grid is the same component with other states and locked cells."""

import pytest
from playwright.sync_api import expect

from communes.models import StatusEntry
from plans.models import PlanTarget

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(open_plan):
    return open_plan()


def targets() -> list[tuple[str, str]]:
    rows = PlanTarget.objects.order_by("row__position", "requirement__position")
    return list(rows.values_list("row__commune__code", "requirement__code"))


def test_targets_are_typed_over_locked_cells(sheet, world):
    sheet.click(0, 0)
    sheet.press("1", "1")
    sheet.wait_saved()

    code = world.communes[0].code
    assert targets() == [(code, "1"), (code, "3")]
    assert sheet.states[0][:4] == ["TARGET", "MET", "TARGET", "NONE"]
    assert sheet.active == [0, 3]
    row = sheet.table.locator("tbody tr").first
    expect(row.locator("[data-count=TARGET]")).to_have_text("2")
    expect(row.locator("[data-count='MET TARGET']")).to_have_text("3")


def test_a_target_is_taken_away_with_0_and_with_delete(sheet):
    sheet.click(0, 2)
    sheet.press("1", "1")
    sheet.wait_saved()

    sheet.click(0, 2)
    sheet.press("0", "Delete")
    sheet.wait_saved()

    assert targets() == []


def test_a_locked_cell_says_so_and_stays(sheet):
    sheet.click(0, 1)
    sheet.press("1")

    expect(sheet.page.locator(".grid__note")).to_contain_text("Đã đạt ngày 01/01/2024")
    assert sheet.cell(0, 1).get_attribute("aria-readonly") == "true"
    assert sheet.active == [0, 1]
    assert StatusEntry.objects.count() == 1


def test_a_fill_leaves_locked_cells_alone(sheet):
    sheet.click(0, 0)
    sheet.press("Control+a", "1")
    assert sheet.states[0][:3] == ["TARGET", "MET", "TARGET"]

    sheet.press("Control+z", "Control+Home", "ArrowRight", "Shift+Control+ArrowDown")
    sheet.press("Control+d")  # the top cell is locked: nothing to copy
    assert [row[1] for row in sheet.states] == ["MET", "NONE", "NONE"]

    sheet.click(0, 0)
    sheet.press("1", "Home", "Shift+ArrowRight", "Control+Enter")
    assert sheet.states[0][:3] == ["TARGET", "MET", "NONE"]


def test_space_never_reaches_a_state_that_cannot_be_typed(sheet):
    sheet.click(0, 0)

    seen = set()
    for _ in range(3):
        sheet.press(" ")
        seen.add(sheet.states[0][0])

    assert seen == {"TARGET", "NONE"}


def test_a_paste_that_touches_a_locked_cell_asks_first(sheet):
    sheet.click(0, 0)

    sheet.paste("x\tx\tx")
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("cột 2:")
    assert sheet.states[0][0] == "NONE"
    dialog.get_by_role("button", name="Dán 2 ô đúng").click()
    sheet.wait_saved()

    assert [criterion for _, criterion in targets()] == ["1", "3"]


def test_a_paste_that_agrees_with_a_locked_cell_asks_nothing(sheet):
    sheet.click(0, 0)

    sheet.paste("★\tĐ\t★\r\n\t\t★")
    sheet.wait_saved()

    assert [criterion for _, criterion in targets()] == ["1", "3", "3"]
