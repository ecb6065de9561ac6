"""A workbook that was read once, as bytes for the database and back. Pure.

Each sheet is packed for itself: a page that shows one unpacks one.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell, SheetState, Workbook



@dataclass(frozen=True)
class SheetOutline:
    """What the list of sheets shows without unpacking them."""

    name: str
    state: SheetState
    cell_count: int
    last_row: int
    last_column: int

    @property
    def is_hidden(self) -> bool:
        return self.state is not SheetState.VISIBLE


def dump(workbook: Workbook) -> bytes:
    """What `load` gives back equal."""
    packed = {
        "remarks": list(workbook.remarks),
        "sheets": [_dump_sheet(sheet) for sheet in workbook.sheets],
    }
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode()


def load(content: bytes) -> Workbook:
    packed = json.loads(content)
    return Workbook(
        tuple(_load_sheet(one) for one in packed["sheets"]), tuple(packed["remarks"])
    )


def load_sheet(content: bytes, name: str) -> Sheet | None:
    """The sheet of that name, cleaned; None when there is none."""
    for one in json.loads(content)["sheets"]:
        if clean_line(one["name"]) == name:
            return _load_sheet(one)
    return None


def outline(content: bytes) -> tuple[list[SheetOutline], list[str]]:
    """The sheets in their order, and the sentences on the whole file."""
    packed = json.loads(content)
    sheets = [
        SheetOutline(
            clean_line(one["name"]),
            SheetState(one["state"]),
            one["cell_count"],
            one["last_row"],
            one["last_column"],
        )
        for one in packed["sheets"]
    ]
    return sheets, packed["remarks"]


def _dump_sheet(sheet: Sheet) -> dict[str, Any]:
    cells = list(_dump_cells(sheet.cells))
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()
    return {
        "name": sheet.name,
        "state": sheet.state.value,
        "cell_count": len(cells),
        "last_row": sheet.last_row,
        "last_column": sheet.last_column,
        "merges": [astuple(merge) for merge in sheet.merges],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "remarks": list(sheet.remarks),
        "cells": b64encode(zlib.compress(text, 6)).decode(),
    }


def _dump_cells(cells: Mapping[tuple[int, int], SheetCell]) -> Iterator[list[Any]]:
    for (row, column), cell in cells.items():
        rest = (cell.number_format, cell.bold, cell.remark, cell.comment)
        kept = [row, column, cell.kind.value, cell.text]
        yield kept if rest == ("", False, "", "") else [*kept, *rest]


def _load_sheet(packed: Mapping[str, Any]) -> Sheet:
    cells = json.loads(zlib.decompress(b64decode(packed["cells"])))
    return Sheet(
        name=packed["name"],
        cells={(one[0], one[1]): SheetCell(CellKind(one[2]), *one[3:]) for one in cells},
        state=SheetState(packed["state"]),
        merges=tuple(Merge(*merge) for merge in packed["merges"]),
        hidden_rows=frozenset(packed["hidden_rows"]),
        hidden_columns=frozenset(packed["hidden_columns"]),
        remarks=tuple(packed["remarks"]),
    )
