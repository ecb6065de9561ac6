"""Sheets as offices have them, written down as cells; an .xlsx in memory, read by the real reader.

The kind that reads them here has a column for each sort of value. Communes are those of Lộc Bình,
and three whose names look like a line of totals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from communes.names import How, Names
from communes.old_names import OldNames, Passing
from criteria.rules import Verdict
from criteria.status_words import cross_of, read_status
from ntm_portal.lib.workbooks.books import read_book
from ntm_portal.lib.workbooks.day_cells import read_day
from ntm_portal.lib.workbooks.finding import find_table, find_tables, transposed
from ntm_portal.lib.workbooks.list_cells import read_list_cell
from ntm_portal.lib.workbooks.matching import suggest
from ntm_portal.lib.workbooks.model import CellKind, Sheet
from ntm_portal.lib.workbooks.questions import CellReading, Question
from ntm_portal.lib.workbooks.tables import SheetColumn, SheetTable, TableRow
from ntm_portal.lib.workbooks.values import Measure, are_shares_of_one, read_figure
from ntm_portal.lib.workbooks.written import written

TODAY = date(2026, 3, 2)
CRITERIA = tuple(str(number) for number in range(1, 20))
CODES = (*CRITERIA[:5], "5.1", "5.2", *CRITERIA[5:])
NAMED = {"1": "Quy hoạch", "2": "Giao thông", "3": "Thủy lợi", "4": "Điện", "5": "Trường học"}
MEASURES = {
    "income": Measure("income", high=Decimal(200), unit="triệu đồng"),
    "poverty": Measure("poverty", percent=True, bound=Decimal(10)),
    "road": Measure("road", unit="km"),
    "count": Measure("count", high=Decimal(19), whole=True),
    "planned": Measure("planned", high=Decimal(19), whole=True),
}
COLUMNS = (
    SheetColumn("commune", "Đơn vị", ("Xã", "Tên xã", "Xã, thị trấn"), required=True),
    SheetColumn("count", "Số tiêu chí đạt"),
    SheetColumn("met", "Cụ thể các tiêu chí đã đạt", ("Tiêu chí đã đạt",)),
    SheetColumn("planned", "Số tiêu chí phấn đấu"),
    SheetColumn("targets", "Cụ thể tiêu chí phấn đấu"),
    SheetColumn("income", "Thu nhập bình quân"),
    SheetColumn("poverty", "Tỷ lệ hộ nghèo", ("Tỷ lệ hộ nghèo (%)",)),
    SheetColumn("road", "Chiều dài đường"),
    SheetColumn("day", "Ngày công nhận"),
    *(
        SheetColumn(
            f"criterion:{code}",
            f"Tiêu chí {code}",
            (code, f"TC{code}", f"{code}. {NAMED.get(code, '')}", NAMED.get(code, f"TC {code}")),
        )
        for code in CRITERIA
    ),
)
WORDS = {words for column in COLUMNS for words in (column.label, *column.headings)}


@dataclass(frozen=True)
class Ask:
    """The values of the options that are offered."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    sentence: str


@dataclass(frozen=True)
class Noted:
    """A value that is read with a word on how."""

    value: Any
    note: str


@dataclass(frozen=True)
class Named:
    """A unit as far as names go."""

    name: str
    kind: str = "XA"

    @property
    def aliases(self) -> "Named":
        return self

    def all(self) -> tuple:
        return ()


COMMUNES = tuple(
    Named(name)
    for name in (
        *("Xuân Dương", "Ái Quốc", "Tú Đoạn", "Lợi Bác", "Hòa Bình", "Thụy Hùng", "Mẫu Sơn"),
        *("Đông Tiến", "Đồng Tiến", "Cộng Hòa", "Tổng Cọt", "Trung Bình", "Xa Dung"),
    )
)
UNITS = (*COMMUNES, Named("Na Dương", "THI_TRAN"))
OLD = OldNames(
    [
        Passing(Named("Nam Quan"), COMMUNES[0], date(2025, 7, 1)),
        Passing(Named("Yên Khoái"), COMMUNES[1], date(2025, 7, 1)),
        Passing(Named("Yên Khoái"), COMMUNES[2], date(2025, 7, 1)),
    ],
    day=TODAY,
)


@dataclass(frozen=True)
class OfficeFile:
    """rows: from the cell `at` on; None is an empty cell. formats, comments: by cell.

    expected: (commune, key) -> what is read, an Ask or a Fault; ("row 9", "commune") where the
    name is not known. passed: row of the sheet -> why it holds no figures. table: which of the
    tables of the sheet, None for the one that fits best.
    """

    id: str
    rows: list[list[Any]]
    expected: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    passed: Mapping[int, str] = field(default_factory=dict)
    at: str = "A1"
    merges: tuple[str, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    last: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    header_rows: tuple[int, int] | None = None
    read_hidden: bool = False
    turned: bool = False
    table: int | None = None


def make_book(file: OfficeFile) -> bytes:
    book = Workbook()
    sheet = book.active
    letters, first_row = coordinate_from_string(file.at)
    first_column = column_index_from_string(letters)
    for row, values in enumerate(file.rows, start=first_row):
        for column, value in enumerate(values, start=first_column):
            if value is not None:
                sheet.cell(row, column).value = value
    for one in file.merges:
        sheet.merge_cells(one)
    for place, number_format in file.formats.items():
        sheet[place].number_format = number_format
    for place, words in file.comments.items():
        sheet[place].comment = Comment(words, "Văn phòng")
    for row in file.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in file.hidden_columns:
        sheet.column_dimensions[column].hidden = True
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read_sheet(file: OfficeFile) -> Sheet:
    sheet = read_book(make_book(file)).sheets[0]
    return transposed(sheet) if file.turned else sheet


def table_of(file: OfficeFile) -> SheetTable | None:
    sheet = read_sheet(file)
    if file.table is not None:
        return find_tables(sheet, WORDS)[file.table]
    return find_table(sheet, WORDS, header_rows=file.header_rows, read_hidden=file.read_hidden)


def readings_of(file: OfficeFile) -> dict[tuple[str, str], CellReading]:
    """What each cell of the table says, by commune and key; nothing where it says nothing."""
    table = table_of(file)
    if table is None:
        return {}
    columns = {key: column for column, key in suggest(table, COLUMNS).items()}
    names = Names(UNITS)
    found: dict[tuple[str, str], CellReading] = {}
    for row in table.rows:
        if row.passed_over:
            continue
        name, unknown = _named(names, written(row.cells.get(columns.get("commune", 0))), row.number)
        said = {"commune": unknown} if unknown else _values(file, table, columns, row, name)
        for key, reading in said.items():
            if reading != CellReading():
                twice = CellReading(fault=f"{name} có hai dòng.")
                found[name, key] = twice if (name, key) in found else reading
    return found


def _values(
    file: OfficeFile, table: SheetTable, columns: Mapping[str, int], row: TableRow, name: str
) -> dict[str, CellReading]:
    said: dict[str, CellReading] = {}
    titles = {heading.column: heading.title for heading in table.headings}
    counts = {"met": "count", "targets": "planned"}
    for key, column in columns.items():
        cell = row.cells.get(column)
        peers = [one.cells.get(column) for one in table.rows if not one.passed_over]
        if key in MEASURES:
            last, shares = file.last.get((name, key)), are_shares_of_one(peers)
            said[key] = read_figure(cell, MEASURES[key], last=last, shares_of_one=shares)
        elif key in counts:
            counted = said.get(counts[key], CellReading()).value
            count = int(counted) if counted is not None else None
            said[key] = read_list_cell(cell, CODES, key=key, count=count)
        elif key == "day":
            texts = any(one is not None and one.kind is CellKind.TEXT for one in peers)
            said[key] = read_day(cell, today=TODAY, key=key, beside_texts=texts)
        elif key != "commune":
            cross = cross_of(titles[column], table.title)
            said[key] = read_status(cell, key="status", cross=cross)
    return said


def _named(names: Names, text: str, row: int) -> tuple[str, CellReading | None]:
    match = names.resolve(text)
    if match.unit:
        return match.unit.name, None
    where = f"row {row}"
    if match.how is How.UNKNOWN:
        olds = OLD.ask(text)
        if olds:
            options = [unit.name for unit in olds[0].into]
            return where, CellReading(question=_question(olds[0].question, options))
        return where, CellReading(fault=f"‘{text}’ không phải tên xã.")
    if match.how is How.SEVERAL:
        return where, CellReading(fault="Ô có hai xã. Tách mỗi xã một dòng.")
    return where, CellReading(question=_question("Xã nào?", [u.name for u in match.candidates]))


def _question(text: str, options: list[str]) -> Question:
    return Question(text, text, tuple((one, one) for one in options))


def as_stated(reading: CellReading) -> Any:
    """A reading as the fixtures write it down."""
    if reading.question:
        return Ask(tuple(value for value, _ in reading.question.options))
    if reading.fault:
        return Fault(reading.fault)
    return Noted(reading.value, reading.note) if reading.note else reading.value


def column(id: str, key: str, cells: list[tuple], **options: Any) -> OfficeFile:  # noqa: A002
    """A sheet with one column of values. cells: (what stands there, what is read[, format])."""
    heading = next(one.label for one in COLUMNS if one.key == key)
    heading = options.pop("heading", heading)
    named = zip(COMMUNES, cells, strict=False)
    rows = [["STT", "Đơn vị", heading]]
    expected, formats = {}, {}
    for place, (commune, (value, stated, *number_format)) in enumerate(named, start=1):
        rows.append([place, commune.name, value])
        if stated is not None:
            expected[commune.name, key] = stated
        if number_format:
            formats[f"{get_column_letter(3)}{place + 1}"] = number_format[0]
    return OfficeFile(id, rows, expected, formats=formats, **options)


MET, NOT_MET, NA = Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE
