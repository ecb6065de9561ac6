"""Reading what a form of our own (biểu mẫu) says of itself, wherever its rows and columns went.

The hidden sheet: A1 MARK; row 2 the kind; row 3 the scope as JSON; row 4 the locked keys as JSON;
from row 5 one row's identity | its cells as JSON, key -> [written, version], going on in a further
row where a cell is full: a cell of its own for each would take as long as the form itself.

On the form itself a hidden row holds the keys of the columns and begins with IDENTITY, over the
hidden column of the rows' identities; HEADINGS stands in that column beside the headings. Rows and
columns may be sorted, moved, taken out and added.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Reading, Stamp, State
from ntm_portal.lib.text import clean_line, fold, shown
from ntm_portal.lib.workbooks.model import Sheet, SheetCell, Workbook, column_letters
from ntm_portal.lib.workbooks.tables import Heading, SheetTable, TableRow
from ntm_portal.lib.workbooks.written import written

SHEET = "ntm"
MARK = "ntm-portal"
IDENTITY, HEADINGS = "ntm:dong", "ntm:tieu-de"
KIND_ROW, SCOPE_ROW, LOCKED_ROW, FIRST_ROW = 2, 3, 4, 5
SHOWN_CELLS = 3


def read_stamp(workbook: Workbook) -> tuple[Stamp, str] | None:
    """The stamp and the name of the sheet to read; None where the workbook is no form of ours.

    Raises Refused where the form, or a column of it, stands in the file twice: which one counts
    is not guessed.
    """
    hidden = [sheet for sheet in workbook.sheets if _text(sheet, 1, 1) == MARK]
    if not hidden:
        return None
    found = [(one, place) for one in workbook.sheets if (place := _place_of(one, IDENTITY))]
    if not found:
        return None
    if len(found) > 1:
        names = " và ".join(f"‘{sheet.name}’" for sheet, _ in found[:2])
        raise Refused(f"Trang {names} là cùng một biểu mẫu. Xóa trang không dùng rồi tải lại.")
    sheet, (key_row, identity_column) = found[0]
    stamp = _said(hidden[0])
    if stamp is None:
        return None
    known = {key for _, key in stamp.cells}
    columns = _columns(sheet, key_row, known)
    identities = {
        row: cell.text
        for (row, column), cell in sorted(sheet.cells.items())
        if column == identity_column and row > key_row and cell.text != HEADINGS
    }
    read = replace(stamp, columns=columns, identities=identities)
    faults = dict(_faults(read, sheet, set(_locked(hidden[0]))))
    return replace(read, faults=faults), sheet.name


def form_table(sheet: Sheet, stamp: Stamp) -> SheetTable | None:
    """The table of a form, known and not looked for: also rows that a filter hides.

    A row in which nothing is written but its identity is left out. None where the row of the
    headings was lost.
    """
    place = _place_of(sheet, HEADINGS)
    if place is None:
        return None
    heading_row, identity_column = place
    by_row: defaultdict[int, dict[int, SheetCell]] = defaultdict(dict)
    for (row, column), cell in sorted(sheet.cells.items()):
        if row > heading_row and column != identity_column:
            by_row[row][column] = cell
    columns = sorted({*stamp.columns, *(c for r, c in sheet.cells if r == heading_row)})
    headings = tuple(
        Heading(column, clean_line(_text(sheet, heading_row, column)))
        for column in columns
        if column != identity_column
    )
    rows = tuple(
        TableRow(row, cells)
        for row, cells in by_row.items()
        if row in stamp.identities or any(column in stamp.columns for column in cells)
    )
    return SheetTable(sheet, (heading_row, heading_row), headings, rows)


def without_faults(table: SheetTable, stamp: Stamp) -> tuple[SheetTable, tuple[Reading, ...]]:
    """The table without the rows that are not read, and what there is to say of them."""
    readings = tuple(
        Reading(
            row=row.number,
            column=min(stamp.columns, default=1),
            state=State.ERROR,
            written=" · ".join(shown(cell.text) for cell in list(row.cells.values())[:SHOWN_CELLS]),
            what=f"Dòng {row.number}",
            message=stamp.faults[row.number],
        )
        for row in table.rows
        if row.number in stamp.faults
    )
    rows = tuple(row for row in table.rows if row.number not in stamp.faults)
    return replace(table, rows=rows), readings


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell else ""


def _place_of(sheet: Sheet, sign: str) -> tuple[int, int] | None:
    return min((place for place, cell in sheet.cells.items() if cell.text == sign), default=None)


def _said(hidden: Sheet) -> Stamp | None:
    """What the hidden sheet says; None where somebody has written in it."""
    try:
        scope = json.loads(_text(hidden, SCOPE_ROW, 1))
        cells = dict(_cells(hidden))
    except (ValueError, TypeError, AttributeError):
        return None
    if not isinstance(scope, dict):
        return None
    texts = {str(name): str(value) for name, value in scope.items()}
    return Stamp(_text(hidden, KIND_ROW, 1), texts, {}, cells=cells)


def _locked(hidden: Sheet) -> list[str]:
    try:
        found = json.loads(_text(hidden, LOCKED_ROW, 1) or "[]")
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []


def _cells(hidden: Sheet) -> Iterator[tuple[tuple[str, str], tuple[str, int]]]:
    for row, column in sorted(hidden.cells):
        if row < FIRST_ROW or column != 1:
            continue
        identity = _text(hidden, row, 1)
        for key, (said, version) in json.loads(_text(hidden, row, 2)).items():
            yield (identity, key), (str(said), int(version))


def _columns(sheet: Sheet, key_row: int, known: set[str]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row != key_row or cell.text not in known:
            continue
        other = next((one for one, key in found.items() if key == cell.text), None)
        if other is not None:
            raise Refused(
                f"Cột {column_letters(other)} và cột {column_letters(column)} của trang "
                f"‘{sheet.name}’ là cùng một cột của biểu mẫu. Xóa một cột."
            )
        found[column] = cell.text
    return found


def _faults(stamp: Stamp, sheet: Sheet, locked: set[str]) -> Iterator[tuple[int, str]]:
    known = {identity for identity, _ in stamp.cells}
    counts = Counter(stamp.identities.values())
    names = {column: key for column, key in stamp.columns.items() if key in locked}
    for row, identity in stamp.identities.items():
        if identity not in known:
            yield row, "Dòng này không phải của biểu mẫu. Xóa dòng, hoặc tải biểu mẫu mới."
        elif counts[identity] > 1:
            other = next(r for r, one in stamp.identities.items() if one == identity and r != row)
            yield row, f"Trùng với dòng {other}: cùng một dòng của biểu mẫu. Giữ một dòng."
        elif wrong := _renamed(stamp, sheet, row, names):
            yield row, wrong


def _renamed(stamp: Stamp, sheet: Sheet, row: int, names: Mapping[int, str]) -> str:
    """A sentence where a locked cell says something else: whose row is it then? "" if none does."""
    for column, key in names.items():
        held = stamp.cells.get((stamp.identities[row], key), ("", 0))[0]
        now = written(sheet.cells.get((row, column)))
        if fold(now) != fold(held):
            return f"Ghi ‘{shown(now)}’, nhưng dòng này của biểu mẫu là ‘{shown(held)}’. Sửa lại."
    return ""
