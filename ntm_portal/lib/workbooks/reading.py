"""Workbooks as they are handed in (sổ tính tải lên): .xlsx, .csv, a block from the clipboard."""

from dataclasses import replace

from ntm_portal.lib.file_names import safe_name, split_ending
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.apart import ask_child
from ntm_portal.lib.workbooks.delimited import read_pasted
from ntm_portal.lib.workbooks.limits import MOST_PACKED
from ntm_portal.lib.workbooks.model import Workbook
from ntm_portal.lib.workbooks.packing import unpacked

_MOST_SHEET_NAME = 31  # letters, as in Excel


def read_workbook(*, name: str, content: bytes) -> Workbook:
    """What an uploaded file holds; takes a tenth of a second or more, in a process of its own.

    name: as the browser sends it; it only tells a .csv, an .xlsx is told by its content.
    Raises Refused with the sentence for whoever uploaded it.
    """
    check_size(content)
    stem, ending = split_ending(clean_line(name))
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or ending != ".csv":
        return unpacked(ask_child("book", content))
    workbook = unpacked(ask_child("delimited", content))
    title = safe_name(stem, most=_MOST_SHEET_NAME, otherwise="CSV")
    return replace(workbook, sheets=(replace(workbook.sheets[0], name=title),))


def check_size(content: bytes) -> None:
    if not content:
        raise Refused(refusing.EMPTY)
    if len(content) > MOST_PACKED:
        raise Refused(refusing.TOO_BIG)


def read_block(text: str) -> Workbook:
    """A pasted block: cells by tabs, rows by lines, in quotes where Excel copies them so.

    One sheet, "Khối dán", all cells text. Raises Refused.
    """
    if len(text) > MOST_PACKED:
        raise Refused(refusing.TOO_BIG)
    return read_pasted(text)
