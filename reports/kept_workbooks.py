"""A workbook that was read once, as bytes for the database and back. Pure.

Each sheet is packed for itself: a page that shows one unpacks one.
"""

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks.model import Sheet, SheetState, Workbook
from ntm_portal.lib.workbooks.packing import packed, unpacked


@dataclass(frozen=True)
class SheetOutline:
    """What the list of sheets shows without unpacking them."""

    name: str
    state: SheetState
    last_row: int
    last_column: int

    @property
    def is_hidden(self) -> bool:
        return self.state is not SheetState.VISIBLE


def dump(workbook: Workbook) -> bytes:
    """What `load` gives back equal."""
    sheets = [
        {
            "name": clean_line(sheet.name),
            "state": sheet.state.value,
            "last_row": sheet.last_row,
            "last_column": sheet.last_column,
            "packed": b64encode(zlib.compress(packed(Workbook((sheet,))))).decode(),
        }
        for sheet in workbook.sheets
    ]
    kept = {"remarks": workbook.remarks, "sheets": sheets}
    return json.dumps(kept, ensure_ascii=False).encode()


def load(content: bytes) -> Workbook:
    kept = json.loads(content)
    return Workbook(
        tuple(_unpacked(one["packed"]) for one in kept["sheets"]), tuple(kept["remarks"])
    )


def load_sheet(content: bytes, name: str) -> Sheet | None:
    """The sheet of that name, cleaned; None when there is none."""
    for one in json.loads(content)["sheets"]:
        if one["name"] == name:
            return _unpacked(one["packed"])
    return None


def outline(content: bytes) -> tuple[list[SheetOutline], list[str]]:
    """The sheets in their order, and the sentences on the whole file."""
    kept = json.loads(content)
    sheets = [
        SheetOutline(one["name"], SheetState(one["state"]), one["last_row"], one["last_column"])
        for one in kept["sheets"]
    ]
    return sheets, kept["remarks"]


def _unpacked(text: str) -> Sheet:
    return unpacked(zlib.decompress(b64decode(text))).sheets[0]
