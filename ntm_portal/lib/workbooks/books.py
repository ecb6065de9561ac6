"""An .xlsx read into the plain data of `model`: what stands in each cell, and nothing guessed.

No Django. Runs in the child process; whoever has an upload calls `reading.read_workbook`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.cells import CellReader, Context
from ntm_portal.lib.workbooks.limits import MOST_CELLS, MOST_SHEETS, MOST_TEXT
from ntm_portal.lib.workbooks.model import CellKind, Sheet, SheetCell, SheetState, Workbook, address
from ntm_portal.lib.workbooks.packages import Package, checked_package
from ntm_portal.lib.workbooks.sheet_parts import Place, RawSheet, place_of, read_sheet
from ntm_portal.lib.workbooks.strings import read_comments, read_strings
from ntm_portal.lib.workbooks.styles import read_looks
from ntm_portal.lib.workbooks.tidying import tidied
from ntm_portal.lib.workbooks.xml_parts import Attributes, is_set, mended, walk_paths

OUTSIDE = "Tệp lấy số liệu từ nơi khác; chỉ đọc giá trị đã lưu trong tệp."
_NAMED_CELLS = 5  # in a remark on many


class SheetEntry(NamedTuple):
    """A sheet as the workbook names it. part: "" for a chart, which has no cells."""

    name: str
    state: SheetState
    part: str


class Outline(NamedTuple):
    sheets: list[SheetEntry]
    since_1904: bool
    not_yet_calculated: bool


def read_book(content: bytes) -> Workbook:
    """Raises Refused with the sentence for what is not, or not wholly, read."""
    package = checked_package(content)
    outline = read_outline(package)
    if len(outline.sheets) > MOST_SHEETS:
        raise refusing.too_many("Tệp", len(outline.sheets), "trang tính", MOST_SHEETS)
    entries = [entry for entry in outline.sheets if entry.part]
    raws = list(_read_raw_sheets(package, entries))
    reader = CellReader(_context(package, outline))
    notes = [_read_notes(package, entry.part) for entry in entries]
    for entry, raw in zip(entries, raws, strict=True):
        _weigh(reader, raw, entry)
    sheets = [
        _read_cells(reader, raw, entry, said)
        for entry, raw, said in zip(entries, raws, notes, strict=True)
    ]
    if sum(len(cell.text) for sheet in sheets for cell in sheet.cells.values()) > MOST_TEXT:
        raise Refused(refusing.TOO_HEAVY)
    outside = any("externallink" in name or "connections.xml" in name for name in package.names)
    return Workbook(tuple(sheets), (OUTSIDE,) if outside else ())


def read_outline(package: Package) -> Outline:
    """The sheets in their order; clean names, no two the same."""
    part = package.workbook
    relations = package.relations(part)
    sheets: list[SheetEntry] = []
    flags = {"1904": False, "reckon": False}

    def visit(way: str, attributes: Attributes) -> None:
        match way.partition("/")[2]:
            case "sheets/sheet":
                relation = relations[attributes["id"]]
                state = SheetState(attributes.get("state", "visible"))
                taken = {each.name for each in sheets[:MOST_SHEETS]}  # of more, only the count
                name = _new_name(clean_line(attributes["name"]), taken)
                target = relation.target if relation.kind == "worksheet" else ""
                sheets.append(SheetEntry(name, state, target))
            case "workbookPr":
                flags["1904"] = is_set(attributes, "date1904")
            case "calcPr":
                flags["reckon"] = is_set(attributes, "fullCalcOnLoad")

    walk_paths(package.read(part), part, visit)
    if not any(entry.part for entry in sheets):
        raise refusing.broken(part)
    return Outline(sheets, flags["1904"], flags["reckon"])


def _new_name(name: str, taken: Collection[str]) -> str:
    name, number = name or "Trang tính", 1
    while (name if number == 1 else f"{name} ({number})") in taken:
        number += 1
    return name if number == 1 else f"{name} ({number})"


def _context(package: Package, outline: Outline) -> Context:
    """Strings and styles are found by the workbook's relations; it may have none."""
    relations = package.relations(package.workbook).values()
    parts = {relation.kind: relation.target for relation in relations}
    strings, styles = parts.get("sharedStrings"), parts.get("styles")
    return Context(
        read_strings(mended(package.read(strings)), strings) if strings else [],
        read_looks(package.read(styles), styles) if styles else [],
        outline.since_1904,
        outline.not_yet_calculated,
    )


def _read_raw_sheets(package: Package, entries: Iterable[SheetEntry]) -> Iterator[RawSheet]:
    count = 0
    for entry in entries:
        raw = read_sheet(package.read(entry.part), entry.part, name=entry.name)
        count += len(raw.cells)
        if count > MOST_CELLS:
            raise refusing.too_many_cells(entry.name)
        yield raw


def _read_notes(package: Package, part: str) -> Mapping[Place, str]:
    """What notes say, by cell. Of a thread, the old note beside it only repeats what it is."""
    notes: dict[Place, str] = {}
    relations = package.relations(part).values()
    for kind in ("comments", "threadedComment"):
        for relation in relations:
            if relation.kind == kind and package.has(relation.target):
                found = read_comments(mended(package.read(relation.target)), relation.target)
                notes |= _placed(found, relation.target)
    return notes


def _placed(found: Mapping[str, str], part: str) -> dict[Place, str]:
    try:
        return {place_of(where): tidied(said)[0] for where, said in found.items()}
    except ValueError as fault:
        raise refusing.broken(part) from fault


def _weigh(reader: CellReader, raw: RawSheet, entry: SheetEntry) -> None:
    try:
        reader.weigh(raw.cells)
    except (ValueError, LookupError) as fault:
        raise refusing.broken(entry.part) from fault


def _read_cells(
    reader: CellReader, raw: RawSheet, entry: SheetEntry, notes: Mapping[Place, str]
) -> Sheet:
    cells: dict[Place, SheetCell] = {}
    for each in raw.cells:
        place = each.row, each.column
        try:
            cell = reader.read(each, notes.get(place, ""))
        except (ValueError, LookupError) as fault:
            raise refusing.broken_cell(entry.name, address(*place)) from fault
        if cell is not None:
            cells[place] = cell
    last_row = max((row for row, _ in cells), default=0)
    return Sheet(
        entry.name,
        cells,
        entry.state,
        tuple(raw.merges),
        frozenset(row for row in raw.hidden_rows if row <= last_row),
        frozenset(raw.hidden_columns),
        tuple(_remarks(raw, cells, notes)),
    )


def _remarks(
    raw: RawSheet,
    cells: Mapping[Place, SheetCell],
    notes: Mapping[Place, str],
) -> Iterator[str]:
    if raw.far:
        yield f"Trang tính có ô ở rất xa ({raw.far}), không đọc đến đó."
    unknown = [place for place, cell in cells.items() if cell.kind is CellKind.UNCALCULATED]
    if unknown:
        yield f"Ô {_listed(unknown)} là công thức chưa tính. Mở bằng Excel, lưu lại."
    alone = [place for place, said in notes.items() if said and place not in cells]
    if alone:
        yield f"Ô {_listed(alone)} để trống nhưng có ghi chú."


def _listed(places: list[Place]) -> str:
    names = ", ".join(address(*place) for place in sorted(places)[:_NAMED_CELLS])
    more = len(places) - _NAMED_CELLS
    return f"{names} và {more} ô khác" if more > 0 else names
