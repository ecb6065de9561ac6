"""The table of a plan's work as it is pasted from Word or Excel: rows of six cells. Pure."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from ntm_portal.lib.numbers import roman
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, fold, shown

COLUMNS = 6
MOST_ROWS = 500
_ROMAN = re.compile(r"[IVXLC]+[.)]?")
_NUMBER = re.compile(r"(\d{1,3})[.)]?")
_SUB = re.compile(r"[-+•*]|[a-zđ][.)]|\d{1,3}\.\d{1,3}\.?")
_HEADS = frozenset({"stt", "tt", "so tt", "so thu tu"})


@dataclass
class PastedItem:
    """cells: text, directing, leading, cooperating, timing. row: its place in the block, from 1."""

    row: int
    cells: list[str]
    subs: list["PastedItem"] = field(default_factory=list)


@dataclass
class PastedSection:
    """title "": what stands before the first section of the block."""

    row: int
    title: str
    items: list[PastedItem] = field(default_factory=list)


@dataclass
class Block:
    """notes: what will be printed otherwise than it was pasted."""

    sections: list[PastedSection]
    notes: list[str]

    @property
    def items(self) -> list[PastedItem]:
        """All of them in their order, a sub-item behind the item that it belongs to."""
        return [
            one for section in self.sections for item in section.items for one in (item, *item.subs)
        ]


def read_block(text: str) -> Block:
    """Raises Refused with the row that cannot be read.

    A row with a Roman number is a section, with a number an item, without one a sub-item; a row
    with neither number nor text goes on with the cells of the row above, which a page break cut.
    Header rows and empty rows are passed over.
    """
    block = Block([], [])
    for row, cells in _rows(text):
        take(block, row, cells)
    if not block.items and not block.sections:
        raise Refused("Chưa có dòng nào. Chép các dòng của bảng trong Word hoặc Excel rồi dán.")
    return block


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    rows = _split(text)
    if len(rows) > MOST_ROWS:
        raise Refused(f"Có {len(rows)} dòng, mỗi lần dán tối đa {MOST_ROWS}. Dán từng phần.")
    for row, cells in enumerate(rows, start=1):
        cleaned = [clean_line(cell) for cell in cells]
        while len(cleaned) > COLUMNS and not cleaned[-1]:
            cleaned.pop()
        if any(cleaned) and fold(cleaned[0]) not in _HEADS:
            yield row, cleaned


def _split(text: str) -> list[list[str]]:
    """Excel puts cells of several lines in quotes; in Word a quote is a quote."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if re.search(r'(^|\t)"', text, re.MULTILINE):
        try:
            quoted = list(csv.reader(StringIO(text), delimiter="\t", strict=True))
        except csv.Error:
            quoted = []
        if quoted and not any("\t" in cell for cells in quoted for cell in cells):
            return quoted
    return [line.split("\t") for line in text.split("\n")]


def take(block: Block, row: int, cells: list[str]) -> None:
    """Put one row into the block. Raises Refused, beginning with "Dòng 5", where it is unread."""
    number, words = cells[0], cells[1:]
    if _ROMAN.fullmatch(number) and words and words[0]:
        if any(words[1:]):
            raise Refused(f"Dòng {row}: mục ‘{number}’ có chữ ở các cột sau. Xem lại STT.")
        _note_number(block, row, number, roman(len(_titled(block)) + 1))
        block.sections.append(PastedSection(row, words[0]))
        return
    if len(cells) != COLUMNS and not (len(cells) == 2 and words[0]):
        raise Refused(
            f"Dòng {row} ‘{shown(' '.join(cells))}’ có {len(cells)} ô, cần {COLUMNS}: STT, nội "
            "dung, chỉ đạo, chủ trì, phối hợp, thời gian. Chép lại cả các cột."
        )
    words += [""] * (COLUMNS - len(cells))
    if not block.sections:
        block.sections.append(PastedSection(row, ""))
    section = block.sections[-1]
    if found := _NUMBER.fullmatch(number):
        section.items.append(PastedItem(row, words))
        if section.title:
            _note_number(block, row, found[1].lstrip("0"), str(len(section.items)))
    elif number and not _SUB.fullmatch(number):
        raise Refused(
            f"Dòng {row}: STT ‘{shown(number)}’ không đọc được. Mục viết I, II; việc viết 1, 2; "
            "việc con để trống."
        )
    elif not section.items:
        raise Refused(f"Dòng {row}: chưa có việc nào ở trên để nối vào. Dán cả dòng trên.")
    elif words[0]:
        section.items[-1].subs.append(PastedItem(row, words))
    else:
        _go_on(section, words)


def _go_on(section: PastedSection, words: list[str]) -> None:
    item = section.items[-1]
    last = item.subs[-1] if item.subs else item
    last.cells = [" ".join(filter(None, pair)) for pair in zip(last.cells, words, strict=True)]


def _titled(block: Block) -> list[PastedSection]:
    return [section for section in block.sections if section.title]


def _note_number(block: Block, row: int, typed: str, printed: str) -> None:
    if typed.rstrip(".)") != printed:
        block.notes.append(f"Dòng {row}: STT {typed} sẽ là {printed}, theo thứ tự.")
