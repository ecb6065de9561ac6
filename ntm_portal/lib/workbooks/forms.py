"""Writing a form (biểu mẫu): a sheet with what the portal holds, to be changed and sent back.

What it says of itself for the way back is described in `stamps`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ntm_portal.lib.ooxml import put_text, same_bytes, sheet_title
from ntm_portal.lib.text import clean_line, clean_text
from ntm_portal.lib.workbooks.limits import MOST_CHARACTERS
from ntm_portal.lib.workbooks.stamps import (
    FIRST_ROW,
    HEADINGS,
    IDENTITY,
    KIND_ROW,
    LOCKED_ROW,
    MARK,
    SCOPE_ROW,
    SHEET,
)
from ntm_portal.lib.workbooks.written import plain

KEY_ROW, TITLE_ROW, ADVICE_ROW, HEADING_ROW = 1, 2, 3, 4
ADVICE = (
    "Chỉ ghi vào ô nền trắng; ô để trống là không nói gì. Muốn sắp xếp, xóa dòng: bỏ bảo vệ trang "
    "tính (không có mật khẩu). Xong, tải tệp này lên ở mục Nhập liệu."
)
PICK = "Chọn một mục trong danh sách, hoặc để trống."
WRITE_NUMBER = "Ô này là số, không âm. Viết như 12,95."
MOST_CHOICES = 255  # letters of a drop-down that stands in the sheet itself, as in Excel
SPARE_ROWS = 200  # rows below the last one that have the drop-downs too
A4 = 9
LINE_POINTS = 15.75
HIGHEST_POINTS = 409  # Excel's limit
FONT = "Times New Roman"

_THIN = Side(style="thin", color="999999")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="EDEDED")
_HEADING = PatternFill("solid", fgColor="DCE6F1")

Value = str | int | Decimal


class Holds(StrEnum):
    """TEXT also lists: Excel would make a day of "1-9"."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class FormColumn:
    """key: as in the kind's `columns()`; "" for a column that only helps the eye.

    choices: of a drop-down; with hint, a sentence of at most 255 letters, shown beside the cell
    and when something else is written.
    """

    key: str
    title: str
    width: float = 12
    holds: Holds = Holds.TEXT
    is_open: bool = True
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class FormCell:
    """version: of what is written, 0 where nothing stands; as the kind compares it."""

    written: Value = ""
    version: int = 0


@dataclass(frozen=True)
class FormRow:
    """cells: by key; for columns without a key by title."""

    identity: str
    cells: Mapping[str, FormCell]


@dataclass(frozen=True)
class Form:
    """kind, scope: of the import that it comes back as. name: of the file, without an ending.

    frozen: columns that stay when one scrolls to the right. day: of the file, for equal bytes.
    """

    kind: str
    scope: Mapping[str, str]
    name: str
    title: str
    columns: Sequence[FormColumn]
    rows: Sequence[FormRow]
    frozen: int = 2
    day: date | None = None
    sheet: str = "Biểu mẫu"
    advice: Sequence[str] = field(default=(ADVICE,))


def as_read(value: Value) -> str:
    """The words that the cell has when it is read again, as `written` has them."""
    return clean_line(value) if isinstance(value, str) else plain(Decimal(value))


def write_form(form: Form) -> bytes:
    """The same bytes for the same form."""
    book = Workbook()
    _add_looks(book)
    sheet = book.active
    sheet.title = sheet_title(form.sheet)
    _write_hidden_parts(sheet, form)
    _write_top(sheet, form)
    for number, row in enumerate(form.rows, start=HEADING_ROW + 1):
        _write_row(sheet, number, row, form.columns)
    for place, column in enumerate(form.columns, start=2):
        _add_drop_down(sheet, place, column, len(form.rows))
    _set_page(sheet, form)
    _write_stamp(book.create_sheet(SHEET), form)
    target = BytesIO()
    book.save(target)
    return same_bytes(target.getvalue(), form.day)


def _write_hidden_parts(sheet: Worksheet, form: Form) -> None:
    put_text(sheet.cell(KEY_ROW, 1), IDENTITY)
    put_text(sheet.cell(HEADING_ROW, 1), HEADINGS)
    for place, column in enumerate(form.columns, start=2):
        if column.key:
            put_text(sheet.cell(KEY_ROW, place), column.key)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.column_dimensions["A"].hidden = True


def _write_top(sheet: Worksheet, form: Form) -> None:
    title = sheet.cell(TITLE_ROW, 2)
    put_text(title, form.title)
    title.font = Font(FONT, 14, bold=True)
    advice = sheet.cell(ADVICE_ROW, 2)
    put_text(advice, " ".join(form.advice))
    advice.font = Font(FONT, 11, italic=True)
    for place, column in enumerate(form.columns, start=2):
        cell = sheet.cell(HEADING_ROW, place)
        put_text(cell, column.title)
        cell.font, cell.fill, cell.border = Font(FONT, 11, bold=True), _HEADING, _BOX
        cell.alignment = Alignment("center", "center", wrap_text=True)
    heads = ((column.title, column.width) for column in form.columns)
    sheet.row_dimensions[HEADING_ROW].height = _height(heads)


def _write_row(sheet: Worksheet, number: int, row: FormRow, columns: Sequence[FormColumn]) -> None:
    put_text(sheet.cell(number, 1), row.identity)
    texts = []
    for place, column in enumerate(columns, start=2):
        value = row.cells.get(column.key or column.title, FormCell()).written
        cell = sheet.cell(number, place)
        if isinstance(value, str):
            cell.value = clean_text(value) or None
            cell.data_type = "s"  # never a formula
            texts.append((value, column.width))
        else:
            cell.value = Decimal(value).normalize() + 0
        # The look of a column in one go: part by part it costs more than all the rest.
        is_number = not isinstance(value, str) or (column.holds is Holds.NUMBER and not value)
        cell.style = _look_name(column, is_number=is_number)
    sheet.row_dimensions[number].height = _height(texts)


def _look_name(column: FormColumn, *, is_number: bool) -> str:
    place = "giữa" if column.choices else "trái"
    return f"ntm {'số' if is_number else place} {'mở' if column.is_open else 'khóa'}"


def _add_looks(book: Workbook) -> None:
    """Text cells keep "1-9" when they are edited; in them Excel would take 12,5 for text too."""
    for look, horizontal in (("số", "right"), ("giữa", "center"), ("trái", "left")):
        for is_open, word in ((True, "mở"), (False, "khóa")):
            book.add_named_style(
                NamedStyle(
                    name=f"ntm {look} {word}",
                    font=Font(FONT, 11),
                    fill=PatternFill() if is_open else _GREY,
                    border=_BOX,
                    alignment=Alignment(horizontal, "center", wrap_text=True),
                    number_format="General" if look == "số" else "@",
                    protection=Protection(locked=not is_open),
                )
            )


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """Excel does not measure wrapped cells of a file that it has not written itself."""
    lines = 1
    for text, width in texts:
        per_line = max(width / 1.15, 1)
        lines = max(lines, sum(int(len(part) / per_line) + 1 for part in text.split("\n")))
    return min(lines * LINE_POINTS, HIGHEST_POINTS)


def _add_drop_down(sheet: Worksheet, place: int, column: FormColumn, row_count: int) -> None:
    if not column.is_open or not (column.choices or column.holds is Holds.NUMBER):
        return
    if column.choices:
        listed = ",".join(column.choices)
        if len(listed) > MOST_CHOICES or any("," in one or '"' in one for one in column.choices):
            raise ValueError(column.choices)
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    else:
        rule = DataValidation(
            type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True
        )
    rule.error = column.hint or (PICK if column.choices else WRITE_NUMBER)
    rule.errorTitle, rule.showErrorMessage = "Chưa ghi được", True
    # A figure such as 14/15,7 is right though it is no number: told, not forbidden.
    rule.errorStyle = "stop" if column.choices else "warning"
    if column.hint:
        rule.prompt, rule.promptTitle, rule.showInputMessage = column.hint, "Cách ghi", True
    letter = get_column_letter(place)
    rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{HEADING_ROW + row_count + SPARE_ROWS}")
    sheet.add_data_validation(rule)


def _set_page(sheet: Worksheet, form: Form) -> None:
    last = get_column_letter(len(form.columns) + 1)
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 1, form.frozen + 2)
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{HEADING_ROW + max(len(form.rows), 1)}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Trang &P/&N"
    guard = sheet.protection  # without a password: it guards against slips, not against people
    guard.sheet = True
    guard.formatCells = guard.formatColumns = guard.formatRows = False  # False: allowed
    guard.sort = guard.autoFilter = guard.insertRows = guard.deleteRows = False


def _write_stamp(sheet: Worksheet, form: Form) -> None:
    sheet.sheet_state = "veryHidden"
    put_text(sheet.cell(1, 1), MARK)
    put_text(sheet.cell(KIND_ROW, 1), form.kind)
    scope = json.dumps(dict(form.scope), ensure_ascii=False, sort_keys=True)
    put_text(sheet.cell(SCOPE_ROW, 1), scope)
    locked = [column.key for column in form.columns if column.key and not column.is_open]
    put_text(sheet.cell(LOCKED_ROW, 1), json.dumps(locked))
    keys = [column.key for column in form.columns if column.key]
    number = FIRST_ROW
    for row in form.rows:
        held = {key: row.cells.get(key, FormCell()) for key in keys}
        for part in _parts({key: (as_read(one.written), one.version) for key, one in held.items()}):
            put_text(sheet.cell(number, 1), row.identity)
            put_text(sheet.cell(number, 2), part)
            number += 1


def _parts(cells: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    """As JSON, each text no longer than a cell may be."""
    part: dict[str, tuple[str, int]] = {}
    length = 2
    for key, held in cells.items():
        needed = len(json.dumps({key: held}, ensure_ascii=False))
        if part and length + needed > MOST_CHARACTERS:
            yield json.dumps(part, ensure_ascii=False)
            part, length = {}, 2
        part[key] = held
        length += needed
    yield json.dumps(part, ensure_ascii=False)
