"""A workbook as it was handed in, as plain data: what stands in each cell, and nothing guessed.

Pure. Rows and columns count from 1, as in Excel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CellKind(StrEnum):
    """What a cell holds. A formula counts as what it gave last; UNCALCULATED: never anything."""

    TEXT = "t"
    NUMBER = "n"
    DAY = "d"
    TRUTH = "b"
    ERROR = "e"
    UNCALCULATED = "f"


class SheetState(StrEnum):
    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell that is not empty.

    text: TEXT clean and in Unicode, as `clean_text` gives it; NUMBER as stored, with a point and
        no exponent ("0.955"); DAY as YYYY-MM-DD, with "THH:MM:SS" where it has a time; TRUTH "1"
        or "0"; ERROR its sign, "#REF!"; UNCALCULATED its formula, "=A1+1".
    number_format: "0.0%"; "" for General. bold: of the whole cell.
    remark: one Vietnamese sentence on how it was read ("Chữ phông .VnTime, đã đổi sang Unicode."),
        "" when there is nothing to say. comment: what a note on the cell says.
    """

    kind: CellKind
    text: str
    number_format: str = ""
    bold: bool = False
    remark: str = ""
    comment: str = ""

    @property
    def number(self) -> Decimal | None:
        return Decimal(self.text) if self.kind is CellKind.NUMBER else None

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.text[:10]) if self.kind is CellKind.DAY else None


@dataclass(frozen=True)
class Merge:
    """A merged range; its value stands in the first cell."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """cells: by (row, column), only those that hold something. remarks: sentences to show.

    turned: its rows are the columns of the workbook (`finding.transposed`). Whoever names a cell
    or marks it in the file asks `address` and `place`.
    """

    name: str
    cells: Mapping[tuple[int, int], SheetCell]
    state: SheetState = SheetState.VISIBLE
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    turned: bool = False

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where the cell stands in the workbook."""
        return (column, row) if self.turned else (row, column)

    def address(self, row: int, column: int) -> str:
        """The cell's name in the workbook: "F14"."""
        return address(*self.place(row, column))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True)
class Workbook:
    """remarks: sentences on the whole file."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[str, ...] = field(default=())


def column_letters(column: int) -> str:
    """6 -> "F", 28 -> "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """(14, 6) -> "F14"."""
    return f"{column_letters(column)}{row}"
