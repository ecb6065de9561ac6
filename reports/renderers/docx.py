"""Word: a real table that can be edited, with rows that stay whole and a header on every page."""

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from ntm_portal.lib.ooxml import moment_of, same_bytes
from reports.renderers.measure import line_count, may_break
from reports.tables import Align, AppendixTable, Kind, Orientation, PrintedCell, RowKind

FONT = "Times New Roman"
POINTS = 13
TITLE_POINTS = 14
PAPER_MM = (210, 297)  # A4
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 15  # mm
CELL_SIDE_MM = 1  # between a cell's border and its text; Word's own 1,9 breaks "STT"
EM_MM = POINTS * 25.4 / 72
ALIGNMENTS = {Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT, Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER}


def render(table: AppendixTable) -> bytes:
    document = Document()
    widths = _page(document, table)
    _styles(document)
    _properties(document, table)
    for text in filter(None, (table.label, table.title)):
        _paragraph(document, text, points=TITLE_POINTS, bold=True)
    for text in table.subtitles:
        _paragraph(document, text, italic=True)
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)
    _table(document, table, widths)
    for text in table.notes:
        _paragraph(document, text, italic=True).alignment = WD_ALIGN_PARAGRAPH.LEFT
    target = BytesIO()
    document.save(target)
    return same_bytes(target.getvalue(), table.dated_on)


def _page(document: DocumentObject, table: AppendixTable) -> list[float]:
    """Sets paper and margins; returns the columns' widths in mm."""
    section = document.sections[0]
    width, height = PAPER_MM
    if table.orientation == Orientation.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP), Mm(MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(MARGIN_LEFT), Mm(MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    if table.page_numbers:
        section.different_first_page_header_footer = True
        _page_number(section.header.paragraphs[0])
    total = sum(column.width for column in table.columns)
    usable = width - MARGIN_LEFT - MARGIN_RIGHT
    return [usable * column.width / total for column in table.columns]


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def _styles(document: DocumentObject) -> None:
    """Times for every script, single lines, Vietnamese for the spelling checker."""
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(POINTS)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1
    properties = style.element.get_or_add_rPr()
    for script in ("w:eastAsia", "w:cs"):
        properties.rFonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _properties(document: DocumentObject, table: AppendixTable) -> None:
    """Of this document, in place of those of python-docx's own template."""
    properties = document.core_properties
    properties.title = table.full_title[:255]
    properties.author = properties.last_modified_by = table.author[:255]
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = moment_of(table.dated_on).replace(tzinfo=None)


def _paragraph(
    document: DocumentObject,
    text: str,
    *,
    points: int = POINTS,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(points)
    return paragraph


def _table(document: DocumentObject, table: AppendixTable, widths: list[float]) -> None:
    """Walks rows and their cells once: `Table.cell(i, j)` searches the whole table each time."""
    levels = table.header_rows
    word_table = document.add_table(rows=len(levels) + len(table.rows), cols=len(widths))
    word_table.style = "Table Grid"
    word_table.alignment = WD_TABLE_ALIGNMENT.CENTER
    word_table.autofit = False
    _cell_sides(word_table)
    for column, width in zip(word_table.columns, widths, strict=True):
        column.width = Mm(width)
    rows = list(word_table.rows)
    long = [False] * len(levels) + [may_break(table.texts(row)) for row in table.rows]
    for row, is_long in zip(rows, long, strict=True):
        if not is_long:
            _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _header(rows[: len(levels)], table)
    _body(rows[len(levels) :], table, widths)


def _cell_sides(word_table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(Mm(CELL_SIDE_MM).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The schema wants it before the look of the table, which the template already wrote.
    word_table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _header(rows: list[_Row], table: AppendixTable) -> None:
    grid = [list(row.cells) for row in rows]
    for row in rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for level, cells in enumerate(table.header_rows):
        for cell in cells:
            first = grid[level][cell.column]
            last = grid[level + cell.rowspan - 1][cell.column + cell.colspan - 1]
            _write(first.merge(last), cell.title, Align.CENTER, bold=True)


def _body(rows: list[_Row], table: AppendixTable, widths: list[float]) -> None:
    following = [*table.rows[1:], None]
    for word_row, row, after in zip(rows, table.rows, following, strict=True):
        # The first total belongs under the last row, a section's words over its first.
        keep = row.kind == RowKind.SECTION or row.keeps_next
        keep = keep or (after is not None and after.kind == RowKind.TOTAL)
        cells = list(word_row.cells)
        for printed in table.printed_cells(row):
            cell = cells[printed.index]
            if printed.colspan > 1:
                cell = cell.merge(cells[printed.index + printed.colspan - 1])
            text = _breakable(printed, widths[printed.index])
            _write(cell, text, printed.align, bold=row.kind != RowKind.ROW, keep=keep)


def _write(cell: _Cell, text: str, align: Align, *, bold: bool = False, keep: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGNMENTS[align]
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(text)
    run.bold = bold or None


def _breakable(printed: PrintedCell, width_mm: float) -> str:
    """The text, with U+200B after each comma of a list that is longer than its line.

    Word breaks a text without spaces anywhere; the signed plan shows "13,1" / "5".
    """
    if printed.column.kind != Kind.LIST:
        return printed.text
    width_em = (width_mm - 2 * CELL_SIDE_MM) / EM_MM
    lines = printed.text.split("\n")
    return "\n".join(
        line.replace(",", ",\u200b") if line_count(line, width_em) > 1 else line for line in lines
    )
