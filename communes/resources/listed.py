"""Cells that list the criteria that are met ("1-9, 11"): one of the sheet, many of the board."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communes.models import AdministrativeUnit
from communes.resources.said_cells import verdict_beside
from communes.resources.wanted import Compared, Wanted
from criteria.models import Requirement
from criteria.rules import Verdict
from ntm_portal.lib.sheet_kinds import Question, Reading, State
from ntm_portal.lib.workbooks.list_cells import read_list_cell
from ntm_portal.lib.workbooks.lists import print_list
from ntm_portal.lib.workbooks.questions import CellReading, ask
from ntm_portal.lib.workbooks.tables import TableRow
from ntm_portal.lib.workbooks.written import written

if TYPE_CHECKING:
    from communes.resources.reading import BoardReader

REST = "tieu-chi-con-lai"
NOT_MET, SILENT = "chua-dat", "khong-ghi"
_REST = Question(
    REST,
    "Tiêu chí không có trong danh sách là Chưa đạt, hay bảng không nói gì về chúng?",
    ((NOT_MET, "Chưa đạt"), (SILENT, "Không ghi gì")),
)
# What becomes of a list whose criteria become different things.
_WORST_FIRST = (State.ERROR, State.ASK, State.CHANGED, State.NEW, State.SAME, State.PASSED_OVER)


class ListCells:
    """The lists of one sheet, read for a reader."""

    def __init__(self, reader: "BoardReader") -> None:
        self._reader = reader
        scope = reader.scope
        # A criterion goes before an indicator of the same number.
        self._by_code = {one.code: one for one in (*scope.indicators, *scope.criteria)}
        self._codes = [one.code for one in (*scope.criteria, *scope.indicators)]
        self._asked: dict[tuple[int, int], Reading] = {}
        self._communes: dict[tuple[int, int], AdministrativeUnit] = {}
        self._written: dict[tuple[int, int], str] = {}

    def read(
        self, row: TableRow, column: int, commune: AdministrativeUnit, count: int | None
    ) -> None:
        cell = row.cells.get(column)
        found = read_list_cell(
            cell, self._codes, key="list", count=count, answers=self._reader.answers
        )
        place = row.number, column
        self._communes[place], self._written[place] = commune, written(cell)
        if found.value is None:
            self._tell(place, found.question, found.fault, found.note)
            return
        listed = {self._by_code[code] for code in found.value}
        for one in sorted(listed, key=lambda one: one.position):
            self._want(place, commune, one, Verdict.MET, found.note)
        self._read_rest(place, commune, listed)

    def _read_rest(
        self, place: tuple[int, int], commune: AdministrativeUnit, listed: set[Requirement]
    ) -> None:
        """What is not in the list is said only by a person; nothing is asked where it changes
        nothing.
        """
        marked = set(self._reader.requirements.values())
        rest = [
            one
            for one in self._reader.scope.criteria
            if one not in listed and one not in marked and not self._does_not_apply(commune, one)
        ]
        if all(self._is_not_met_today(commune, one) for one in rest):
            return
        found: CellReading[str] = ask(_REST, self._reader.answers, str)
        if found.question:
            self._tell(place, found.question, "", "")
        elif found.value == NOT_MET:
            for one in rest:
                self._want(place, commune, one, Verdict.NOT_MET, "")

    def _does_not_apply(self, commune: AdministrativeUnit, one: Requirement) -> bool:
        return self._reader.portal.verdict(commune, one) == Verdict.NOT_APPLICABLE

    def _is_not_met_today(self, commune: AdministrativeUnit, one: Requirement) -> bool:
        entry = self._reader.portal.standing(commune, one)
        return (
            entry is not None
            and entry.observed_on == self._reader.scope.day
            and self._reader.portal.verdict(commune, one) == Verdict.NOT_MET
        )

    def _want(
        self,
        place: tuple[int, int],
        commune: AdministrativeUnit,
        one: Requirement,
        verdict: Verdict,
        remark: str,
    ) -> None:
        said = verdict_beside(verdict, self._reader.portal.standing(commune, one))
        text = self._written[place]
        self._reader.wanted.append(Wanted(*place, commune, one, said, text, remark=remark))

    def _tell(
        self, place: tuple[int, int], question: Question | None, fault: str, note: str
    ) -> None:
        if not (question or fault or note):
            return
        state = State.ASK if question else State.ERROR if fault else State.PASSED_OVER
        message = question.text if question else fault or note
        self._asked[place] = Reading(
            *place, state, self._written[place], message=message, question=question
        )

    def merged(
        self, compared: Sequence[Compared], readings: Sequence[Reading]
    ) -> tuple[list[Reading], list[Compared]]:
        """One reading per list instead of one per criterion, and what is stored.

        Of a list with an error nothing is stored.
        """
        parts: dict[tuple[int, int], list[Reading]] = defaultdict(list)
        met: dict[tuple[int, int], list[Requirement]] = defaultdict(list)
        others: list[Reading] = []
        for one in [*readings, *(one.as_reading for one in compared)]:
            place = one.row, one.column
            (parts[place] if place in self._communes else others).append(one)
        for found in compared:
            if found.wanted.said.verdict is Verdict.MET:
                met[found.wanted.row, found.wanted.column].append(found.wanted.requirement)
        lists = {
            place: self._whole(place, parts[place], met[place])
            for place in self._communes
            if parts[place] or place in self._asked
        }
        wrong = {place for place, one in lists.items() if one.state is State.ERROR}
        stored = [one for one in compared if (one.wanted.row, one.wanted.column) not in wrong]
        return [*others, *lists.values()], stored

    def _whole(
        self, place: tuple[int, int], parts: Sequence[Reading], met: Sequence[Requirement]
    ) -> Reading:
        asked = [self._asked[place]] if place in self._asked else []
        worst = min([*asked, *parts], key=lambda one: _WORST_FIRST.index(one.state))
        commune = self._communes[place]
        criteria = self._reader.scope.criteria
        standing = [
            one.code for one in criteria if self._reader.portal.verdict(commune, one) == Verdict.MET
        ]
        return Reading(
            *place,
            worst.state,
            self._written[place],
            read=print_list([one.code for one in sorted(met, key=lambda one: one.position)]),
            before=print_list(standing),
            what=worst.what if worst.state is State.ERROR and worst.what else commune.full_name,
            message=worst.message,
            question=worst.question,
        )
