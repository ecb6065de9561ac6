"""The index sheet (mục lục) of a dossier: every criterion, what proves it, what is still missing.

Text only, and never as a formula: titles and quoted lines are what people typed.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from communes.models import Evidence, VerdictChoice
from communes.proofs import Dossier, Line, Section
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.ooxml import moment_of, put_text, same_bytes

MISSING = "chưa có"
FONT = "Times New Roman"
# Heading and width, in digits of the default font.
COLUMNS = [
    ("TT", 5),
    ("Tiêu chí", 24),
    ("Chỉ tiêu", 24),
    ("Kết quả", 12),
    ("Minh chứng", 34),
    ("Trang", 9),
    ("Câu trích", 32),
    ("Hết hạn", 12),
    ("Tệp hoặc địa chỉ", 40),
    ("Người nộp", 20),
    ("Ngày nộp", 11),
]
HEAD = 5  # row of the headings, below the title and an empty line
A4 = 9
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WORDS = dict(VerdictChoice.choices)


def render_index(dossier: Dossier, paths: Mapping[int, str]) -> bytes:
    """An Excel workbook; the same dossier gives the same bytes.

    paths: evidence id -> its place in the archive.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Mục lục"
    plain, bold = Font(name=FONT), Font(name=FONT, bold=True)
    title, *facts = _heading(dossier)
    _write(sheet, 1, [title], Font(name=FONT, size=14, bold=True))
    for row, fact in enumerate(facts, start=2):
        _write(sheet, row, [fact], plain)
    _write(sheet, HEAD, [heading for heading, _ in COLUMNS], bold, boxed=True)
    for number, texts in enumerate(_rows(dossier, paths), start=1):
        _write(sheet, HEAD + number, [str(number), *texts], plain, boxed=True)
    _page(sheet)
    book.properties.title = sheet.title
    book.properties.creator = dossier.commune.full_name
    book.properties.created = moment_of(dossier.day).replace(tzinfo=None)
    book.properties.language = "vi"
    target = BytesIO()
    book.save(target)
    return same_bytes(target.getvalue(), dossier.day)


def _heading(dossier: Dossier) -> tuple[str, str, str]:
    return (
        f"Mục lục hồ sơ minh chứng – {dossier.commune.long_name}",
        f"{dossier.criteria_set.name} ({dossier.criteria_set.decision_no})",
        f"Kết quả tính đến ngày {format_day(dossier.day)}",
    )


def _rows(dossier: Dossier, paths: Mapping[int, str]) -> Iterator[list[str]]:
    """The columns after TT. A criterion without any line has a row of its own result."""
    for section in dossier.sections:
        criterion = f"{section.criterion.code}. {section.criterion.name}"
        if not section.lines:
            yield [criterion, "", _WORDS[section.verdict], *[""] * 7]
        for line in section.lines:
            yield [criterion, _indicator(line, section), _WORDS[line.verdict], *_proof(line, paths)]


def _indicator(line: Line, section: Section) -> str:
    if line.requirement.pk == section.criterion.pk:
        return ""
    return f"{line.requirement.code}. {line.requirement.name}"


def _proof(line: Line, paths: Mapping[int, str]) -> list[str]:
    evidence, asked = line.evidence, line.proof.name if line.proof else ""
    if evidence is None:
        return [f"{asked}: {MISSING}", *[""] * 6]
    return [
        f"{asked}: {evidence.title}" if asked and asked != evidence.title else evidence.title,
        evidence.page,
        evidence.quote,
        _expiry(evidence),
        paths.get(evidence.pk, evidence.address),
        evidence.submitter,
        format_day(timezone.localdate(evidence.added_at)),
    ]


def _expiry(evidence: Evidence) -> str:
    return "" if evidence.expires_on is None else f"hết hạn ngày {format_day(evidence.expires_on)}"


def _write(
    sheet: Worksheet, row: int, texts: list[str], font: Font, *, boxed: bool = False
) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        put_text(cell, text)
        cell.font = font
        if boxed:
            cell.border = _BOX
            cell.alignment = Alignment(vertical="top", wrap_text=True)


def _page(sheet: Worksheet) -> None:
    """A4 across, as wide as one page, the heading row repeated and always in sight."""
    for place, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
