"""The sheet of figures as a person sees and uses it."""

from playwright.sync_api import Locator, expect

from communes.models import StatusEntry
from tests.browser.sheet import Sheet


class FigureSheet(Sheet):
    """Cells are counted from 0 in reading order; headings of criteria between them do not count."""

    def cell(self, row: int, column: int = 0) -> Locator:
        return self.table.locator("td.c").nth(row + column)

    def type(self, text: str) -> None:
        """Character by character, each of them a key."""
        for character in text:
            self.press(character)

    def enter(self, number: int, text: str) -> None:
        """Click a cell, type and press Enter."""
        self.click(number)
        self.type(text)
        self.press("Enter")

    @property
    def box(self) -> Locator:
        return self.table.get_by_role("textbox")

    @property
    def place(self) -> int:
        """The cell with the focus; -1: none."""
        return self.page.evaluate(
            "[...document.querySelectorAll('td.c')].indexOf(document.activeElement)"
        )

    def expect_place(self, number: int) -> None:
        expect(self.cell(number)).to_be_focused()

    def result(self, number: int) -> Locator:
        """What stands beside a cell: verdict, reason, suggestion."""
        return self.table.locator("tr[data-row]").nth(number).locator("[data-result]")

    def expect_result(self, number: int, *parts: str) -> None:
        expect(self.result(number).locator("strong, small")).to_have_text(list(parts))


def said() -> dict[str, str]:
    """Indicator -> what the newest row says, such as "43,8 C"; without a figure the sign."""
    rows = StatusEntry.objects.select_related("cell__requirement").order_by("pk")
    return {row.cell.requirement.code: row.said_text for row in rows}


def verdicts() -> dict[str, str]:
    """Indicator -> the verdict of the newest row."""
    rows = StatusEntry.objects.order_by("pk")
    return dict(rows.values_list("cell__requirement__code", "verdict"))
