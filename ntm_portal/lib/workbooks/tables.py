"""A table found on a sheet: columns with joined headings, rows, what was passed over. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_portal.lib.workbooks.model import Sheet, SheetCell


@dataclass(frozen=True)
class Heading:
    """A column of the table. title: merged headings joined from above, "Thu nhập > Thực hiện"."""

    column: int
    title: str


@dataclass(frozen=True)
class SheetColumn:
    """A column that a kind can use.

    key: "commune", "requirement:12": the same next year, stored with a remembered mapping.
    headings: as offices write them, compared folded; the label is one of them.
    required: without it nothing can be read. many: several columns of the sheet may be this one.
    """

    key: str
    label: str
    headings: tuple[str, ...] = ()
    required: bool = False
    many: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row of the sheet below the headings.

    cells: by column; a value merged downwards stands in each of its rows.
    passed_over: why it holds no figures, "dòng tổng cộng", "dòng nhóm", "tiêu đề lặp lại",
        "dòng đánh số cột", "chân trang", "dòng ẩn"; "" for a row to read. group: the words of the
        newest group row above it, "" when there is none.
    """

    number: int
    cells: Mapping[int, SheetCell]
    passed_over: str = ""
    group: str = ""


@dataclass(frozen=True)
class SheetTable:
    """header_rows: first and last row of the headings. title: the lines above them, for guesses.

    Rows and columns count in `sheet`; where that is turned round, `sheet.address` knows the cell.
    """

    sheet: Sheet
    header_rows: tuple[int, int]
    headings: tuple[Heading, ...]
    rows: tuple[TableRow, ...]
    title: str = ""
