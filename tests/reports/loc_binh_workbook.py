"""The two appendices of Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024) as an office types them in Excel.

The texts are those of `loc_binh_2024` and `work_loc_binh_2024`; around them stands what stands
around them in a real file: letterhead, merged headings, groups, totals, signatures.
"""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from tests.reports import loc_binh_2024, work_loc_binh_2024

BOLD = Font(bold=True)
LETTERHEAD = ("UBND HUYỆN LỘC BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
SIGNATURE = ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")
TARGETS, WORK = "PL02", "PL01"


def workbook() -> bytes:
    """An .xlsx with a cover and the two appendices."""
    book = Workbook()
    book.active.title = "Bìa"
    book.active["A1"] = LETTERHEAD[0]
    _work(book.create_sheet(WORK))
    _targets(book.create_sheet(TARGETS))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _top(sheet, title: str, subtitle: str, last: str) -> None:
    """Four rows of letterhead and title, merged over the table."""
    sheet["A1"], sheet["D1"] = LETTERHEAD
    sheet.merge_cells("A1:C1")
    for row, text in ((3, title), (4, subtitle)):
        sheet[f"A{row}"] = text
        sheet.merge_cells(f"A{row}:{last}{row}")
        sheet[f"A{row}"].alignment = Alignment(horizontal="center")


def _targets(sheet) -> None:
    golden = loc_binh_2024
    _top(sheet, golden.TITLE, golden.SUBTITLE, "G")
    stt, unit, result, plan, planned = golden.TOP_HEADERS
    for cell, text in zip(
        ("A6", "B6", "C6", "E6", "G6"), (stt, unit, result, plan, planned), strict=True
    ):
        sheet[cell] = text
        sheet[cell].font = BOLD
    for merged in ("A6:A7", "B6:B7", "C6:D6", "E6:F6", "G6:G7"):
        sheet.merge_cells(merged)
    for cell, text in zip(("C7", "D7", "E7", "F7"), golden.COLUMNS[2:6], strict=True):
        sheet[cell] = text
    for column in range(1, 8):
        sheet.cell(8, column, f"({column})")
    for number, row in enumerate(golden.COMMUNES, start=9):
        _typed(sheet, number, row)
    last = 9 + len(golden.COMMUNES)
    for number, row in enumerate(golden.TOTALS, start=last):
        _typed(sheet, number, row)
        sheet.merge_cells(f"A{number}:B{number}")
    sheet[f"A{last + 3}"], sheet[f"E{last + 3}"] = SIGNATURE


def _typed(sheet, number: int, row: tuple[str, ...]) -> None:
    """Counts as numbers, averages with a comma as numbers, lists as text."""
    for column, text in enumerate(row, start=1):
        if not text:
            continue
        if column in (1, 3, 5, 7) and text.replace(",", "").isdigit():
            sheet.cell(number, column, float(text.replace(",", ".")) if "," in text else int(text))
        else:
            sheet.cell(number, column, text).number_format = "@"


def _work(sheet) -> None:
    """The headings stand again below the first section, as after a page of Word."""
    golden = work_loc_binh_2024
    _top(sheet, golden.TITLE, golden.SUBTITLE, "F")
    number = 6
    for row in (golden.HEADS, *golden.ROWS):
        if row[0] == "II":
            _line(sheet, number, golden.HEADS, BOLD)
            number += 1
        _line(sheet, number, row, BOLD if number == 6 or row[0].isalpha() else None)
        number += 1
    sheet[f"A{number + 1}"], sheet[f"D{number + 1}"] = SIGNATURE


def _line(sheet, number: int, row, font: Font | None) -> None:
    for column, text in enumerate(row, start=1):
        if text:
            cell = sheet.cell(number, column, int(text) if text.isdigit() else text)
            if font:
                cell.font = font
