"""A sheet of communes read row by row: which commune a row is, and what its cells become."""

from collections.abc import Mapping
from typing import Any

from communes.models import AdministrativeUnit
from communes.resources.commune_names import CommuneNames
from communes.resources.comparing import Portal, in_order, repeated
from communes.resources.scopes import BoardScope
from communes.resources.wanted import Compared, Wanted
from criteria.figures import Said
from criteria.models import Requirement
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import (
    Intake,
    Question,
    Reading,
    SheetColumn,
    Stamp,
    State,
)
from ntm_portal.lib.text import lower_first, shown
from ntm_portal.lib.workbooks.model import SheetCell
from ntm_portal.lib.workbooks.questions import CellReading, ask
from ntm_portal.lib.workbooks.tables import SheetTable, TableRow
from ntm_portal.lib.workbooks.written import written

COMMUNE = SheetColumn(
    "commune",
    "Xã",
    ("Tên xã", "Đơn vị", "Tên đơn vị", "Xã, thị trấn", "Đơn vị hành chính", "Mã xã", "Mã đơn vị"),
    required=True,
)
NOTE = SheetColumn("note", "Ghi chú", ("Ghi chú, giải trình",))
ERASED = "o-da-xoa"
TAKE_BACK, LEAVE = "rut", "giu"


def key_of(requirement: Requirement) -> str:
    """ "criterion:5", "indicator:5.1": the same in every edition that has the number."""
    return f"{requirement.kind.lower()}:{requirement.code}"


def column_of(requirement: Requirement) -> SheetColumn:
    code, name = requirement.code, requirement.name
    short = "TC" if requirement.parent_id is None else "CT"
    label = requirement.label
    # A criterion with one indicator shares its number with it: a bare "5" is the criterion's.
    is_bare = requirement.parent_id is None or "." in code
    headings = (
        *([code] if is_bare else ()),
        f"{short}{code}",
        f"{short} {code}",
        name,
        f"{code}. {name}",
        f"{label}: {name}",
    )
    return SheetColumn(key_of(requirement), label, headings)


class BoardReader:
    """One reading of one table; subclasses know what the cells of a row say."""

    def __init__(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: BoardScope,
        answers: Mapping[str, str],
        stamp: Stamp | None,
    ) -> None:
        self.table = table
        self.scope = scope
        self.answers = answers
        self.stamp = stamp
        self.portal = Portal(scope)
        self.columns = {key: column for column, key in mapping.items()}
        by_key = {key_of(one): one for one in scope.requirements}
        self.requirements = {
            column: by_key[key] for column, key in mapping.items() if key in by_key
        }
        self.wanted: list[Wanted] = []
        self.readings: list[Reading] = []
        self._communes = {one.code: one for one in scope.communes}
        self._commune_names = CommuneNames(scope)
        self._names_here = self._commune_names.names

    def read(self) -> Intake:
        if self.stamp is None and "commune" not in self.columns:
            raise Refused("Chưa chọn cột tên xã. Chọn cột có tên hoặc mã xã.")
        for row in self.table.rows:
            if row.passed_over:
                continue
            commune = self._commune(row)
            if commune is not None:
                self.read_row(row, commune)
        return self.intake()

    def read_row(self, row: TableRow, commune: AdministrativeUnit) -> None:
        raise NotImplementedError

    def intake(self) -> Intake:
        compared = self.compared()
        self.readings += [one.as_reading for one in compared]
        return Intake(tuple(self.readings), tuple(in_order(compared)))

    def compared(self) -> list[Compared]:
        twice = repeated(self.wanted)
        good = [one for one in self.wanted if (one.row, one.column) not in twice]
        for one in self.wanted:
            if (one.row, one.column) in twice:
                self.say(one, State.ERROR, message=twice[one.row, one.column])
        once = {one.key: one for one in reversed(good)}
        for one in good:
            if once[one.key] is not one:
                self.say(one, State.PASSED_OVER, message=f"Như dòng {once[one.key].row}.")
        return self.portal.compare(once[key] for key in dict.fromkeys(one.key for one in good))

    # A row's commune

    def _commune(self, row: TableRow) -> AdministrativeUnit | None:
        """None where the row says nothing, or not of whom: that is told beside its name."""
        if self.stamp and (identity := self.stamp.identities.get(row.number)):
            commune = self._communes.get(identity)
            if commune is None:
                self._tell(row, "", f"Xã mã {shown(identity)} không thuộc {self.scope.unit}.")
            return commune
        text = written(row.cells.get(self.columns.get("commune", 0)))
        if not text:
            if any(column in row.cells for column in self.columns.values()):
                self._tell(row, text, "Dòng có số liệu nhưng chưa ghi tên xã. Ghi tên hoặc mã xã.")
            return None
        found = self._resolved(text)
        if found.question or found.fault:
            self._tell(row, text, found.fault, found.question)
        return found.value

    def _resolved(self, text: str) -> CellReading[AdministrativeUnit]:
        return self._commune_names.find(text, self.answers)

    def _tell(
        self, row: TableRow, text: str, message: str, question: Question | None = None
    ) -> None:
        column = self.columns.get("commune", min(self.columns.values(), default=1))
        if question:
            reading = Reading(
                row.number, column, State.ASK, text, message=question.text, question=question
            )
        else:
            reading = Reading(row.number, column, State.ERROR, text, message=message)
        self.readings.append(reading)

    # A cell's words

    def take(
        self,
        row: TableRow,
        column: int,
        commune: AdministrativeUnit,
        requirement: Requirement,
        found: CellReading[Said],
        *,
        note: str | None = None,
    ) -> None:
        """What the cell was read as, on its way to be compared; nothing for an empty one."""
        cell = row.cells.get(column)
        version = None
        if form := self._form_cell(row, requirement):
            text, version = form
            if self._still_says(text, cell, requirement, found):
                if cell is not None:
                    words = self.portal.words(commune, requirement)
                    self.tell_cell(row, column, commune, requirement, State.SAME, before=words)
                return
            if cell is None and found.value is None:
                found = self._erased(row, column)
        wanted = Wanted(
            row.number,
            column,
            commune,
            requirement,
            found.value or Said(),
            written(cell),
            note,
            " ".join(filter(None, (cell.remark if cell else "", found.note))),
            version,
        )
        if found.question:
            self.say(wanted, State.ASK, message=found.question.text, question=found.question)
        elif found.fault:
            self.say(wanted, State.ERROR, message=found.fault)
        elif found.value is not None:
            self.wanted.append(wanted)
        elif found.note:
            self.say(wanted, State.PASSED_OVER, message=found.note)

    def say(self, wanted: Wanted, state: State, **more: Any) -> None:
        before = self.portal.words(wanted.commune, wanted.requirement)
        self.readings.append(
            Reading(
                wanted.row,
                wanted.column,
                state,
                wanted.written,
                before=before,
                what=wanted.place,
                **more,
            )
        )

    def tell_cell(
        self,
        row: TableRow,
        column: int,
        commune: AdministrativeUnit,
        requirement: Requirement,
        state: State,
        **more: Any,
    ) -> None:
        text = written(row.cells.get(column))
        place = f"{commune.full_name}, {lower_first(requirement.label)}"
        self.readings.append(Reading(row.number, column, state, text, what=place, **more))

    def tell_name(
        self,
        row: TableRow,
        column: int,
        commune: AdministrativeUnit,
        found: CellReading[Requirement],
    ) -> None:
        """Beside the name of a criterion that was not found out; an empty one says nothing."""
        text, place = written(row.cells.get(column)), commune.full_name
        if found.question:
            state, message = State.ASK, found.question.text
        elif found.fault:
            state, message = State.ERROR, found.fault
        elif found.note:
            state, message = State.PASSED_OVER, found.note
        else:
            return
        self.readings.append(
            Reading(
                row.number,
                column,
                state,
                text,
                what=place,
                message=message,
                question=found.question,
            )
        )

    def _form_cell(self, row: TableRow, requirement: Requirement) -> tuple[str, int] | None:
        if self.stamp is None:
            return None
        identity = self.stamp.identities.get(row.number, "")
        return self.stamp.cells.get((identity, key_of(requirement)))

    def _still_says(
        self,
        text: str,
        cell: SheetCell | None,
        requirement: Requirement,
        found: CellReading[Said],
    ) -> bool:
        if written(cell) == text:
            return True
        return (
            bool(text) and found.value is not None and found.value == self.said(text, requirement)
        )

    def said(self, text: str, requirement: Requirement) -> Said | None:
        """What a form of our own means by the text that it wrote."""
        raise NotImplementedError

    def _erased(self, row: TableRow, column: int) -> CellReading[Said]:
        question = Question(
            ERASED,
            "Ô của biểu mẫu đã bị xóa trắng. Rút kết quả đã ghi, hay giữ như trên cổng?",
            ((TAKE_BACK, "Rút kết quả đã ghi"), (LEAVE, "Giữ như trên cổng")),
        )
        found = ask(question, self.answers, str)
        if found.value == TAKE_BACK:
            return CellReading(value=Said())
        return CellReading(question=found.question, note="Giữ như trên cổng.")
