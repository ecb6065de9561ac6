"""Tables of a workbook made by hand: headings in row 1, a list of texts per row below."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ntm_portal.lib.sheet_kinds import Reading
from ntm_portal.lib.workbooks.model import CellKind, Sheet, SheetCell
from ntm_portal.lib.workbooks.tables import Heading, SheetTable, TableRow

Written = str | int | Decimal | SheetCell | None


def make_cell(value: Written, number_format: str = "") -> SheetCell | None:
    """A text, a number as Excel stores it; None and "" are empty."""
    if value is None or value == "":
        return None
    if isinstance(value, SheetCell):
        return value
    if isinstance(value, str):
        return SheetCell(CellKind.TEXT, value)
    return SheetCell(CellKind.NUMBER, f"{Decimal(value):f}", number_format)


def make_table(
    titles: Iterable[str], *rows: Iterable[Written], passed_over: Mapping[int, str] | None = None
) -> SheetTable:
    """Columns count from 1, rows from 2. passed_over: row -> why."""
    headings = tuple(Heading(column, title) for column, title in enumerate(titles, start=1))
    read = []
    cells = {(1, one.column): SheetCell(CellKind.TEXT, one.title) for one in headings}
    for number, values in enumerate(rows, start=2):
        found = {
            column: cell
            for column, value in enumerate(values, start=1)
            if (cell := make_cell(value)) is not None
        }
        cells |= {(number, column): cell for column, cell in found.items()}
        read.append(TableRow(number, found, (passed_over or {}).get(number, "")))
    return SheetTable(Sheet("Bảng", cells), (1, 1), headings, tuple(read))


def brief(readings: Iterable[Reading]) -> list[tuple]:
    """(row, column, state, read, before) of each, in the order of the sheet."""
    return sorted((r.row, r.column, r.state.name, r.read, r.before) for r in readings)
