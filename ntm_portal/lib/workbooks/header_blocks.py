"""Where a table's headings stand: some rows, merged or not, joined into titles. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.grids import Grid
from ntm_portal.lib.workbooks.model import CellKind, Merge

JOINED = " > "
NUMBERED = frozenset({"stt", "tt", "so tt", "so thu tu", "st t", "s tt"})
MOST_ROWS = 6
MOST_TABLES = 12  # of one sheet
_MOST_CORES = 400  # rows that may be headings; those repeated on each page among them
LEAST_SCORE = 2  # one heading word for word, or two in part
_LONGEST = 160  # characters of a heading
_MARK = 3  # no longer than "Đạt": a status, not a heading
# What stands above a table and is no heading of it, folded.
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap\b.*tu do|(uy ban nhan dan|ubnd|hdnd|ban chi dao)\b|phu luc\b"
    r"|bieu( so| mau)?\b|\(?\W?kem theo|\(?(don vi tinh|dvt)\s*:|so\s*:|bang \d"
)
_COLUMN_NUMBER = re.compile(r"\(?([A-Z]|\d{1,3})\)?\s*(=.*)?")


class Scorer:
    """How well a cell's words agree with the headings that are looked for.

    Bare numbers are no evidence: a criterion's "5" stands in many rows of figures too.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(word for word in map(fold, words) if re.search("[a-z]{2}", word))
        self._lengths = sorted({len(word.split()) for word in self._words if " " in word})
        self._known: dict[str, int] = {}

    def of(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = self._score(text)
        return self._known[text]

    def _score(self, text: str) -> int:
        folded = fold(text[: _LONGEST + 1])
        if not folded or len(folded) > _LONGEST:
            return 0
        if folded in self._words:
            return LEAST_SCORE
        return int(folded in NUMBERED or self._holds_a_heading(folded.split()))

    def _holds_a_heading(self, words: Sequence[str]) -> bool:
        """Whether some words in a row are a heading of more than one word."""
        return any(
            " ".join(words[start : start + length]) in self._words
            for length in self._lengths
            for start in range(len(words) - length + 1)
        )


@dataclass(frozen=True)
class Block:
    """The headings of one table. columns: of the sheet, from left to right."""

    grid: Grid
    first: int
    last: int
    columns: tuple[int, ...]
    score: int = 0

    @cached_property
    def rows(self) -> list[int]:
        return self.grid.seen_rows(self.first, self.last)

    @cached_property
    def titles(self) -> dict[int, str]:
        return {column: _title(self, column) for column in self.columns}

    def repeated_in(self, row: int) -> bool:
        """Whether the row says again what a row of the headings says, as printed pages do."""
        line = {c: cell for c, cell in self.grid.line(row).items() if c in self.titles}
        for own in self.rows:
            same = [c for c, cell in line.items() if self.grid.text(cell) == self._own(own, c)]
            if len(same) >= 2 and len(same) * 10 >= len(line) * 7:
                return True
        return False

    def _own(self, row: int, column: int) -> str:
        return self.grid.text(self.grid.line(row).get(column))


def numbers_columns(texts: Sequence[str]) -> bool:
    """Whether the cells count columns: 1, 2, 3 or A, B, (1), (2), (3)=(1)+(2)."""
    found = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    signs = [one[1] for one in found if one]
    counted = [int(sign) for sign in signs if sign.isdigit()]
    lettered = [sign for sign in signs if not sign.isdigit()]
    return (
        len(signs) == len(texts) >= 3
        and bool(counted)
        and counted == list(range(counted[0], counted[0] + len(counted)))
        and counted[0] in (1, len(lettered) + 1)
        and lettered == [chr(ord("A") + place) for place in range(len(lettered))]
    )


def chosen_block(grid: Grid, first: int, last: int) -> Block:
    """The headings that a person chose."""
    columns = {c for row in grid.seen_rows(first, last) for c in _wide_columns(grid, row)}
    return Block(grid, first, last, tuple(sorted(columns)))


def find_blocks(grid: Grid, scorer: Scorer) -> list[Block]:
    """The headings on the sheet, from top to bottom; those repeated on each page count once."""
    scores = {
        row: sum(scorer.of(grid.text(cell)) for cell in line.values())
        for row, line in grid.lines.items()
        if len(line) >= 2 and row not in grid.hidden_rows
    }
    cores = sorted((row for row in scores if scores[row] >= LEAST_SCORE), key=lambda r: -scores[r])
    blocks: list[Block] = []
    for core in cores[:_MOST_CORES]:
        if any(one.first <= core <= one.last or one.repeated_in(core) for one in blocks):
            continue
        if len(blocks) == MOST_TABLES:
            break
        if blocks and scores[core] < max(LEAST_SCORE + 1, scores[cores[0]] / 2):
            break
        block = _grown(grid, core, scores[core])
        if not any(block.first <= one.last and one.first <= block.last for one in blocks):
            blocks.append(block)
    return sorted(blocks, key=lambda one: one.first)


def _grown(grid: Grid, core: int, score: int) -> Block:
    first = last = core
    columns = set(_wide_columns(grid, core))
    while last - first < MOST_ROWS - 1:
        row = grid.row_before(first)
        if row is None or not _is_heading_above(grid, row, first, columns):
            break
        first = row
        columns |= _wide_columns(grid, row)
    while last - first < MOST_ROWS - 1:
        row = grid.row_after(last)
        if row is None or not _is_heading_below(grid, first, last, row, columns):
            break
        last = row
        columns |= _wide_columns(grid, row)
    return Block(grid, first, last, tuple(sorted(columns)), score)


def _wide_columns(grid: Grid, row: int) -> set[int]:
    """The columns that the row's headings stand over, also those merged into it from above."""
    columns = set(grid.line(row))
    for column in range(1, grid.last_column + 1):
        merge = grid.merge_at(row, column)
        if merge and grid.value_at(row, column) is not None:
            columns.add(column)
    return columns - grid.hidden_columns


def _is_heading_above(grid: Grid, row: int, first: int, columns: set[int]) -> bool:
    line = grid.line(row)
    merges = list(_merges_of(grid, row, columns))
    if any(one.last_row >= first and not _covers(one, columns, grid) for one in merges):
        return True
    texts = [grid.text(cell) for cell in line.values()]
    if set(line) == columns and all(text.isdecimal() for text in texts):
        return _counts_up(texts)  # numbers of criteria above their names
    if not texts or any(cell.kind is not CellKind.TEXT for cell in line.values()):
        return False
    if not set(line) & columns or any(_LETTERHEAD.match(fold(text)) for text in texts):
        return False
    wide = [one for one in merges if one.last_column > one.column]
    if wide:
        return not any(_covers(one, columns, grid) for one in wide)
    return len(texts) >= 2 and bool(columns - set(line))


def _counts_up(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_heading_below(grid: Grid, first: int, last: int, row: int, columns: set[int]) -> bool:
    line = grid.line(row)
    if any(
        one.row <= last and one.last_row >= row and not _covers(one, columns, grid)
        for one in _merges_of(grid, row, columns)
    ):
        return True
    texts = {column: grid.text(cell) for column, cell in line.items()}
    if not texts:
        return False
    if min(texts) <= min(columns) or any(
        one.last_row > one.row for one in _merges_of(grid, row, columns)
    ):
        return False
    above = {column for column in columns if grid.text_at(last, column)}
    if all(_is_spread(grid, last, column, texts) for column in texts):
        return bool(above - set(texts))
    # Names under numbers: "Tiêu chí 1" and below it "Quy hoạch", nothing below STT and Đơn vị.
    first_two = sorted(columns)[:2]
    return (
        not set(first_two) & set(texts)
        and len(texts) >= 2
        and len(texts) * 2 >= len(columns) - 2
        and all(cell.kind is CellKind.TEXT for cell in line.values())
        and all(len(text) > _MARK and not re.search(r"\d", text) for text in texts.values())
        and not any(fold(text) in {"chua dat", "khong dat"} for text in texts.values())
    )


def _is_spread(grid: Grid, row: int, column: int, texts: Collection[int]) -> bool:
    """Whether the heading above stands over several columns, merged or followed by blanks.

    texts: the columns with words in the row below; without merges they fill the blanks.
    """
    merge = grid.merge_at(row, column)
    if merge:
        return merge.last_column > merge.column and merge.last_row == row
    if grid.text_at(row, column):
        return not grid.text_at(row, column + 1) and column + 1 in texts
    left = next((one for one in range(column - 1, 0, -1) if grid.text_at(row, one)), 0)
    return left in texts


def _merges_of(grid: Grid, row: int, columns: set[int]) -> Iterator[Merge]:
    """The ranges with words that the row belongs to."""
    found = (grid.merge_at(row, column) for column in sorted(columns))
    for one in dict.fromkeys(filter(None, found)):
        if grid.text_at(one.row, one.column):
            yield one


def _covers(merge: Merge, columns: set[int], grid: Grid) -> bool:
    """Whether it runs over the whole table, as a title does."""
    return merge.column <= min(columns) and merge.last_column >= max(columns) > min(columns)


def _title(block: Block, column: int) -> str:
    parts: list[str] = []
    for row in block.rows:
        part = block.grid.text_at(row, column) or _inherited(block, row, column)
        if part and part not in parts[-1:]:
            parts.append(part)
    return JOINED.join(parts)


def _inherited(block: Block, row: int, column: int) -> str:
    """The words of an upper heading that was not merged over its columns but only stands left."""
    grid = block.grid
    below = [one for one in block.rows if one > row]
    if not below or not any(grid.text_at(one, column) for one in below):
        return ""
    for left in reversed([one for one in block.columns if one < column]):
        if not any(grid.text_at(one, left) for one in below):
            return ""
        if text := grid.text_at(row, left):
            return "" if grid.merge_at(row, left) else text
    return ""
