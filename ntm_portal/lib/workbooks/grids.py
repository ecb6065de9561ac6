"""A sheet as its reader sees it: no hidden lines, merged values where they count. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell
from ntm_portal.lib.workbooks.written import written

Line = Mapping[int, SheetCell]


def transposed(sheet: Sheet) -> Sheet:
    """The sheet turned round: for tables with the communes across and the criteria down."""
    return replace(
        sheet,
        cells={(column, row): cell for (row, column), cell in sheet.cells.items()},
        merges=tuple(
            Merge(one.column, one.row, one.last_column, one.last_row) for one in sheet.merges
        ),
        hidden_rows=sheet.hidden_columns,
        hidden_columns=sheet.hidden_rows,
        turned=not sheet.turned,
    )


class Grid:
    """lines: the cells of each row that can be seen and holds something, by column.

    A merged value stands in the first cell of its range that can be seen.
    """

    def __init__(self, sheet: Sheet, *, read_hidden: bool) -> None:
        self.sheet = sheet
        self.hidden_rows = frozenset() if read_hidden else sheet.hidden_rows
        self.hidden_columns = frozenset() if read_hidden else sheet.hidden_columns
        self.last_row = sheet.last_row
        self.last_column = sheet.last_column
        self._merges = dict(self._covered())

    def _covered(self) -> Iterator[tuple[tuple[int, int], Merge]]:
        """Each cell of each merged range. Ranges overlap only in broken files, which end it."""
        left = self.last_row * self.last_column
        for one in self.sheet.merges:
            rows = range(one.row, min(one.last_row, self.last_row) + 1)
            columns = range(one.column, min(one.last_column, self.last_column) + 1)
            left -= len(rows) * len(columns)
            if left < 0:
                return
            yield from (((row, column), one) for row in rows for column in columns)

    @cached_property
    def lines(self) -> Mapping[int, Line]:
        found: dict[int, dict[int, SheetCell]] = defaultdict(dict)
        for place, cell in self.sheet.cells.items():
            merge = self._merges.get(place)
            if merge and place != (merge.row, merge.column):
                continue  # left behind a merged value: nobody sees it
            row, column = self._first_seen(merge) if merge else place
            if column not in self.hidden_columns:
                found[row][column] = cell
        return {row: dict(sorted(found[row].items())) for row in sorted(found)}

    @cached_property
    def _merged_into(self) -> Mapping[int, Sequence[Merge]]:
        """The ranges that began above, by row."""
        found: dict[int, list[Merge]] = defaultdict(list)
        for one in dict.fromkeys(self._merges.values()):
            for row in range(one.row + 1, min(one.last_row, self.last_row) + 1):
                found[row].append(one)
        return found

    def _first_seen(self, merge: Merge) -> tuple[int, int]:
        rows = range(merge.row, min(merge.last_row, self.last_row) + 1)
        columns = range(merge.column, min(merge.last_column, self.last_column) + 1)
        row = next((row for row in rows if row not in self.hidden_rows), merge.row)
        column = next((one for one in columns if one not in self.hidden_columns), merge.column)
        return row, column

    def line(self, row: int) -> Line:
        return self.lines.get(row, {})

    def merge_at(self, row: int, column: int) -> Merge | None:
        return self._merges.get((row, column))

    def width_at(self, row: int, column: int) -> int:
        """Columns that can be seen of the range merged there; 1 where the cell stands alone."""
        merge = self._merges.get((row, column))
        if merge is None:
            return 1
        columns = range(merge.column, min(merge.last_column, self.last_column) + 1)
        return len([one for one in columns if one not in self.hidden_columns])

    def value_at(self, row: int, column: int) -> SheetCell | None:
        """The cell, or the merged value that covers it."""
        merge = self._merges.get((row, column))
        return self.sheet.cells.get((merge.row, merge.column) if merge else (row, column))

    def text_at(self, row: int, column: int) -> str:
        """`value_at` in words, on one line."""
        return self.text(self.value_at(row, column))

    @staticmethod
    def text(cell: SheetCell | None) -> str:
        if cell is None:
            return ""
        return " ".join(cell.text.split()) if cell.kind is CellKind.TEXT else written(cell)

    def seen_rows(self, first: int, last: int) -> list[int]:
        return [row for row in range(first, last + 1) if row not in self.hidden_rows]

    def row_before(self, row: int) -> int | None:
        """The nearest row above that can be seen."""
        return next((one for one in range(row - 1, 0, -1) if one not in self.hidden_rows), None)

    def row_after(self, row: int) -> int | None:
        rows = range(row + 1, self.last_row + 1)
        return next((one for one in rows if one not in self.hidden_rows), None)

    def whole_line(self, row: int) -> Line:
        """The row with the values that were merged downwards into it from above."""
        merges = self._merged_into.get(row)
        if not merges:
            return self.line(row)
        line = dict(self.line(row))
        for one in merges:
            first_row, column = self._first_seen(one)
            cell = self.sheet.cells.get((one.row, one.column))
            if cell is not None and first_row != row and column not in self.hidden_columns:
                line[column] = _spread(cell, one, self.sheet)
        return dict(sorted(line.items()))


def _spread(cell: SheetCell, merge: Merge, sheet: Sheet) -> SheetCell:
    """A name merged over its rows is plain to see; that a figure counts for each must be said."""
    if cell.kind is CellKind.TEXT:
        return cell
    first = sheet.address(merge.row, merge.column)
    last = sheet.address(merge.last_row, merge.last_column)
    return replace(cell, remark=f"Ô gộp {first}:{last}, tính cho từng dòng. {cell.remark}".strip())
