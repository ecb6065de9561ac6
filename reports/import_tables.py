"""Tables on the sheets of a run: where they are, what kind they look like, how they were read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404

from accounts.models import User
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import SheetColumn, SheetKind
from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.finding import find_table, reads_better_turned, transposed
from ntm_portal.lib.workbooks.matching import fingerprint, suggest
from ntm_portal.lib.workbooks.model import Sheet, SheetState, Workbook
from ntm_portal.lib.workbooks.tables import SheetTable
from reports.models import ImportLayout, ImportRun
from reports.scopes import first_answers


@dataclass(frozen=True)
class Guess:
    """A sheet read as a kind. score: 0 where something that the kind needs was not found."""

    sheet: str
    kind: str
    score: int = 0
    layout: ImportLayout | None = field(default=None, compare=False)


def words_of(columns: Sequence[SheetColumn]) -> set[str]:
    return {fold(words) for column in columns for words in (column.label, *column.headings)}


def found_table(
    sheet: Sheet,
    columns: Sequence[SheetColumn],
    *,
    header_rows: tuple[int, int] | None = None,
    reads_hidden: bool = False,
) -> SheetTable | None:
    """Of a sheet whose headings stand in a column, the sheet turned round."""
    words = words_of(columns)
    if header_rows is None and reads_better_turned(sheet, words):
        sheet = transposed(sheet)
    return find_table(sheet, words, header_rows=header_rows, read_hidden=reads_hidden)


def table_of(run: ImportRun, sheet: Sheet, columns: Sequence[SheetColumn]) -> SheetTable:
    """The table of the run, under the header rows that were chosen. Raises Refused without one."""
    table = found_table(sheet, columns, header_rows=run.header_rows, reads_hidden=run.reads_hidden)
    if table is None:
        raise Refused(
            f"Trang ‘{sheet.name}’: chưa tìm thấy dòng tiêu đề. "
            "Ghi số dòng tiêu đề ở bước khớp cột."
        )
    return table


def missing_columns(columns: Sequence[SheetColumn], mapping: Mapping[Any, str]) -> list[str]:
    """Labels of what the kind cannot do without."""
    return [one.label for one in columns if one.required and one.key not in mapping.values()]


def provisional_scope(kind: SheetKind, *, user: User, today: date) -> Any:
    """The scope as its form stands, for a first look. None where that is no scope."""
    answers = first_answers(kind.scope_form(user=user, today=today))
    try:
        return kind.scope(user=user, today=today, data=answers)
    except (Refused, Http404):
        return None


def best_guess(
    workbook: Workbook,
    kinds: Mapping[str, SheetKind],
    *,
    user: User,
    today: date,
    written: Collection[str] = (),
) -> Guess:
    """The sheet and kind that fit best; a layout that the person has used before wins.

    Visible sheets go before hidden ones, and sheets before those behind them. written: names of
    the sheets that came in already; one of them is meant only where no other fits.
    """
    layouts = {(one.kind, one.fingerprint): one for one in ImportLayout.objects.filter(user=user)}
    shown = sorted(workbook.sheets, key=lambda sheet: sheet.state is not SheetState.VISIBLE)
    guesses = [Guess(shown[0].name if shown else "", next(iter(kinds), ""))]
    for code, kind in kinds.items():
        scope = provisional_scope(kind, user=user, today=today)
        if scope is None:
            continue
        columns = kind.columns(scope)
        guesses += [_guess(sheet, code, columns, layouts) for sheet in shown]
    return max(guesses, key=lambda one: (one.score > 0 and one.sheet not in written, one.score))


def _guess(
    sheet: Sheet,
    code: str,
    columns: Sequence[SheetColumn],
    layouts: Mapping[tuple[str, str], ImportLayout],
) -> Guess:
    table = found_table(sheet, columns)
    if table is None:
        return Guess(sheet.name, code)
    hidden = sheet.state is not SheetState.VISIBLE
    layout = None if hidden else layouts.get((code, fingerprint(table)))
    if layout:
        return Guess(sheet.name, code, 10_000, layout)
    mapping = suggest(table, columns)
    if missing_columns(columns, mapping) or not mapping:
        return Guess(sheet.name, code)
    return Guess(sheet.name, code, 2 * len(mapping) + (0 if hidden else 1))
