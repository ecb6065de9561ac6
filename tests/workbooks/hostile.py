"""The hostile workbooks of the trust bars, numbers 1 to 36, each built here and nowhere kept."""

import random
import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tests.workbooks.reading_parts import (
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    WORKBOOK_TYPE,
    book_of,
    parts_of,
    sheet_xml,
    styles_xml,
    text_cell,
    zipped,
)

_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
ROW = f'<row r="1">{text_cell("A1", "Xã")}<c r="B1"><v>12.95</v></c></row>'


@dataclass(frozen=True)
class Hostile:
    """number: in the list of the trust bars. name: of the file, as a browser sends it."""

    number: int
    what: str
    build: Callable[[], bytes]
    name: str = "bang.xlsx"

    @property
    def id(self) -> str:
        return f"{self.number}-{self.what}"


def retyped(content_type: str, **more: bytes) -> bytes:
    parts = parts_of(ROW)
    parts[TYPES] = str(parts[TYPES]).replace(WORKBOOK_TYPE, content_type)
    return zipped(parts | more)


def with_macros() -> bytes:
    return retyped(_MACROS, **{"xl/vbaProject.bin": b"\xcc\x61"})


def macros_under_a_plain_type() -> bytes:
    return zipped(parts_of(ROW) | {"xl/vbaProject.bin": b"\xcc\x61"})


def old_office(*streams: str) -> bytes:
    """The head of an OLE container and the names of its streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + names


def bomb() -> bytes:
    """5 MB that do not shrink and 106 MB that do: the ratio alone would not tell."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts_of().items():
            archive.writestr(name, content)
        archive.writestr("xl/media/image1.png", random.Random(0).randbytes(5 * 1024 * 1024))
        with archive.open("xl/worksheets/sheet2.xml", "w") as part:
            for _ in range(106):
                part.write(bytes(1024 * 1024))
    return target.getvalue()


def many_entries() -> bytes:
    """50,000 names that all lead to one place: the list alone is what costs."""
    names = [f"{number:05}" for number in range(50_000)]
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 0, 0)
    listed = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0)
        + name.encode()
        for name in names
    )
    end = (b"PK\5\6", 0, 0, len(names), len(names), len(listed), len(head), 0)
    return head + listed + struct.pack("<4s4H2LH", *end)


def far_cell() -> bytes:
    return book_of(f'{ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def lying_dimension() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 9001))
    xml = sheet_xml(rows, before='<dimension ref="A1:C3"/>')
    return book_of(sheets={"PL02": xml})


def laughs() -> str:
    """A billion of them, should anybody expand the last."""
    more = (f"<!ENTITY lol{n} '{f'&lol{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<!DOCTYPE lolz [<!ENTITY lol0 'lol'>{''.join(more)}]>"


def declared(part: str, doctype: str = "", encoding: str = "utf-8") -> bytes:
    """A workbook one of whose parts begins with a document type and uses what it declares."""
    parts = parts_of(ROW, strings="<si><t>&lol9;</t></si>" if part == STRINGS else "")
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype or laughs()}{parts[part]}'
    return zipped(parts | {part: xml.encode(encoding)})


def outer(address: str) -> bytes:
    return declared(STRINGS, f'<!DOCTYPE sst [<!ENTITY lol9 SYSTEM "{address}">]>')


def leading_out() -> bytes:
    return zipped(parts_of(ROW) | {"../../tmp/ntm-out.xml": b"x", "/tmp/ntm-out.xml": b"x"})


def linked() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts_of(ROW).items():
            archive.writestr(name, content)
        link = ZipInfo("xl/worksheets/sheet9.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return target.getvalue()


def wrong_checksum() -> bytes:
    """The sheet's checksum is changed, where the part and where the list of parts give it."""
    content = bytearray(book_of(ROW))
    name = SHEET.encode()
    content[content.find(name) - 16] ^= 0xFF
    content[content.rfind(name) - 30] ^= 0xFF
    return bytes(content)


def without_sheet() -> bytes:
    parts = parts_of(ROW)
    del parts[SHEET]
    return zipped(parts)


def from_outside() -> bytes:
    """A link to another workbook, DDE and a query; one of two formulas has a stored value."""
    rows = (
        '<row r="1"><c r="A1"><f>[1]Sheet1!$A$1</f><v>44.9</v></c>'
        '<c r="B1"><f>[2]!cmd</f></c></row>'
    )
    link = f'<externalLink xmlns="{MAIN}">%s</externalLink>'
    return zipped(
        parts_of(rows)
        | {
            "xl/externalLinks/externalLink1.xml": link % "",
            "xl/externalLinks/externalLink2.xml": link % '<ddeLink ddeService="cmd"/>',
            "xl/connections.xml": f'<connections xmlns="{MAIN}"/>',
        }
    )


def uncalculated() -> bytes:
    return book_of(f'{ROW}<row r="12"><c r="F12"><f>SUM(F1:F11)</f></c></row>')


def faulty_formulas() -> bytes:
    signs = zip("ABC", ("#REF!", "#DIV/0!", "#N/A"), strict=True)
    cells = "".join(f'<c r="{c}1" t="e"><f>1/0</f><v>{sign}</v></c>' for c, sign in signs)
    return book_of(f'<row r="1">{cells}</row>')


def overloaded() -> bytes:
    """2,000 defined names and 10,000 styles."""
    rng = random.Random(1)
    names = "".join(
        f'<definedName name="n{n}">PL02!$A${rng.randrange(1, 10**6)}</definedName>'
        for n in range(2_000)
    )
    looks = [f'numFmtId="{rng.randrange(50)}" fontId="0"' for _ in range(9_999)]
    return book_of(
        f'{ROW}<row r="2"><c r="A2" s="9999"><v>1</v></c></row>',
        styles=styles_xml(*looks),
        properties=f"<definedNames>{names}</definedNames>",
    )


def many_sheets() -> bytes:
    return book_of(sheets={f"Xã {number}": sheet_xml(ROW) for number in range(300)})


def very_hidden() -> bytes:
    parts = parts_of(sheets={"PL02": sheet_xml(ROW), "Cũ": sheet_xml(ROW)})
    hidden = str(parts[WORKBOOK]).replace('name="Cũ"', 'name="Cũ" state="veryHidden"')
    return zipped(parts | {WORKBOOK: hidden})


def hidden_rows_and_columns() -> bytes:
    rows = f'{ROW}<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
    columns = '<cols><col min="2" max="16384" hidden="1" width="9"/></cols>'
    return book_of(sheets={"PL02": sheet_xml(rows, before=columns)})


def odd_text() -> bytes:
    texts = ("a" * 40_000, "Xuân_x000B_Dương", "Đạt_xD800_", "Hoa\u00ad Lư\u200b")
    cells = (text_cell(f"{c}1", text) for c, text in zip("ABCD", texts, strict=True))
    return book_of(f'<row r="1">{"".join(cells)}</row>')


def sound() -> bytes:
    return book_of(ROW)


def nested() -> bytes:
    return zipped(parts_of(ROW) | {"xl/in.zip": zipped({"a": b"0" * 1000})})


def forty_two() -> bytes:
    return zipped({f"lib {n}.zip": zipped({"0.dll": bytes(10_000)}) for n in range(16)})


def page() -> bytes:
    return "<html><table><tr><td>Xã</td></tr></table></html>".encode()


HOSTILE = [
    Hostile(1, "empty", lambda: b""),
    Hostile(2, "11-MB", lambda: bytes(11 * 1024 * 1024)),
    Hostile(4, "xlsm", with_macros, "bang.xlsm"),
    Hostile(5, "xlsm-renamed", with_macros),
    Hostile(5, "xlsm-under-a-plain-type", macros_under_a_plain_type),
    Hostile(6, "xlsb", lambda: retyped(_BINARY), "bang.xlsb"),
    Hostile(7, "csv-renamed", "Xã;Đạt\r\nXuân Dương;x\r\n".encode),
    Hostile(8, "page-as-xls", page, "bang.xls"),
    Hostile(9, "xls", lambda: old_office("Root Entry", "Workbook"), "bang.xls"),
    Hostile(10, "xls-with-macros", lambda: old_office("Workbook", "_VBA_PROJECT_CUR"), "bang.xls"),
    Hostile(11, "locked", lambda: old_office("EncryptionInfo", "EncryptedPackage")),
    Hostile(12, "bomb", bomb),
    Hostile(12, "ratio", lambda: zipped(parts_of(ROW) | {"xl/a.xml": bytes(2**20)})),
    Hostile(13, "nested", nested),
    Hostile(14, "50000-entries", many_entries),
    Hostile(15, "42-zip", forty_two, "42.zip"),
    Hostile(16, "far-cell", far_cell),
    Hostile(17, "lying-dimension", lying_dimension),
    Hostile(18, "laughs-in-strings", lambda: declared(STRINGS)),
    Hostile(18, "laughs-in-utf-16", lambda: declared(STRINGS, encoding="utf-16")),
    Hostile(19, "laughs-in-sheet", lambda: declared(SHEET)),
    Hostile(20, "laughs-in-styles", lambda: declared(STYLES)),
    Hostile(21, "outer-file", lambda: outer("file:///etc/passwd")),
    Hostile(23, "leading-out", leading_out),
    Hostile(24, "link", linked),
    Hostile(25, "truncated", lambda: sound()[:-200]),
    Hostile(26, "wrong-checksum", wrong_checksum),
    Hostile(27, "without-sheet", without_sheet),
    Hostile(28, "from-outside", from_outside),
    Hostile(29, "uncalculated", uncalculated),
    Hostile(30, "faulty-formulas", faulty_formulas),
    Hostile(31, "overloaded", overloaded),
    Hostile(32, "300-sheets", many_sheets),
    Hostile(33, "very-hidden", very_hidden),
    Hostile(34, "hidden-rows-and-columns", hidden_rows_and_columns),
    Hostile(35, "odd-text", odd_text),
    Hostile(36, "name-leading-out", sound, "../../etc/passwd.xlsx"),
    Hostile(36, "name-of-300-letters", sound, f"{'a' * 300}.xlsx"),
    Hostile(36, "name-right-to-left", sound, "bang\u202excslx.exe"),
]
# Not here: 3, 100 MB, of which an upload keeps no more than the limit; 22, which asks a server.
