"""What goes to the process that opens workbooks, and what comes back: compact JSON. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from ntm_portal.lib.text import clean_text
from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell, SheetState, Workbook

Notes = Mapping[str, Mapping[tuple[int, int], str]]  # by sheet and (row, column)
_LENGTH = 4  # bytes before the notes, which stand before the workbook


def packed(workbook: Workbook) -> bytes:
    """Formats and remarks, which repeat, stand once."""
    words: dict[str, int] = {}

    def number(word: str) -> int:
        return words.setdefault(word, len(words))

    sheets = [
        {
            "name": sheet.name,
            "state": sheet.state,
            "merges": [[m.row, m.column, m.last_row, m.last_column] for m in sheet.merges],
            "hidden_rows": sorted(sheet.hidden_rows),
            "hidden_columns": sorted(sheet.hidden_columns),
            "remarks": sheet.remarks,
            "cells": [
                [
                    *place,
                    cell.kind,
                    cell.text,
                    number(cell.number_format),
                    int(cell.bold),
                    number(cell.remark),
                    number(cell.comment),
                ]
                for place, cell in sheet.cells.items()
            ],
        }
        for sheet in workbook.sheets
    ]
    book = {"sheets": sheets, "remarks": workbook.remarks, "words": list(words)}
    return json.dumps(book, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> Workbook:
    book = json.loads(content)
    sheets = tuple(_sheet(each, book["words"]) for each in book["sheets"])
    return Workbook(sheets, tuple(book["remarks"]))


def _sheet(each: Mapping[str, Any], words: list[str]) -> Sheet:
    kinds = {kind.value: kind for kind in CellKind}
    return Sheet(
        each["name"],
        {
            (row, column): SheetCell(
                kinds[kind], text, words[code], bool(bold), words[remark], words[comment]
            )
            for row, column, kind, text, code, bold, remark, comment in each["cells"]
        },
        SheetState(each["state"]),
        tuple(Merge(*corners) for corners in each["merges"]),
        frozenset(each["hidden_rows"]),
        frozenset(each["hidden_columns"]),
        tuple(each["remarks"]),
    )


def framed(content: bytes, notes: Notes) -> bytes:
    """A workbook with notes in front."""
    plain = [
        [sheet, *place, clean_text(text)]
        for sheet, cells in notes.items()
        for place, text in cells.items()
    ]
    head = json.dumps(plain).encode()
    return len(head).to_bytes(_LENGTH, "big") + head + content


def unframed(both: bytes) -> tuple[bytes, Notes]:
    length = int.from_bytes(both[:_LENGTH], "big") + _LENGTH
    notes: dict[str, dict[tuple[int, int], str]] = {}
    for sheet, row, column, text in json.loads(both[_LENGTH:length]):
        notes.setdefault(sheet, {})[row, column] = text
    return both[length:], notes
