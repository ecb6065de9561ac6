"""What each row below the headings is: one to read, or a total, a group, a foot of the page. Pure.

What looks like a total or a foot is passed over only where it bears no running number (STT), so
that a commune is never lost for its name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.grids import Grid, Line
from ntm_portal.lib.workbooks.header_blocks import NUMBERED, Block, numbers_columns
from ntm_portal.lib.workbooks.model import CellKind
from ntm_portal.lib.workbooks.tables import TableRow

TOTAL, GROUP, REPEATED = "dòng tổng cộng", "dòng nhóm", "tiêu đề lặp lại"
NUMBERS, FOOT, HIDDEN = "dòng đánh số cột", "chân trang", "dòng ẩn"
# Folded. Xã Cộng Hòa, xã Tổng Cọt, xã Trung Bình are communes.
_TOTAL = re.compile(
    r"(tong cong|tong so|binh quan)\b"
    r"|(tong|cong|luy ke|trung binh|toan (huyen|tinh|xa|quoc|vung))"
    r"( (toan|nhom|muc|khoi|khu vuc|ca|chung|huyen|tinh|xa|cac)\b.*|\s*[:(/+\d].*|[\s.]*)$"
    r"|ty le (dat )?binh quan\b"
)
_END = re.compile(
    r"noi nhan\b|(tm|kt|tl|tuq)\s*\.|nguoi (lap|tong hop|bao cao)\b|lap bieu\b"
    r"|\(?ky,? (va )?(ghi ro|dong dau|ten)|[^,]{0,40},? ?ngay [\d.…\s]+thang [\d.…\s]+nam\b"
    r"|thu truong (don vi|co quan)\b|xac nhan cua\b"
)
_NOTE = re.compile(r"\(?(ghi chu|chu thich|luu y|nguon)\s*:|\*+|\(\d\)\s*\w|\(\*+\)")
_ROMAN_OR_LETTER = re.compile(r"([IVXL]+|[A-HK-OQ-WYZĐ])[.)]?")
# "X." and "P." are short for xã and phường.
_MARKED_WORDS = re.compile(r"(?!(?:X|P)\.)([IVXL]+|[A-Z])\s*[.)–:/-]\s*\S")
_NUMBER = re.compile(r"\d+[.)]?")


class Rows:
    """The rows of one table, in order."""

    def __init__(self, block: Block, *, last_row: int) -> None:
        self._block = block
        self._grid = block.grid
        self._columns = block.columns
        self._last_row = last_row
        first = block.columns[0] if block.columns else 0
        self._numbered = fold(block.titles.get(first, "")) in NUMBERED
        self._has_ended = False
        self._group = ""

    def read(self) -> tuple[TableRow, ...]:
        found: list[TableRow] = []
        before = REPEATED
        for number, line in self._lines():
            before = self._kind(number, line, before)
            if before == REPEATED:
                _pass_titles(found, self._grid)
            found.append(TableRow(number, line, before, self._group))
            if before == GROUP:
                self._group = self._words(line)
        return tuple(self._with_groups(found))

    def _lines(self) -> Iterator[tuple[int, Line]]:
        for number in range(self._block.last + 1, self._last_row + 1):
            line = self._grid.whole_line(number)
            own = {column: cell for column, cell in line.items() if column in self._own_columns}
            if any(self._grid.text(cell) for cell in own.values()):
                yield number, own

    @property
    def _own_columns(self) -> range:
        return range(self._columns[0], self._columns[-1] + 1) if self._columns else range(0)

    def _kind(self, number: int, line: Line, before: str) -> str:
        if number in self._grid.hidden_rows:
            return HIDDEN
        if self._block.repeated_in(number):
            self._has_ended = False
            return REPEATED
        texts = [text for cell in line.values() if (text := self._grid.text(cell))]
        if before in (REPEATED, NUMBERS) and numbers_columns(texts):
            return NUMBERS
        return FOOT if self._has_ended else self._kind_by_words(number, line, texts)

    def _kind_by_words(self, number: int, line: Line, texts: Sequence[str]) -> str:
        if self._is_numbered(line):
            return ""
        if self._ends(line, texts):
            self._has_ended = True
            return FOOT
        if len(texts) == 1 and _NOTE.match(fold(texts[0])):
            return FOOT
        if any(_TOTAL.match(fold(text)) for text in texts[:2] if not _NUMBER.fullmatch(text)):
            return TOTAL
        return GROUP if self._is_group(number, line) else ""

    def _is_numbered(self, line: Line) -> bool:
        """Whether the row bears a running number, as a row to read does."""
        first = line.get(self._columns[0])
        return self._numbered and bool(_NUMBER.fullmatch(self._grid.text(first)))

    def _ends(self, line: Line, texts: Sequence[str]) -> bool:
        """Place, day, signature; a row of the table may speak of a chairman, but in more cells."""
        if len(texts) > 3 or any(cell.kind is CellKind.NUMBER for cell in line.values()):
            return False
        return any(
            _END.match(fold(text)) or (text.isupper() and fold(text) == "chu tich")
            for text in texts
        )

    def _is_group(self, number: int, line: Line) -> bool:
        first, text = next((c, t) for c, cell in line.items() if (t := self._grid.text(cell)))
        width = self._grid.width_at(number, first)
        if width > self._grid.width_at(self._block.last, first) and (
            first == self._columns[0] or (len(line) == 1 and width * 2 >= len(self._columns))
        ):
            return True
        if self._numbered and first == self._columns[0]:
            return bool(_ROMAN_OR_LETTER.fullmatch(text) or _MARKED_WORDS.match(text))
        return bool(_MARKED_WORDS.match(text)) and not any(
            cell.kind is CellKind.TEXT for column, cell in line.items() if column != first
        )

    def _words(self, line: Line) -> str:
        texts = [self._grid.text(c) for c in line.values() if c.kind is CellKind.TEXT]
        words = [text for text in texts if not _ROMAN_OR_LETTER.fullmatch(text)]
        return words[0] if words else " ".join(texts[:1])

    def _with_groups(self, rows: list[TableRow]) -> list[TableRow]:
        """Where every row is numbered I, II, III, these are rows to read and no groups."""
        marked = [
            row
            for row in rows
            if row.passed_over == GROUP and self._grid.merge_at(row.number, min(row.cells)) is None
        ]
        if marked and len(marked) > 1 and not any(row.passed_over == "" for row in rows):
            return [
                replace(r, passed_over="" if r in marked else r.passed_over, group="") for r in rows
            ]
        return rows


def _pass_titles(rows: list[TableRow], grid: Grid) -> None:
    """The lines straight above headings that are repeated are their title, not rows."""
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        is_line = len(row.cells) == 1 and all(c.kind is CellKind.TEXT for c in row.cells.values())
        if row.passed_over not in ("", FOOT) or not is_line:
            return
        rows[place] = replace(row, passed_over=FOOT)
