"""A file taken in without the wizard: the sheet and the columns that fit a kind best."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import Intake, Reading, SheetColumn, SheetKind, Stamp, State
from ntm_portal.lib.text import fold
from ntm_portal.lib.workbooks.finding import find_table, reads_better_turned
from ntm_portal.lib.workbooks.grids import transposed
from ntm_portal.lib.workbooks.matching import suggest
from ntm_portal.lib.workbooks.model import Sheet, SheetState, Workbook
from ntm_portal.lib.workbooks.reading import read_workbook
from ntm_portal.lib.workbooks.stamps import form_table, read_stamp, without_faults
from ntm_portal.lib.workbooks.tables import SheetTable

PROBLEMS = (State.ASK, State.ERROR, State.CONFLICT)


@dataclass(frozen=True)
class FileIntake:
    """What a file would change, before anything is stored."""

    table: SheetTable
    intake: Intake

    @property
    def counts(self) -> dict[State, int]:
        """Cells by state; PASSED_OVER also counts the rows that hold no figures."""
        found = {state: sum(one.state is state for one in self.intake.readings) for state in State}
        found[State.PASSED_OVER] += sum(bool(row.passed_over) for row in self.table.rows)
        return found

    @property
    def problems(self) -> list[str]:
        """ "D5 (Xã Xuân Dương, tiêu chí 3): ‘xong’ …", in the order of the sheet."""
        wrong = [one for one in self.intake.readings if one.state in PROBLEMS]
        return [self._line(one) for one in sorted(wrong, key=lambda one: (one.row, one.column))]

    def _line(self, one: Reading) -> str:
        where = f" ({one.what})" if one.what else ""
        return f"{self.table.sheet.address(one.row, one.column)}{where}: {one.message}"


def read_file(
    *, name: str, content: bytes, kind: SheetKind, scope: Any, answers: Mapping[str, str]
) -> FileIntake:
    """Raises Refused for what cannot be read, or where no sheet is of the kind.

    A form of our own is known again, with the versions that its cells had.
    """
    workbook = read_workbook(name=name, content=content)
    stamped = read_stamp(workbook)
    if stamped and stamped[0].kind == kind.code:
        return _form(workbook, *stamped, name=name, kind=kind, scope=scope, answers=answers)
    columns = kind.columns(scope)
    found = [
        (len(mapping), table, mapping)
        for sheet in workbook.sheets
        if sheet.state is SheetState.VISIBLE and (table := _table(sheet, columns))
        if _is_enough(mapping := suggest(table, columns), columns)
    ]
    if not found:
        labels = ", ".join(f"‘{one.label}’" for one in columns if one.required)
        raise Refused(
            f"{name}: không có trang nào là ‘{kind.name}’. Cần cột {labels} và cột số liệu."
        )
    _, table, mapping = max(found, key=lambda one: one[0])
    return FileIntake(table, kind.read(table, mapping, scope=scope, answers=answers))


def _form(
    workbook: Workbook,
    stamp: Stamp,
    sheet_name: str,
    *,
    name: str,
    kind: SheetKind,
    scope: Any,
    answers: Mapping[str, str],
) -> FileIntake:
    """Only under the scope that it was made for: its versions belong to that day and voice."""
    if stamp.scope != scope.data:
        raise Refused(f"{name}: biểu mẫu này của bộ, đơn vị hoặc ngày khác. Xem lại các lựa chọn.")
    sheet = next(one for one in workbook.sheets if one.name == sheet_name)
    table = form_table(sheet, stamp)
    if table is None:
        raise Refused(f"{name}: biểu mẫu đã mất dòng tiêu đề. Tải biểu mẫu mới.")
    read, spoken = without_faults(table, stamp)
    intake = kind.read(read, stamp.columns, scope=scope, answers=answers, stamp=stamp)
    return FileIntake(table, replace(intake, readings=(*spoken, *intake.readings)))


def _table(sheet: Sheet, columns: list[SheetColumn]) -> SheetTable | None:
    words = {fold(words) for one in columns for words in (one.label, *one.headings)}
    return find_table(transposed(sheet) if reads_better_turned(sheet, words) else sheet, words)


def _is_enough(mapping: Mapping[int, str], columns: list[SheetColumn]) -> bool:
    needed = {one.key for one in columns if one.required}
    return needed < set(mapping.values())
