"""Rows of text: a .csv in the encodings and with the separators of offices, a pasted block.

No Django. Cells are all text: what is a number is for whoever knows the column.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from ntm_portal.lib.file_kinds import MOST_BYTES
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from ntm_portal.lib.workbooks.model import CellKind, Sheet, SheetCell, Workbook
from ntm_portal.lib.workbooks.tidying import tidied

_SEPARATORS = ";\t,"  # in doubt the first: a decimal comma stands in files with ";"
_SAMPLE = 50  # records by which the separator is told
_STATED = re.compile(r"sep=([;,\t])[ \t]*\r?\n", re.IGNORECASE)  # Excel's own first line
_PAGE = re.compile(r"\s*<(!doctype|html|head|body|table|meta|\?xml)", re.IGNORECASE)
_OLD_CODES = "Tệp không phải UTF-8, đọc theo bảng mã tiếng Việt CP1258. Xem lại dấu của chữ."

# Of the whole process, so the same for every file: none that is taken is longer.
csv.field_size_limit(MOST_BYTES)

# A pasted cell in quotes ends before a tab or a line; inside, a quote is written twice.
_PASTED = re.compile(r'(?:"((?:[^"]|"")*+)"(?=[\t\n]|\Z)|([^\t\n]*))(\t|\n|\Z)')


def read_delimited(content: bytes) -> Workbook:
    """A .csv file. Raises Refused."""
    text, remarks = _decoded(content)
    if _PAGE.match(text):
        raise Refused(refusing.ONLY_XLSX)
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    separator = stated[1] if stated else _separator(body)
    return _one_sheet(_records(body, separator), "CSV", remarks)


def read_pasted(text: str) -> Workbook:
    """Cells as Excel puts them on the clipboard. Raises Refused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    for found in _PASTED.finditer(text):
        quoted, plain, after = found.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        if after == "\n":
            rows.append([])
        elif not after:
            break
    return _one_sheet(rows, "Khối dán", ())


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ()
        if b"\0" in content[:200]:  # UTF-16 that does not say so
            return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le"), ()
    except UnicodeDecodeError as fault:
        raise refusing.broken() from fault
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        old = content.decode("cp1258", "replace")  # tones are characters of their own there
        return unicodedata.normalize("NFC", old), (_OLD_CODES,)


def _separator(text: str) -> str:
    """The one that cuts most records into equally many fields."""
    sample = "".join(text[:200_000].splitlines(keepends=True)[:_SAMPLE])

    def alike(separator: str) -> int:
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        counts = Counter(len(fields) for fields in records)
        return max((many for fields, many in counts.items() if fields > 1), default=0)

    return max(_SEPARATORS, key=alike)


def _records(text: str, separator: str) -> Iterable[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as fault:
        raise Refused(
            f"Dòng {reader.line_num} của tệp .csv có dấu nháy kép không khớp. "
            "Mở bằng Excel, lưu thành .xlsx rồi tải lại."
        ) from fault


def _one_sheet(rows: Iterable[Sequence[str]], name: str, remarks: tuple[str, ...]) -> Workbook:
    cells: dict[tuple[int, int], SheetCell] = {}
    letters = last_row = 0
    for row, fields in enumerate(rows, start=1):
        for column, written in enumerate(fields, start=1):
            text, said = tidied(written)
            if not text:
                continue
            last_row = row
            if row > MOST_ROWS:
                break  # only counted
            if column > MOST_COLUMNS:
                raise Refused(f"Dòng {row} có hơn {MOST_COLUMNS} cột. Tách ra rồi tải lại.")
            letters += len(text)
            if len(cells) >= MOST_CELLS or letters > MOST_TEXT:
                raise Refused(refusing.TOO_HEAVY)
            cells[row, column] = SheetCell(CellKind.TEXT, text, remark=" ".join(said))
    if last_row > MOST_ROWS:
        raise refusing.too_many(f"‘{name}’", last_row, "dòng", MOST_ROWS)
    if not cells:
        raise Refused(f"‘{name}’ không có ô nào có chữ.")
    return Workbook((Sheet(name, cells),), remarks)
