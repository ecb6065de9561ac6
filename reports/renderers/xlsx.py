"""Excel: one sheet that opens, sorts and prints like the signed appendix."""

import re
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ntm_portal.lib.ooxml import moment_of, put_text, same_bytes
from reports.renderers.measure import line_count, longest_word_em
from reports.tables import AppendixTable, Kind, Orientation, PrintedCell, RowKind

FONT = "Times New Roman"
POINTS = 12
TITLE_POINTS = 14
LINE_POINTS = 16.5  # height of one line at 12 points
HIGHEST_POINTS = 409  # Excel's limit; a longer text is read in the cell
PAPER_UNITS = {Orientation.PORTRAIT: 89, Orientation.LANDSCAPE: 135}  # between the margins
# A column's width is counted in digits of the default font, 7 pixels each at 96 dpi.
UNITS_PER_EM = POINTS * 96 / 72 / 7
PADDING_UNITS = 1.5
WIDEST_UNITS = 60
A4 = 9
MARGINS_MM = {"left": 30, "right": 15, "top": 20, "bottom": 20, "header": 10, "footer": 10}
MM_PER_INCH = 25.4

_THIN = Side(style="thin")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass
class _Sheet:
    """The sheet being written; `row`: the last one that is full; widths: of columns, in units."""

    sheet: Worksheet
    widths: list[float]
    row: int = 0


def render(table: AppendixTable) -> bytes:
    """Figures are numbers, everything else is text: a name such as "=1+1" is never a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", "", table.code)[:31] or "PL"
    writing = _Sheet(sheet, _widths(table))
    for place, width in enumerate(writing.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _heading(writing, table)
    header_first = writing.row + 1
    _header(writing, table)
    sheet.print_title_rows = f"{header_first}:{writing.row}"
    sheet.freeze_panes = f"A{writing.row + 1}"
    for row in table.rows:
        _row(writing, list(table.printed_cells(row)), bold=row.kind != RowKind.ROW)
    for note in table.notes:
        _line(writing, note, Font(FONT, POINTS, italic=True), "left")
    _page(writing, table)
    return _saved(book, table)


def _widths(table: AppendixTable) -> list[float]:
    """By share of the paper, but no list of numbers is broken inside a number.

    Excel breaks a text without spaces anywhere: "13,1" / "5". A list therefore gets one line, and
    printing shrinks the sheet to one page's width.
    """
    total = sum(column.width for column in table.columns)
    widths = [PAPER_UNITS[table.orientation] * column.width / total for column in table.columns]
    for row in table.rows:
        for cell in table.printed_cells(row):
            if cell.column.kind == Kind.LIST:
                needed = longest_word_em(cell.text) * UNITS_PER_EM + PADDING_UNITS
                widths[cell.index] = max(widths[cell.index], min(needed, WIDEST_UNITS))
    return [round(width, 2) for width in widths]


def _heading(writing: _Sheet, table: AppendixTable) -> None:
    title = Font(FONT, TITLE_POINTS, bold=True)
    for line in filter(None, (table.label, table.title)):
        _line(writing, line, title, "center")
    for line in table.subtitles:
        _line(writing, line, Font(FONT, POINTS, italic=True), "center")
    writing.row += 1


def _line(writing: _Sheet, text: str, font: Font, horizontal: str) -> None:
    """A line of text over the whole width of the table."""
    writing.row += 1
    last = len(writing.widths)
    _put(writing.sheet.cell(writing.row, 1), text, font=font, horizontal=horizontal)
    writing.sheet.merge_cells(
        start_row=writing.row, end_row=writing.row, start_column=1, end_column=last
    )
    scale = font.sz / POINTS
    lines = _lines(writing, text, 0, last, scale=scale)
    writing.sheet.row_dimensions[writing.row].height = lines * LINE_POINTS * scale


def _header(writing: _Sheet, table: AppendixTable) -> None:
    """Each header row is as high as the cells that stand in it alone ask for."""
    levels = table.header_rows
    bold = Font(FONT, POINTS, bold=True)
    first = writing.row + 1
    heights = [
        max(_lines(writing, c.title, c.column, c.colspan) for c in cells if c.rowspan == 1)
        for cells in levels
    ]
    for cell in levels[0]:
        if cell.rowspan > 1:
            needed = _lines(writing, cell.title, cell.column, cell.colspan)
            heights[-1] = max(heights[-1], needed - sum(heights[:-1]))
    for level, cells in enumerate(levels):
        writing.row += 1
        writing.sheet.row_dimensions[writing.row].height = heights[level] * LINE_POINTS
        for cell in cells:
            _put(writing.sheet.cell(writing.row, cell.column + 1), cell.title, font=bold)
            _merge(writing, writing.row, cell.column, cell.colspan, cell.rowspan)
    _boxes(writing, first)


def _row(writing: _Sheet, cells: list[PrintedCell], *, bold: bool) -> None:
    writing.row += 1
    font = Font(FONT, POINTS, bold=bold)
    for cell in cells:
        place = writing.sheet.cell(writing.row, cell.index + 1)
        if isinstance(cell.value, int | Decimal):
            _put_number(place, cell, font)
        else:
            _put(place, cell.text, font=font, horizontal=cell.align.value)
        _merge(writing, writing.row, cell.index, cell.colspan, 1)
    lines = max(_lines(writing, cell.text, cell.index, cell.colspan) for cell in cells)
    writing.sheet.row_dimensions[writing.row].height = min(lines * LINE_POINTS, HIGHEST_POINTS)
    _boxes(writing, writing.row)


def _put(cell: Cell, text: str, *, font: Font, horizontal: str = "center") -> None:
    cell.font = font
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    put_text(cell, text)


def _put_number(cell: Cell, printed: PrintedCell, font: Font) -> None:
    places = printed.decimals if isinstance(printed.value, Decimal) else 0
    cell.value = printed.value
    cell.font = font
    cell.alignment = Alignment(horizontal=printed.align.value, vertical="center")
    cell.number_format = "#,##0" + ("." + "0" * places if places else "")


def _merge(writing: _Sheet, row: int, index: int, colspan: int, rowspan: int) -> None:
    if colspan > 1 or rowspan > 1:
        writing.sheet.merge_cells(
            start_row=row,
            end_row=row + rowspan - 1,
            start_column=index + 1,
            end_column=index + colspan,
        )


def _boxes(writing: _Sheet, first_row: int) -> None:
    """Borders also on the hidden cells of a merge: Excel draws each side from its own cell."""
    for row in range(first_row, writing.row + 1):
        for place in range(1, len(writing.widths) + 1):
            writing.sheet.cell(row, place).border = BOX


def _lines(writing: _Sheet, text: str, index: int, colspan: int, *, scale: float = 1.0) -> int:
    units = sum(writing.widths[index : index + colspan]) - PADDING_UNITS
    return line_count(text, units / UNITS_PER_EM / scale)


def _page(writing: _Sheet, table: AppendixTable) -> None:
    """A4, as wide as one page, the header rows repeated."""
    sheet = writing.sheet
    sheet.print_area = f"A1:{get_column_letter(len(writing.widths))}{writing.row}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = table.orientation.value
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    for side, millimetres in MARGINS_MM.items():
        setattr(sheet.page_margins, side, millimetres / MM_PER_INCH)
    if table.page_numbers:
        sheet.HeaderFooter.differentFirst = True
        sheet.oddHeader.center.text = "&P"
        sheet.oddHeader.center.font = f"{FONT},Regular"
        sheet.oddHeader.center.size = 13


def _saved(book: Workbook, table: AppendixTable) -> bytes:
    book.properties.title = table.full_title
    book.properties.creator = table.author
    book.properties.created = moment_of(table.dated_on).replace(tzinfo=None)
    book.properties.language = "vi"
    target = BytesIO()
    book.save(target)
    return same_bytes(target.getvalue(), table.dated_on)
