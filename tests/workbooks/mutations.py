"""Sound workbooks, and the many ways in which they come in broken."""

import random
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from ntm_portal.lib.workbooks.marks import marked_book
from tests.workbooks.hostile import from_outside, overloaded
from tests.workbooks.reading_parts import book_of, styles_xml, text_cell, unzipped, zipped

Parts = dict[str, bytes]


def office_sheet() -> bytes:
    """As openpyxl writes it: letterhead, merged headings, days, percents, notes, hidden things."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    sheet.append(["Xã", "Thu nhập", None, "Ngày", "Tỷ lệ"])
    sheet.append([None, "2023", "2024"])
    for number in range(30):
        sheet.append([f"Xã {number}", number + 0.5, f"=B{number + 4}+1", date(2024, 1, 30), 0.955])
        sheet.cell(number + 4, 5).number_format = "0.0%"
    sheet["A2"].font = Font(name=".VnTime", bold=True)
    sheet["B4"].comment = Comment("Số cũ: 12,95", "Lan")
    sheet["B5"].fill = PatternFill("solid", fgColor="FFFFFF00")
    for merged in ("A1:E1", "A2:A3", "B2:C2"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[9].hidden = sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Ẩn").sheet_state = "veryHidden"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def rich_sheet() -> bytes:
    """Shared texts in several fonts, truths, errors, days since 1904, text with odd characters."""
    runs = '<r><rPr><b/><rFont val=".VnTimeH"/></rPr><t>xu©n </t></r><r><t>Dương</t></r>'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n % 2}</v></c>{text_cell(f"B{n}", "Đạt_x000B_a", 1)}'
        f'<c r="C{n}" t="b"><v>1</v></c><c r="D{n}" t="e"><v>#N/A</v></c>'
        f'<c r="E{n}" s="2"><f>NOW()</f><v>{n}.75</v></c></row>'
        for n in range(1, 20)
    )
    vni = '<font><name val="VNI-Times"/></font>'
    return book_of(
        rows,
        strings=f"<si>{runs}</si><si><t>Xa\u0303</t></si>",
        styles=styles_xml('fontId="1"', 'numFmtId="22"', fonts=vni),
        properties='<workbookPr date1904="1"/>|<calcPr fullCalcOnLoad="1"/>',
    )


def sound_workbooks() -> list[bytes]:
    office = office_sheet()
    marked = marked_book(office, {"Sheet": {(5, 1): "Không có xã này.", (40, 3): "Thiếu"}})
    return [office, rich_sheet(), marked, from_outside(), overloaded()]


def flipped(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice([1, 3, 20])):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def moved(content: bytes, rng: random.Random) -> bytes:
    """A piece of it once more, somewhere else."""
    first = rng.randrange(len(content))
    piece = content[first : first + rng.randrange(200)]
    place = rng.randrange(len(content))
    return content[:place] + piece + content[place:]


def revalued(content: bytes, rng: random.Random) -> bytes:
    """One of its quoted or enclosed values is another, as no program would write it."""
    values = list(re.finditer(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', content))
    if not values:
        return content
    found = rng.choice(values)
    odd = [b"", b"-1", b"0", b"999999999", b"1e400", b"nan", b"A0", b"XFD1048576", b"true"]
    odd += ["𝟙".encode(), b"\x0b", b"&#xD800;", b"&lol;", b"9" * 5000, b"../../x", b"\xff\xfe"]
    return content[: found.start()] + rng.choice(odd) + content[found.end() :]


def _in_a_part(change: Callable[[bytes, random.Random], bytes]) -> Callable:
    def mutate(content: bytes, rng: random.Random) -> bytes:
        parts = unzipped(content)
        name = rng.choice(sorted(parts))
        return zipped(parts | {name: change(parts[name] or b" ", rng)})

    return mutate


def without_part(content: bytes, rng: random.Random) -> bytes:
    parts = unzipped(content)
    del parts[rng.choice(sorted(parts))]
    return zipped(parts)


def swapped(content: bytes, rng: random.Random) -> bytes:
    parts = unzipped(content)
    one, other = rng.sample(sorted(parts), 2)
    return zipped(parts | {one: parts[other], other: parts[one]})


MUTATIONS = [
    *(flipped, cut, moved, without_part, swapped),
    *(_in_a_part(change) for change in (flipped, cut, moved, revalued, revalued, revalued)),
]


def mutated(sound: list[bytes], number: int) -> bytes:
    """The same for the same number, so that what was found can be found again."""
    rng = random.Random(number)
    content = sound[number % len(sound)]
    return MUTATIONS[number // len(sound) % len(MUTATIONS)](content, rng)
