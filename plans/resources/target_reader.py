"""A sheet of Phụ lục 02 read commune by commune, and compared with the log and the plan."""

from collections.abc import Mapping
from typing import Any

from communes.models import AdministrativeUnit
from communes.names import How
from communes.resources.comparing import in_order
from communes.resources.listed import NOT_MET, REST, ListCells
from communes.resources.reading import BoardReader
from criteria.rules import Verdict
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, Stamp, State
from ntm_portal.lib.text import clean_line, fold, shown
from ntm_portal.lib.workbooks.lists import print_list
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.tables import SheetTable, TableRow
from plans.models import PlanCommune
from plans.resources.promise_cells import Codes, PromiseCells, read_codes
from plans.resources.promises import Promise
from plans.resources.target_checks import check_sums, other_day, other_year, read_count
from plans.resources.target_scope import TargetScope

STATUS, COMMUNE, ORDER = "status", "commune", "order"  # of stored rows


class TargetReader(BoardReader):
    scope: TargetScope

    def __init__(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: TargetScope,
        answers: Mapping[str, str],
        stamp: Stamp | None,
    ) -> None:
        super().__init__(table, mapping, scope=scope, answers=answers, stamp=stamp)
        self.plan = scope.plan
        self.cells = RowReader(table, mapping, answers, stamp, self.readings)
        self.codes = [one.code for one in scope.criteria]
        rows = self.plan.rows.select_related("commune").order_by("position")
        rows = rows.prefetch_related("targets__requirement", "goals")
        self.rows: dict[int, PlanCommune] = {row.commune_id: row for row in rows}
        self.printed = {fold(row.printed_name): row for row in rows if row.printed_name}
        self.taken: dict[int, TableRow] = {}
        self.stored: dict[int, dict[str, Any]] = {}
        self._lists = ListCells(self)
        self._day = other_day(self.cells, scope.day)
        self._promises = PromiseCells(
            self.cells, self.plan, self.codes, other_year(self.cells, self.plan)
        )

    def intake(self) -> Intake:
        readings, compared = self._lists.merged(self.compared(), self.readings)
        self.readings[:] = readings
        ordered = self._order()
        check_sums(self.cells)
        rows = [_row(one["row"], STATUS, one) for one in in_order(compared)]
        rows += [_row(number, COMMUNE, data) for number, data in self.stored.items()]
        return Intake(tuple(self.readings), (*rows, *ordered))

    def read_row(self, row: TableRow, commune: AdministrativeUnit) -> None:
        what = commune.full_name
        first = self.taken.setdefault(commune.pk, row)
        if first is not row:
            message = f"{what} đã có ở dòng {first.number}. Giữ một dòng."
            self.cells.say(row, "commune", State.ERROR, what=what, message=message)
            return
        plan_row = self.rows.get(commune.pk)
        met = read_codes(self.cells, row, ("list", "count"), self.codes, what=what)
        promised = self._promises.read(row, plan_row, what)
        self._place(row, commune, what)
        if self._breaks_its_total(row, met, promised, what):
            return
        self._take_met(row, commune, met, what)
        changes = self._promises.take(
            row, plan_row, promised, met_then=self._met_then(commune, met), what=what
        )
        if changes:
            self._store(row, commune).update(changes)

    # What is met

    def _take_met(
        self, row: TableRow, commune: AdministrativeUnit, met: CellReading[Codes], what: str
    ) -> None:
        """Into the log, by the lists of the board: in the same words, with the same question."""
        text, stamped = self.cells.written(row, "list"), self.cells.stamped(row, "list")
        before = self._standing_list(commune)
        if stamped is not None and text in ("", stamped):
            if stamped:
                state = State.SAME if text else State.PASSED_OVER
                self.cells.say(row, "list", state, what=what, read=text, before=before)
        elif met.value is None:
            self.cells.tell(row, "list", met, what=what)
        elif stamped is not None and before not in (stamped, print_list(met.value)):
            message = f"Trên cổng nay là ‘{shown(before)}’. Giữ một trong hai, sửa trên cổng."
            self.cells.say(row, "list", State.CONFLICT, what=what, before=before, message=message)
        elif fault := self._not_writable(commune):
            self.cells.say(row, "list", State.ERROR, what=what, message=fault)
        elif not self.cells.tell(row, "list", self._day, what=what) and self._day.value:
            self._lists.read(row, self.columns["list"], commune, None)

    def _standing_list(self, commune: AdministrativeUnit) -> str:
        return print_list([code for code in self.codes if code in self._held(commune)])

    def _held(self, commune: AdministrativeUnit) -> set[str]:
        verdict = self.portal.verdict
        return {one.code for one in self.scope.criteria if verdict(commune, one) == Verdict.MET}

    def _met_then(self, commune: AdministrativeUnit, met: CellReading[Codes]) -> set[str]:
        """What will be met on the baseline day once the sheet is stored."""
        listed = set(met.value or ())
        if met.value is not None and self.answers.get(REST) == NOT_MET:
            return listed
        return self._held(commune) | listed

    def _not_writable(self, commune: AdministrativeUnit) -> str:
        if commune.pk in self.scope.writable:
            return ""
        day = format_day(self.scope.day)
        if self.scope.day > self.scope.today:
            return f"Ngày gốc {day} chưa tới, chưa ghi được kết quả. Sửa ngày gốc của kế hoạch."
        return f"{commune.full_name} không áp dụng bộ tiêu chí này vào ngày {day}."

    def _breaks_its_total(
        self, row: TableRow, met: CellReading[Codes], promised: CellReading[Promise], what: str
    ) -> bool:
        """One of three cells is wrong then, and nobody knows which: none is stored."""
        planned = read_count(self.cells, row, "planned", what=what)
        if planned is None or met.value is None or promised.value is None:
            return False
        whole = len({*met.value, *promised.value.targets})
        if planned == whole:
            return False
        message = f"Ghi {planned} tiêu chí nhưng đã đạt và phấn đấu cộng lại {whole}."
        self.cells.say(row, "planned", State.ERROR, what=what, message=message)
        for key in ("list", "targets"):
            if self.cells.written(row, key):
                message = "Chưa ghi: tổng số tiêu chí của dòng chưa khớp."
                self.cells.say(row, key, State.PASSED_OVER, what=what, message=message)
        return True

    # The commune's place and spelling in the plan

    def _place(self, row: TableRow, commune: AdministrativeUnit, what: str) -> None:
        plan_row = self.rows.get(commune.pk)
        printed = self._printed_name(row, commune)
        if plan_row is None:
            message = "Thêm xã vào kế hoạch."
            self.cells.say(row, "commune", State.NEW, what=what, read=what, message=message)
        elif printed and printed != plan_row.printed_name:
            self.cells.say(
                row, "commune", State.CHANGED, what=what, read=printed, before=plan_row.name
            )
        else:
            return
        self._store(row, commune)["printed"] = printed

    def _printed_name(self, row: TableRow, commune: AdministrativeUnit) -> str:
        """Another spelling than the official one, as the plan prints it: "Xã Sần Viên"."""
        text = clean_line(self.cells.written(row, "commune"))
        if self.stamp is not None or text == commune.code or text.isupper():
            return ""
        match = self._names_here.resolve(text)
        if match.unit is not None and match.how is not How.ALIAS:
            return ""
        kind = commune.get_kind_display()
        named = fold(text).startswith(f"{fold(kind)} ")
        return text if named else f"{kind.capitalize()} {text}"

    def _resolved(self, text: str) -> CellReading[AdministrativeUnit]:
        """First as this plan spells its communes."""
        if row := self.printed.get(fold(text)):
            return CellReading(self._communes[row.commune.code])
        return super()._resolved(text)

    def _store(self, row: TableRow, commune: AdministrativeUnit) -> dict[str, Any]:
        plan_row = self.rows.get(commune.pk)
        blank = {
            "commune": commune.pk,
            "is_new": plan_row is None,
            "printed": "",
            "seen_printed": plan_row.printed_name if plan_row else "",
            "targets": {},
            "goals": [],
        }
        return self.stored.setdefault(row.number, blank)

    def _order(self) -> list[dict[str, Any]]:
        """A sheet of all the plan's communes gives their order; a form that was sorted does not."""
        held = [*self.rows, *(pk for pk in self.taken if pk not in self.rows)]
        if self.stamp is not None or len(held) != len(self.taken) or held == [*self.taken]:
            return []
        moved = []
        for place, (pk, row) in enumerate(self.taken.items(), start=1):
            before = held.index(pk) + 1
            if before != place:
                moved.append(row.number)
                what = f"{self.rows[pk].name if pk in self.rows else 'Xã mới'}, thứ tự"
                self.cells.say(
                    row, "number", State.CHANGED, what=what, read=str(place), before=str(before)
                )
        return [_row(moved[0], ORDER, {"communes": [*self.taken], "seen": held})]


def _row(number: int, what: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"row": number, "what": what, "data": dict(data)}
