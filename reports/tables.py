"""An appendix (phụ lục) as plain data: built once, printed the same by every renderer. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ntm_portal.lib.numbers import format_number
from ntm_portal.lib.text import clean_text


class Kind(StrEnum):
    """What a column holds; decides alignment and the type of a spreadsheet's cell."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    LIST = "list"


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"


class RowKind(StrEnum):
    SECTION = "section"  # mục: numeral in the first cell, its words in the second
    GROUP = "group"  # mục with figures of its own: nothing is merged
    ROW = "row"
    TOTAL = "total"  # dòng cộng: words in the first cell, the second empty


NAMED_BY_COLUMN = frozenset({RowKind.ROW, RowKind.GROUP})


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class HeadingStyle(StrEnum):
    AS_SIGNED = "as-signed"  # "PHỤ LỤC 02: TÊN PHỤ LỤC" on one line
    DECREE_30 = "decree-30"  # "Phụ lục II", then the title: Nghị định 30/2020/NĐ-CP, Phụ lục I


@dataclass(frozen=True)
class Listing:
    """Criterion numbers, then an optional line of words under them: "2,5,6" / "Duy trì xã …"."""

    items: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True)
class Exact:
    """A figure with decimals of its own, as it was printed: 29,5 beside 60,40."""

    number: Decimal
    decimals: int


Value = int | Decimal | Exact | str | Listing | None


@dataclass(frozen=True)
class Column:
    """A leaf column. width: share of the table's width; only the ratio to the others counts.

    decimals: places of its Decimal figures. names_row: its cells are the headings of their rows.
    """

    title: str
    kind: Kind
    width: int
    align: Align = Align.CENTER
    decimals: int = 0
    names_row: bool = False


@dataclass(frozen=True)
class ColumnGroup:
    """A header over two or more columns."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class HeaderCell:
    """A header's place: first column (from 0), columns and header rows that it spans."""

    title: str
    column: int
    colspan: int
    rowspan: int


@dataclass(frozen=True)
class Row:
    """values: one per leaf column; None and "" print nothing.

    decimals: places for this row's Decimal figures where they differ from the columns'.
    keeps_next: no page break between this row and the next, as before sub-rows.
    """

    kind: RowKind
    values: tuple[Value, ...]
    decimals: int | None = None
    keeps_next: bool = False


@dataclass(frozen=True)
class PrintedCell:
    """A cell ready for a renderer. text: as printed. index: its first column, from 0.

    is_heading: it names its row.
    """

    text: str
    value: Value
    column: Column
    index: int
    colspan: int
    decimals: int
    is_heading: bool

    @property
    def align(self) -> Align:
        return self.column.align


@dataclass(frozen=True)
class AppendixTable:
    """title, subtitles: the lines above the table; label: "Phụ lục II", or "" when in the title.

    code: short ASCII name of the sheet, "PL02". author, dated_on: of the document, for the files'
    properties; dated_on None: not signed yet. page_numbers: at the top centre from page 2 on.
    name: what pages call it, "" for its label or title. follows_day: its figures are read from the
    log as of a day; what a plan states is the same on every day.
    Raises ValueError when a row has not one value per column.
    """

    code: str
    label: str
    title: str
    subtitles: tuple[str, ...]
    header: tuple[Column | ColumnGroup, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    author: str = ""
    dated_on: date | None = None
    orientation: Orientation = Orientation.PORTRAIT
    heading_style: HeadingStyle = HeadingStyle.DECREE_30
    page_numbers: bool = True
    name: str = ""
    follows_day: bool = True

    def __post_init__(self) -> None:
        width = len(self.columns)
        for number, row in enumerate(self.rows, start=1):
            if len(row.values) != width:
                raise ValueError(f"row {number}: {len(row.values)} values for {width} columns")

    @property
    def full_title(self) -> str:
        """On one line, for a window's title and a file's properties."""
        return f"{self.label}: {self.title}" if self.label else self.title

    @property
    def short_title(self) -> str:
        """Its name, "Phụ lục II", or "PHỤ LỤC 02" out of a title that holds both."""
        return self.name or self.label or self.title.partition(":")[0]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The leaf columns, left to right."""
        return tuple(column for part in self.header for column in _leaves(part))

    @property
    def header_rows(self) -> tuple[tuple[HeaderCell, ...], ...]:
        """One row of header cells, or two when some columns stand in a group."""
        deep = any(isinstance(part, ColumnGroup) for part in self.header)
        upper: list[HeaderCell] = []
        lower: list[HeaderCell] = []
        place = 0
        for part in self.header:
            leaves = _leaves(part)
            if isinstance(part, ColumnGroup):
                upper.append(HeaderCell(part.title, place, len(leaves), 1))
                lower += [HeaderCell(leaf.title, place + i, 1, 1) for i, leaf in enumerate(leaves)]
            else:
                upper.append(HeaderCell(part.title, place, 1, 2 if deep else 1))
            place += len(leaves)
        return (tuple(upper), tuple(lower)) if deep else (tuple(upper),)

    def texts(self, row: Row) -> tuple[str, ...]:
        """The row's cells as printed, one per leaf column."""
        return tuple(
            print_value(value, _decimals(row, column))
            for value, column in zip(row.values, self.columns, strict=True)
        )

    def printed_cells(self, row: Row) -> Iterator[PrintedCell]:
        """The row with its merges: a total's words span two columns, a section's all the rest."""
        texts, columns = self.texts(row), self.columns
        index = 0
        while index < len(columns):
            colspan = _colspan(row.kind, index, len(columns))
            column, value = columns[index], row.values[index]
            yield PrintedCell(
                text=texts[index],
                value=value.number if isinstance(value, Exact) else value,
                column=column,
                index=index,
                colspan=colspan,
                decimals=value.decimals if isinstance(value, Exact) else _decimals(row, column),
                is_heading=colspan > 1 or (column.names_row and row.kind in NAMED_BY_COLUMN),
            )
            index += colspan


def print_value(value: Value, decimals: int) -> str:
    """The one place where a figure becomes text: decimal comma, dots for thousands, "1,2,3".

    Text comes out without control characters: one of them would refuse a whole Excel file.
    """
    match value:
        case None:
            return ""
        case str():
            return clean_text(value)
        case Listing(items, remark):
            return clean_text("\n".join(line for line in (",".join(items), remark) if line))
        case int():
            return format_number(value)
        case Decimal():
            return format_number(value, decimals)
        case Exact(number, places):
            return format_number(number, places)


def _decimals(row: Row, column: Column) -> int:
    return column.decimals if row.decimals is None else row.decimals


def _leaves(part: Column | ColumnGroup) -> tuple[Column, ...]:
    return part.columns if isinstance(part, ColumnGroup) else (part,)


def _colspan(kind: RowKind, index: int, width: int) -> int:
    if kind == RowKind.TOTAL and index == 0:
        return min(2, width)
    if kind == RowKind.SECTION and index == 1:
        return width - 1
    return 1
