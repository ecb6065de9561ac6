"""A letter as Word: what the office fills in and sends."""

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from ntm_portal.lib.ooxml import same_bytes
from reports.letters import Letter
from reports.renderers import docx

LEFT, CENTER, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
POINTS = 14
HEAD_MM = (66, 99)
FOOT_MM = (75, 90)


def render(letter: Letter) -> bytes:
    document = Document()
    widths = docx._page(document, letter.table)
    docx._styles(document)
    docx._properties(document, letter.table)
    document.core_properties.title = letter.subject[:255]
    _head(document, letter)
    _recipients(document, letter)
    _text(document, letter.opening)
    for text in (letter.table.title, *letter.table.subtitles):
        docx._paragraph(document, text, points=12, bold=text == letter.table.title)
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    docx._table(document, letter.table, widths)
    for text in letter.table.notes:
        docx._paragraph(document, text, points=12, italic=True).alignment = LEFT
    _text(document, letter.closing)
    _foot(document, letter)
    target = BytesIO()
    document.save(target)
    return same_bytes(target.getvalue(), letter.table.dated_on)


def _head(document: DocumentObject, letter: Letter) -> None:
    issuer, nation = _columns(document, HEAD_MM)
    _line(issuer, letter.issuer.upper(), 12.5, bold=True)
    _line(issuer, "_______", 8)
    _line(issuer, "Số:       /…-…", 13)
    _line(issuer, letter.subject, 12)
    _line(nation, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(nation, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _line(nation, "____________________", 8)
    _line(nation, f"{letter.place}, ngày … tháng … năm …", 13, italic=True)


def _recipients(document: DocumentObject, letter: Letter) -> None:
    if len(letter.recipients) == 1:
        line = docx._paragraph(document, f"Kính gửi: {letter.recipients[0]}.", points=POINTS)
        line.paragraph_format.space_before = Pt(18)
    else:
        line = docx._paragraph(document, "Kính gửi:", points=POINTS)
        line.paragraph_format.space_before = Pt(18)
        for place, name in enumerate(letter.recipients, start=1):
            end = "." if place == len(letter.recipients) else ";"
            line = docx._paragraph(document, f"- {name}{end}", points=POINTS)
            line.alignment = LEFT
            line.paragraph_format.left_indent = Mm(60)
    line.paragraph_format.space_after = Pt(12)


def _text(document: DocumentObject, text: str) -> None:
    paragraph = docx._paragraph(document, text, points=POINTS)
    paragraph.alignment = JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)


def _foot(document: DocumentObject, letter: Letter) -> None:
    copies, _ = _columns(document, FOOT_MM)
    _line(copies, "Nơi nhận:", 12, bold=True, italic=True).alignment = LEFT
    for one in letter.copies:
        _line(copies, f"- {one}", 11).alignment = LEFT


def _columns(document: DocumentObject, widths: tuple[int, int]) -> tuple[_Cell, _Cell]:
    """Two cells side by side without borders."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    for cell, width in zip((left, right), widths, strict=True):
        cell.width = Mm(width)
    return left, right


def _line(
    cell: _Cell, text: str, points: float, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    """A line of the cell; the first takes the empty one that every cell is born with."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.runs else first
    paragraph.alignment = CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(points)
    return paragraph
