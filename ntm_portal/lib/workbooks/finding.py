"""Finding the tables of a sheet among letterhead, groups, totals and signatures. Pure."""

from collections.abc import Collection
from dataclasses import replace

from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.grids import Grid, transposed
from ntm_portal.lib.workbooks.header_blocks import (
    LEAST_SCORE,
    Block,
    Scorer,
    chosen_block,
    find_blocks,
)
from ntm_portal.lib.workbooks.model import Sheet
from ntm_portal.lib.workbooks.row_kinds import Rows
from ntm_portal.lib.workbooks.tables import Heading, SheetTable

__all__ = ["find_table", "find_tables", "reads_better_turned", "transposed"]


def find_table(
    sheet: Sheet,
    words: Collection[str],
    *,
    header_rows: tuple[int, int] | None = None,
    read_hidden: bool = False,
) -> SheetTable | None:
    """The table whose headings agree best with `words`; None where none agrees.

    words: the headings that a kind looks for. header_rows: the first and last row that a person
    chose, taken as they are. read_hidden: also what the sheet hides; else it is left out, and its
    rows are passed over.
    """
    grid = Grid(sheet, read_hidden=read_hidden)
    if header_rows is not None:
        return _table(chosen_block(grid, *header_rows), above=0, last_row=grid.last_row)
    found = _find(grid, words)
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def find_tables(
    sheet: Sheet, words: Collection[str], *, read_hidden: bool = False
) -> tuple[SheetTable, ...]:
    """All tables of the sheet, one below or beside the other."""
    return tuple(table for _, table in _find(Grid(sheet, read_hidden=read_hidden), words))


def reads_better_turned(sheet: Sheet, words: Collection[str]) -> bool:
    """Whether more headings stand in a column than in a row: then `transposed(sheet)` is read."""
    upright, turned = (
        max((score for score, _ in _find(Grid(one, read_hidden=False), words)), default=0)
        for one in (sheet, transposed(sheet))
    )
    return turned > upright


def _find(grid: Grid, words: Collection[str]) -> list[tuple[int, SheetTable]]:
    """(score, table), from top to bottom."""
    scorer = Scorer(words)
    blocks = find_blocks(grid, scorer)
    found = []
    above = 0
    for place, block in enumerate(blocks):
        following = blocks[place + 1].first if place + 1 < len(blocks) else None
        last_row = _last_row(grid, block, following)
        for part in _side_by_side(block, scorer, last_row):
            table = _table(part, above=above, last_row=last_row)
            found += [(part.score, table)] if table else []
        above = last_row
    return found


def _last_row(grid: Grid, block: Block, following: int | None) -> int:
    """The title above the next table's headings is not part of this one."""
    if following is None:
        return grid.last_row
    row = following - 1
    while row > block.last and len(grid.line(row)) == 1:
        row -= 1
    return row


def _table(block: Block, *, above: int, last_row: int) -> SheetTable | None:
    if not block.columns:
        return None
    every = range(block.columns[0], block.columns[-1] + 1)
    columns = [column for column in every if column not in block.grid.hidden_columns]
    rows = Rows(block, last_row=last_row).read()
    used = {column for row in rows for column in row.cells}
    headings = tuple(
        Heading(column, block.titles.get(column, ""))
        for column in columns
        if column in used or (column in block.titles and not _only_widens(block, column))
    )
    return SheetTable(
        sheet=block.grid.sheet,
        header_rows=(block.first, block.last),
        headings=headings,
        rows=rows,
        title=_title(block, above),
    )


def _only_widens(block: Block, column: int) -> bool:
    """Whether the column lies below a heading that begins further left."""
    merge = block.grid.merge_at(block.last, column)
    return merge is not None and merge.column < column - len(
        [one for one in block.grid.hidden_columns if merge.column <= one < column]
    )


def _title(block: Block, above: int) -> str:
    grid = block.grid
    lines = (grid.line(row) for row in grid.seen_rows(above + 1, block.first - 1))
    return "\n".join(" ".join(map(grid.text, line.values())) for line in lines if line)


def _side_by_side(block: Block, scorer: Scorer, last_row: int) -> list[Block]:
    """The block, cut where an empty column stands between two tables with the same heading.

    An empty column alone cuts nothing: many tables have one for looks.
    """
    grid = block.grid
    used = set(block.columns).union(
        *(grid.line(row) for row in grid.seen_rows(block.last + 1, last_row))
    )
    parts: list[list[int]] = []
    for column in block.columns:
        if parts and column - 1 in used | grid.hidden_columns:
            parts[-1].append(column)
        else:
            parts.append([column])
    titles = [{fold(block.titles[column]) for column in part} for part in parts]
    shared = titles[0] & titles[1] if len(parts) == 2 else set()
    if not any(scorer.of(title) for title in shared):
        return [block]
    return [
        replace(
            block,
            columns=tuple(part),
            score=max(LEAST_SCORE, sum(scorer.of(block.titles[column]) for column in part)),
        )
        for part in parts
    ]
