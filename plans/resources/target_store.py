"""Phụ lục 02 from a sheet on its way into the log and the plan: by the services, all or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from communes.resources.storing import CellResource
from ntm_portal.lib.imports import Effect, ServiceResource, of_row
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune
from plans.resources.target_reader import COMMUNE, ORDER, STATUS
from plans.resources.target_scope import TargetScope
from plans.services.communes import add_communes, place_commune
from plans.services.conflicts import StalePlan, TargetChange
from plans.services.goals import set_goal
from plans.services.history import lock
from plans.services.plan import set_targets

Line = Mapping[str, Any]
CONFLICT = 409


class TargetResource(ServiceResource):
    """row: what it is, and its data; results first, so that targets know what is met.

    Effects: {"what": STATUS, …} as `CellResource`, one COMMUNE for each commune, one ORDER.
    """

    def __init__(self, scope: TargetScope) -> None:
        super().__init__()
        self._scope = scope
        self._cells = CellResource(scope)
        self._communes = {one.pk: one for one in scope.communes}
        self._criteria = {one.code: one for one in scope.criteria}

    def line(self, row: Mapping[str, Any]) -> Line:
        data = row["data"]
        if row["what"] == STATUS:
            return {**row, "data": self._cells.line(data)}
        if row["what"] == COMMUNE and data["commune"] not in self._communes:
            raise Refused("Xã này không thuộc kế hoạch. Xem trước lại.")
        return row

    def store(self, lines: Sequence[Line], *, by: Any) -> list[Effect]:
        plan = self._scope.plan
        lock(plan)
        of = {
            what: [one for one in lines if one["what"] == what] for what in (STATUS, COMMUNE, ORDER)
        }
        new = [
            self._communes[one["data"]["commune"]] for one in of[COMMUNE] if one["data"]["is_new"]
        ]
        add_communes(plan=plan, communes=new, by=by)
        effects: list[Effect] = [
            {"what": STATUS, **effect}
            for effect in self._cells.store([one["data"] for one in of[STATUS]], by=by)
        ]
        rows = {row.commune_id: row for row in plan.rows.select_related("commune")}
        for row in rows.values():
            row.plan = plan
        try:
            for one in of[COMMUNE]:
                with of_row(one["row"]):
                    effects.append(self._write(one, rows[one["data"]["commune"]], by=by))
            self._set_targets(of[COMMUNE], rows, by=by)
            effects += [self._order(one, rows, by=by) for one in of[ORDER]]
        except StalePlan as stale:
            raise Refused(stale.conflicts[0].sentence, status=CONFLICT) from stale
        return effects

    def _write(self, line: Line, row: PlanCommune, *, by: User) -> Effect:
        data = line["data"]
        before = row.printed_name
        if data["printed"]:
            place_commune(
                row=row,
                printed_name=data["printed"],
                position=row.position,
                seen=data["seen_printed"],
                by=by,
            )
        for tier, action, year, seen in data["goals"]:
            set_goal(row=row, action=action, tier=tier, year=year, by=by, seen=seen)
        return {
            "what": COMMUNE,
            "row": line["row"],
            "commune": row.commune_id,
            "is_new": data["is_new"],
            "printed": [before, data["printed"] or before],
            "targets": {code: wanted for code, (wanted, _) in data["targets"].items()},
            "goals": [[tier, seen, f"{action} {year}" if action else ""]
                      for tier, action, year, seen in data["goals"]],
        }  # fmt: skip

    def _set_targets(
        self, lines: Sequence[Line], rows: Mapping[int, PlanCommune], *, by: User
    ) -> None:
        """All at once; only where something is refused one by one, to say which row it is."""
        changes = {one["row"]: self._changes(one, rows) for one in lines}
        whole = [change for some in changes.values() for change in some]
        try:
            set_targets(plan=self._scope.plan, changes=whole, by=by)
        except Refused:
            for number, some in changes.items():
                with of_row(number):
                    set_targets(plan=self._scope.plan, changes=some, by=by)
            raise

    def _changes(self, line: Line, rows: Mapping[int, PlanCommune]) -> list[TargetChange]:
        data = line["data"]
        row = rows[data["commune"]]
        return [
            TargetChange(row, self._criteria[code], targeted=wanted, seen=seen)
            for code, (wanted, seen) in data["targets"].items()
        ]

    def _order(self, line: Line, rows: Mapping[int, PlanCommune], *, by: User) -> Effect:
        before = [row.commune_id for row in sorted(rows.values(), key=lambda row: row.position)]
        order = [pk for pk in line["data"]["communes"] if pk in rows]
        put_in_order(rows, order, by=by)
        return {"what": ORDER, "before": before, "after": order}


def put_in_order(rows: Mapping[int, PlanCommune], order: Sequence[int], *, by: User) -> None:
    """rows: by the id of their commune."""
    for place, pk in enumerate(order, start=1):
        row = rows[pk]
        row.refresh_from_db(fields=["printed_name"])
        name = row.printed_name
        place_commune(row=row, printed_name=name, position=place, seen=name, by=by)
