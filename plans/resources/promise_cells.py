"""The cells of Phụ lục 02 that promise, read and compared with what the plan says."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import State
from ntm_portal.lib.workbooks.list_cells import read_list_cell
from ntm_portal.lib.workbooks.model import CellKind
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.tables import TableRow
from plans.goal_words import split_targets
from plans.models import Plan, PlanCommune
from plans.resources.promises import Promise, read_tiers, standing_promise
from plans.resources.target_checks import read_count
from plans.services.goals import goal_version

Codes = tuple[str, ...]
KEY = "targets"


def read_codes(
    cells: RowReader, row: TableRow, keys: tuple[str, str], codes: Sequence[str], *, what: str
) -> CellReading[Codes]:
    """The list of a cell beside its count. keys: of the list and of the count."""
    key, count_key = keys
    cell = cells.cell(row, key)
    if key == KEY and cell is not None and cell.kind is CellKind.TEXT:
        words, _ = split_targets(cell.text)
        cell = replace(cell, text=words) if words else None
    count = read_count(cells, row, count_key, what=what)
    found = read_list_cell(cell, codes, key=key, count=count, answers=cells.answers)
    is_blank = found.value is None and not (found.question or found.fault or found.note)
    if count and is_blank and key in cells.columns:
        return CellReading(fault=f"Ghi {count} tiêu chí nhưng chưa ghi tiêu chí nào.")
    return found


class PromiseCells:
    """asked: the answer to whether the sheet is of this plan's year."""

    def __init__(
        self, cells: RowReader, plan: Plan, codes: Sequence[str], asked: CellReading[str]
    ) -> None:
        self.cells = cells
        self.plan = plan
        self.codes = codes
        self.asked = asked

    def read(self, row: TableRow, plan_row: PlanCommune | None, what: str) -> CellReading[Promise]:
        """Targets and goals as far as the cell says any; a fault or a question of either."""
        targets = read_codes(self.cells, row, (KEY, "target_count"), self.codes, what=what)
        cell = self.cells.cell(row, KEY)
        _, words = split_targets(cell.text) if cell and cell.kind is CellKind.TEXT else ("", "")
        held = standing_promise(plan_row).goals
        goals = read_tiers(words, self.plan, held, self.cells.answers)
        for found in (targets, goals):
            if found.question or found.fault:
                return CellReading(question=found.question, fault=found.fault)
        return CellReading(Promise(targets.value or (), goals.value or {}))

    def take(
        self,
        row: TableRow,
        plan_row: PlanCommune | None,
        promised: CellReading[Promise],
        *,
        met_then: Collection[str],
        what: str,
    ) -> dict[str, Any]:
        """Tell what becomes of the cell; what has to be stored, {} for nothing.

        met_then: what is met on the baseline day once the sheet is stored.
        """
        standing = standing_promise(plan_row)
        before = standing.words(self.plan)
        said = self._said(row, promised, standing, what)
        if said is None:
            return {}
        reached = [code for code in said.targets if code in met_then]
        note = f"Tiêu chí {', '.join(reached)} đã đạt, không ghi vào phấn đấu." if reached else ""
        left = tuple(code for code in said.targets if code not in reached)
        is_form = self.cells.stamped(row, KEY) is not None
        wanted = self._whole(said, left, standing, is_form=is_form)
        key = KEY if self.cells.written(row, KEY) else "remark"
        words = wanted.words(self.plan)
        if note and wanted == standing:
            state = State.PASSED_OVER
            self.cells.say(row, key, state, what=what, read=words, before=before, message=note)
        elif self.cells.compare(row, key, words, before, what=what, message=note):
            return self._changes(plan_row, standing, wanted)
        return {}

    def _said(
        self, row: TableRow, promised: CellReading[Promise], standing: Promise, what: str
    ) -> Promise | None:
        """None where the row wants nothing, or it has to be asked or mended first."""
        before, stamped = standing.words(self.plan), self.cells.stamped(row, KEY)
        if stamped and self.cells.written(row, KEY) == stamped:
            self.cells.say(row, KEY, State.SAME, what=what, read=stamped, before=before)
            return None
        if self.cells.tell(row, KEY, promised, what=what) or promised.value is None:
            return None
        said = self._with_remark(row, promised.value, standing, what)
        if not (said.targets or said.goals):
            self.cells.compare(row, KEY, "", before, what=what)
            return None
        is_asked = self.cells.tell(row, KEY, self.asked, what=what)
        return None if is_asked else said

    def _with_remark(self, row: TableRow, said: Promise, standing: Promise, what: str) -> Promise:
        """Goals also from a column of remarks; other remarks are no part of the plan."""
        text = self.cells.words(row, "remark", what=what)
        if not text:
            return said
        found = read_tiers(text, self.plan, standing.goals, self.cells.answers)
        if found.fault:
            message = "Ghi chú không nêu mục tiêu cấp độ nên không nhập."
            self.cells.say(row, "remark", State.PASSED_OVER, what=what, message=message)
            return said
        self.cells.tell(row, "remark", found, what=what)
        return replace(said, goals={**(found.value or {}), **said.goals})

    def _whole(self, said: Promise, left: Codes, standing: Promise, *, is_form: bool) -> Promise:
        """What a row does not speak of stays; a cell of a form of our own speaks of both."""
        if is_form:
            return replace(said, targets=left)
        targets = left if said.targets else standing.targets
        return Promise(targets, {**standing.goals, **said.goals})

    def _changes(
        self, plan_row: PlanCommune | None, standing: Promise, wanted: Promise
    ) -> dict[str, Any]:
        """targets: code -> [whether it is one, id of the one that stands]; goals: [tier, action,
        year, version of the one that stands], "" for no action.
        """
        ids = {one.requirement.code: one.pk for one in plan_row.targets.all()} if plan_row else {}
        held = {goal.tier: goal for goal in plan_row.goals.all()} if plan_row else {}
        moved = set(standing.targets) ^ set(wanted.targets)
        tiers = [
            tier
            for tier in dict.fromkeys([*standing.goals, *wanted.goals])
            if standing.goals.get(tier) != wanted.goals.get(tier)
        ]
        none = ("", self.plan.first_year)
        return {
            "targets": {
                code: [code in wanted.targets, ids.get(code, 0)]
                for code in self.codes
                if code in moved
            },
            "goals": [
                [tier, *wanted.goals.get(tier, none), goal_version(held.get(tier))]
                for tier in tiers
            ],
        }
