"""A sheet's XML as raw cells: in one pass, with its limits, in any order of memory. Pure."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.limits import (
    FAR_COLUMNS,
    FAR_ROWS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
)
from ntm_portal.lib.workbooks.model import Merge, address
from ntm_portal.lib.workbooks.strings import Run, RunReader, Runs
from ntm_portal.lib.workbooks.xml_parts import Attributes, is_set, mended, walk

Place = tuple[int, int]  # row, column

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # of Excel


class RawCell(NamedTuple):
    """kind: as the part writes it, "n", "s", "str", "inlineStr", "b", "e", "d". value: None where
    none is stored. formula: None where there is none. look: number of its style.
    """

    row: int
    column: int
    kind: str
    value: str | None
    formula: str | None
    runs: Runs
    look: int


@dataclass
class RawSheet:
    """far: address of a cell beyond what is read, "" for none. cells: none of them blank."""

    cells: list[RawCell] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    far: str = ""


def read_sheet(content: bytes, part: str, *, name: str) -> RawSheet:
    """Raises Refused, naming the sheet, when it is bigger than what is read.

    How far the sheet says that it reaches does not count, nor do cells without a value.
    """
    reader = _SheetReader(name)
    walk(mended(content), part, start=reader.start, end=reader.end, text=reader.text)
    reader.check_extent()
    cells = reader.sheet.cells
    if len({(cell.row, cell.column) for cell in cells}) < len(cells):
        raise refusing.broken(part)  # which of the two would count?
    return reader.sheet


def place_of(reference: str) -> Place:
    """ "F14" -> (14, 6). Raises ValueError for what is no address in Excel."""
    found = _ADDRESS.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    if not (1 <= row <= _LAST_ROW and column <= _LAST_COLUMN):
        raise ValueError(reference)
    return row, column


class _SheetReader:
    def __init__(self, name: str) -> None:
        self.sheet = RawSheet()
        self._name = name
        self._row = self._column = 0
        self._in_cell = self._in_string = False
        self._kind, self._look = "n", 0
        self._value: str | None = None
        self._formula: str | None = None
        self._texts: list[str] | None = None  # of the <v> or <f> that is open
        self._runs = RunReader()
        self._merged = 0
        self._used_rows: set[int] = set()
        self._used_columns: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        if self._in_string:
            self._runs.start(name, attributes)
        elif self._in_cell:
            if name in ("v", "f"):
                self._texts = []
            elif name == "is":
                self._in_string = True
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "col":
            self._read_columns(attributes)
        elif name == "mergeCell":
            self._read_merge(attributes["ref"])

    def text(self, data: str) -> None:
        if self._texts is not None:
            self._texts.append(data)
        elif self._in_string:
            self._runs.text(data)

    def end(self, name: str) -> None:
        if self._in_string:
            self._runs.end(name)
            self._in_string = name != "is"
        elif self._in_cell:
            if self._texts is not None and name in ("v", "f"):
                text, self._texts = "".join(self._texts), None
                if name == "v":
                    self._value = text
                else:
                    self._formula = text
            elif name == "c":
                self._in_cell = False
                self._keep_cell()

    def _start_row(self, attributes: Attributes) -> None:
        """A row or a cell without an address follows the one before it."""
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if not 1 <= self._row <= _LAST_ROW:
            raise ValueError(self._row)
        if self._row <= MOST_ROWS and (
            is_set(attributes, "hidden") or attributes.get("ht") in ("0", "0.0")
        ):
            self.sheet.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        row, self._column = (
            place_of(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        )
        if row != self._row or not row:
            raise ValueError(attributes)  # elsewhere than its row says
        self._in_cell = True
        self._kind, self._look = attributes.get("t", "n"), int(attributes.get("s", 0))
        if self._look < 0:
            raise ValueError(attributes)  # a style that no list has
        self._value = self._formula = None

    def _keep_cell(self) -> None:
        runs = self._runs.taken()
        if self._kind != "inlineStr" and not self._value and self._formula is None:
            return
        if self._kind == "inlineStr" and not any(run.text for run in runs):
            return
        row, column = self._row, self._column
        self._used_rows.add(row)
        self._used_columns.add(column)
        if row > MOST_ROWS or column > MOST_COLUMNS:
            self.sheet.far = self.sheet.far or address(row, column)
            return
        if len(self.sheet.cells) >= MOST_CELLS:
            raise refusing.too_many_cells(self._name)
        if self._kind == "str" and self._value is not None:
            runs = (Run(self._value),)
        self.sheet.cells.append(
            RawCell(row, column, self._kind, self._value, self._formula, runs, self._look)
        )

    def _read_columns(self, attributes: Attributes) -> None:
        if is_set(attributes, "hidden") or attributes.get("width") in ("0", "0.0"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.sheet.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    def _read_merge(self, reference: str) -> None:
        """What is merged never overlaps, so that a sound sheet merges no more than it has."""
        first, _, last = reference.partition(":")
        (row, column), (last_row, last_column) = place_of(first), place_of(last or first)
        last_row, last_column = min(last_row, MOST_ROWS), min(last_column, MOST_COLUMNS)
        if row > last_row or column > last_column or (row, column) == (last_row, last_column):
            return
        self._merged += (last_row - row + 1) * (last_column - column + 1)
        if self._merged > MOST_ROWS * MOST_COLUMNS:
            raise ValueError(reference)
        self.sheet.merges.append(Merge(row, column, last_row, last_column))

    def check_extent(self) -> None:
        for used, most, gap, word in (
            (self._used_rows, MOST_ROWS, FAR_ROWS, "dòng"),
            (self._used_columns, MOST_COLUMNS, FAR_COLUMNS, "cột"),
        ):
            beyond = [number for number in used if number > most]
            last = max((number for number in used if number <= most), default=0)
            if len(used) > most or (beyond and min(beyond) - last <= gap):
                count = max(len(used), most + len(beyond))
                raise refusing.too_many(f"Trang tính ‘{self._name}’", count, word, most)
