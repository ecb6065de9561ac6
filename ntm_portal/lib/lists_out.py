"""Lists to take away (tải danh sách): the rows that a page shows, all of them, as XLSX or CSV.

A view says what its columns are and answers `?tai=` with them (docs/conventions.md).
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.file_names import plain_name
from ntm_portal.lib.http import query_text
from ntm_portal.lib.ooxml import same_bytes, sheet_title
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

Row = TypeVar("Row")
Value = str | int | Decimal | date | None

BOM = "\ufeff"  # without it Excel reads "Xuân" as "XuÃ¢n"
SEPARATOR = ";"  # of a CSV where the comma is the decimal sign
DAY_FORMAT, COUNT_FORMAT = "dd/mm/yyyy", "#,##0"
GROUPED_FROM = 1000
# What a program would take for a formula, an error, a number or a day when it reads or edits it.
_MEANT_OTHERWISE = re.compile(r"[=+\-@#'\t\r\n\d]")
_STARTS_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_BAD_REQUEST = 400


class Ending(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


TYPES = {
    Ending.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Ending.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """value: what the row has there: text, a number, a day, None for nothing.

    A list of numbers ("1-9") is text and stays so. width: in letters.
    """

    title: str
    value: Callable[[Row], Value]
    width: float = 16


@dataclass(frozen=True)
class ListFile(Generic[Row]):
    """title: of the list, also of sheet and file. about: what it is narrowed to, for the name of
    the file. day: of the figures; the files of two days differ, those of one are equal.
    """

    title: str
    columns: Sequence[ListColumn[Row]]
    rows: Iterable[Row]
    about: str = ""
    day: date | None = None

    @property
    def name(self) -> str:
        """ "bang-tieu-chi-2024-06-30": letters without marks, no spaces."""
        day = self.day.isoformat() if self.day else ""
        return plain_name(" ".join(filter(None, (self.title, self.about, day))))

    def values(self) -> Iterator[list[Value]]:
        gets = [column.value for column in self.columns]
        return ([get(row) for get in gets] for row in self.rows)


def asked_ending(request: HttpRequest) -> Ending | None:
    """How the address asks for the list; None for the page. Raises Refused (400) for others."""
    text = query_text(request, "tai")
    if not text:
        return None
    try:
        return Ending(text)
    except ValueError:
        raise Refused(
            f"Không tải được dạng ‘{shown(text)}’. Chọn Excel hoặc CSV.", status=_BAD_REQUEST
        ) from None


def render_list(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    file: Callable[[], ListFile[Any]],
    *,
    status: int = 200,
) -> HttpResponse:
    """The page, or its list as a file where the address asks for one: the same view, so the same
    access, filters and rows. The page includes `_components/list_files.html`.
    """
    ending = None if request.method == "POST" else asked_ending(request)
    if ending is None:
        return render(request, template, dict(context), status=status)
    return list_response(ending, file())


def moment(at: datetime | None) -> str:
    """ "14:05 30/06/2024", as pages write it; "" for none."""
    return localtime(at).strftime("%H:%M ") + format_day(localtime(at).date()) if at else ""


def list_response(ending: Ending, file: ListFile[Any]) -> HttpResponse:
    content = write_xlsx(file) if ending is Ending.XLSX else write_csv(file).encode()
    response = HttpResponse(content, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{file.name}.{ending.value}"'
    return response


def write_csv(file: ListFile[Any]) -> str:
    """With the mark of UTF-8. A text that would be a formula begins with an apostrophe."""
    target = StringIO(BOM, newline="")
    target.seek(0, 2)
    writer = csv.writer(target, delimiter=SEPARATOR)
    writer.writerow([_in_csv(column.title) for column in file.columns])
    writer.writerows([_in_csv(value) for value in values] for values in file.values())
    return target.getvalue()


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _STARTS_FORMULA.match(value) else value
    if isinstance(value, date):
        return format_day(value)
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def write_xlsx(file: ListFile[Any]) -> bytes:
    """The same bytes for the same list. Numbers are numbers, days are days, no text a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_title(file.title))
    for place, column in enumerate(file.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.append([_head(sheet, column.title) for column in file.columns])
    count = 1
    for values in file.values():
        sheet.append([_in_xlsx(sheet, value) for value in values])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(file.columns))}{count}"
    target = BytesIO()
    book.save(target)
    return same_bytes(target.getvalue(), file.day)


def _head(sheet: Any, title: str) -> WriteOnlyCell:
    cell = _text(sheet, title)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _in_xlsx(sheet: Any, value: Value) -> object:
    """What the sheet takes. A cell with a look of its own costs three times a bare value, so that
    a word which can only be a word goes without.
    """
    if isinstance(value, str):
        if not value:
            return None
        return _text(sheet, value) if _MEANT_OTHERWISE.match(value) else value
    if isinstance(value, date):
        return _formatted(sheet, value, DAY_FORMAT)
    if isinstance(value, int) and value >= GROUPED_FROM:
        return _formatted(sheet, value, COUNT_FORMAT)
    return value


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _formatted(sheet, text, "@")
    cell.data_type = "s"  # "=…" and "#N/A" too
    return cell


def _formatted(sheet: Any, value: object, number_format: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell
