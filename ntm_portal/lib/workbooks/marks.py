"""Marks in an .xlsx: a note and a red fill in cells, while all else stays as it is.

No Django; runs in the child process. The parts that change are edited in place rather than
written anew from a model of the workbook: pictures, filters, formulas with their values and
whatever else an office put in are still there, text stays text, and no formula is added.
"""

from collections.abc import Mapping

from lxml import etree

from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.books import read_outline
from ntm_portal.lib.workbooks.drafts import Drafts, Element, tag
from ntm_portal.lib.workbooks.mark_notes import put_notes
from ntm_portal.lib.workbooks.mark_styles import Fills
from ntm_portal.lib.workbooks.model import address
from ntm_portal.lib.workbooks.packages import Package, checked_package
from ntm_portal.lib.workbooks.packing import Notes
from ntm_portal.lib.workbooks.sheet_parts import Place, place_of


def marked_book(content: bytes, notes: Notes) -> bytes:
    """See `marking.marked`. Raises Refused as the reading of the workbook does."""
    package = checked_package(content)
    drafts = Drafts(package)
    for entry in read_outline(package).sheets:
        if entry.part:
            try:
                _mark(drafts, package, entry.part, notes.get(entry.name, {}))
            except (ValueError, LookupError) as fault:  # a number or an address that is none
                raise refusing.broken(entry.part) from fault
    return drafts.package()


def _mark(drafts: Drafts, package: Package, sheet: str, notes: Mapping[Place, str]) -> None:
    cleared = put_notes(drafts, package, sheet, notes)
    relations = package.relations(package.workbook).values()
    styles = next((each.target for each in relations if each.kind == "styles"), "")
    if not (notes or cleared) or not styles:  # a workbook without styles has notes only
        return
    fills = Fills(drafts.root(styles))
    cells = _Cells(drafts.root(sheet))
    for place in sorted(notes):
        cell = cells.at(place)
        cell.set("s", str(fills.red(int(cell.get("s", "0")))))
    for place in sorted(cleared):
        cell = cells.at(place)
        cell.set("s", str(fills.without_red(int(cell.get("s", "0")))))


class _Cells:
    """The cells of a sheet by place. All get an address: it may be left out by who writes them."""

    def __init__(self, root: Element) -> None:
        self._data = root.find(tag(root, "sheetData"))
        if self._data is None:
            raise LookupError("sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[Place, Element] = {}
        row = 0
        for each in self._data.iterchildren(tag(root, "row")):
            row, column = int(each.get("r", row + 1)), 0
            each.set("r", str(row))
            self._rows[row] = each
            for cell in each.iterchildren(tag(root, "c")):
                written = cell.get("r")
                column = place_of(written)[1] if written else column + 1
                cell.set("r", address(row, column))
                self._cells[row, column] = cell

    def at(self, place: Place) -> Element:
        """Found, or made at its place in the order."""
        if place not in self._cells:
            row, column = place
            line = self._rows.get(row)
            if line is None:
                before = sum(each < row for each in self._rows)
                line = self._rows[row] = _inserted(self._data, "row", str(row), before)
            before = sum(place_of(each.get("r"))[1] < column for each in line.iterchildren("{*}c"))
            self._cells[place] = _inserted(line, "c", address(row, column), before)
        return self._cells[place]


def _inserted(parent: Element, name: str, where: str, before: int) -> Element:
    element = etree.Element(tag(parent, name), r=where)
    parent.insert(before, element)
    return element
