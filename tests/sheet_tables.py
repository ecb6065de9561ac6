"""Sheets typed in a test, found and matched as the wizard does, and read as a kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from ntm_portal.lib.imports import run_import
from ntm_portal.lib.sheet_kinds import Intake, Stamp, State
from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.finding import find_table
from ntm_portal.lib.workbooks.matching import suggest
from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell
from ntm_portal.lib.workbooks.tables import SheetTable


def cell(value: object) -> SheetCell:
    """A number, a day, or text as it is; a SheetCell stands for itself."""
    if isinstance(value, SheetCell):
        return value
    if isinstance(value, date):
        return SheetCell(CellKind.DAY, value.isoformat(), "dd/mm/yyyy")
    if isinstance(value, int | Decimal):
        return SheetCell(CellKind.NUMBER, f"{value}")
    return SheetCell(CellKind.TEXT, str(value))


def sheet(rows: Sequence[Sequence[object]], merges: Sequence[Merge] = ()) -> Sheet:
    """Rows from row 1, cells from column A; "" and None are empty."""
    cells = {
        (number, column): cell(value)
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row, start=1)
        if value not in ("", None)
    }
    return Sheet("Sheet1", cells, merges=tuple(merges))


def found(kind, scope, one: Sheet) -> SheetTable:
    columns = kind.columns(scope)
    words = {fold(words) for column in columns for words in (column.label, *column.headings)}
    table = find_table(one, words)
    assert table is not None
    return table


def read(
    kind,
    scope,
    rows: Sequence[Sequence[object]] | Sheet,
    *,
    answers: Mapping[str, str] | None = None,
    stamp: Stamp | None = None,
    mapping: Mapping[int, str] | None = None,
) -> Intake:
    table = found(kind, scope, rows if isinstance(rows, Sheet) else sheet(rows))
    mapping = mapping or (stamp and stamp.columns) or suggest(table, kind.columns(scope))
    return kind.read(table, mapping, scope=scope, answers=answers or {}, stamp=stamp)


def store(kind, scope, rows, *, by, answers: Mapping[str, str] | None = None) -> list:
    """Read and write, as the last step of the wizard does; the effects of the import."""
    intake = read(kind, scope, rows, answers=answers)
    return run_import(kind.resource(scope), intake.rows, by=by, commit=True)


def told(intake: Intake, *, but: Sequence[State] = (State.SAME,)) -> list[tuple]:
    """(row, column, state, what is written) of every reading in the order of the sheet."""
    return [
        (one.row, one.column, one.state, one.written)
        for one in sorted(intake.readings, key=lambda one: (one.row, one.column))
        if one.state not in but
    ]


def messages(intake: Intake) -> list[str]:
    return [one.message for one in intake.readings if one.message]


def questions(intake: Intake) -> dict[str, tuple[str, ...]]:
    """Question.key -> the values of its options."""
    return {
        one.question.key: tuple(value for value, _ in one.question.options)
        for one in intake.readings
        if one.question
    }
