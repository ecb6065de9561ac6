"""The entry grid as a person sees and uses it, and the rows that the server holds."""

import inspect
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from communes.models import StatusEntry

SIGNS = {"MET": "Đ", "NOT_MET": "C", "NOT_APPLICABLE": "K", "NO_DATA": ""}


class Sheet:
    """Cells are counted from 0; keys and clicks are counted as they are used."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.clicks = 0
        self.table = page.get_by_role("grid")
        expect(self.table).to_be_visible()

    def cell(self, row: int, column: int = 0) -> Locator:
        return self.table.locator("tbody tr").nth(row).locator("td.c").nth(column)

    def click(self, row: int, column: int = 0, **options) -> None:
        self.clicks += 1
        self.cell(row, column).click(**options)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("+")
            self.page.keyboard.press(key)

    @property
    def active(self) -> list[int]:
        """[row, column] of the cell with the focus."""
        return self.page.evaluate(
            """() => {
              const td = document.activeElement, row = td.closest("tr");
              return [row.sectionRowIndex, [...row.querySelectorAll("td.c")].indexOf(td)];
            }"""
        )

    @property
    def states(self) -> list[list[str]]:
        return self.table.evaluate(
            """(table) => [...table.tBodies[0].rows].map(
              (row) => [...row.querySelectorAll("td.c")].map((td) => td.dataset.s))"""
        )

    @property
    def selected(self) -> int:
        return self.table.locator("td.c[aria-selected=true]").count()

    def paste(self, text: str) -> None:
        """What Ctrl+V does with that text on the clipboard."""
        self.page.evaluate(
            """(text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              const options = { clipboardData, bubbles: true, cancelable: true };
              document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
            }""",
            text,
        )

    def copied(self) -> str:
        """What Ctrl+C puts on the clipboard."""
        return self.page.evaluate(
            """() => {
              const clipboardData = new DataTransfer();
              const options = { clipboardData, bubbles: true, cancelable: true };
              document.activeElement.dispatchEvent(new ClipboardEvent("copy", options));
              return clipboardData.getData("text/plain");
            }"""
        )

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-grid-status]")

    def until(self, holds: Callable[[], object]) -> None:
        """Wait, as long as any expectation waits, until `holds` gives something true."""
        for _ in range(100):
            if holds():
                return
            self.page.wait_for_timeout(50)  # the page goes on meanwhile
        pytest.fail(f"still not true after 5 seconds: {inspect.getsource(holds).strip()}")

    def wait_saved(self) -> None:
        """Until every cell has its answer: none is waiting, the line says so."""
        expect(self.page.locator(".c--saving, .c--unsaved")).to_have_count(0)
        expect(self.status).to_contain_text("Đã lưu lúc")


def log() -> list[tuple[str, str, str]]:
    """Every row of the status log, oldest first: (commune, criterion, verdict)."""
    return list(
        StatusEntry.objects.order_by("pk").values_list(
            "cell__commune__code", "cell__requirement__code", "verdict"
        )
    )


def standing() -> dict[tuple[str, str], str]:
    """(commune, criterion) -> the newest verdict."""
    return {(commune, criterion): verdict for commune, criterion, verdict in log()}
