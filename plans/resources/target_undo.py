"""An import of Phụ lục 02 taken back, while nobody has edited since."""

from collections.abc import Iterator, Mapping, Sequence

from accounts.models import User
from communes.resources.storing import take_back as take_back_cells
from ntm_portal.lib.imports import Effect
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune
from plans.resources.target_reader import COMMUNE, ORDER, STATUS
from plans.resources.target_scope import TargetScope
from plans.resources.target_store import put_in_order
from plans.services.communes import place_commune, remove_commune
from plans.services.conflicts import TargetChange
from plans.services.goals import goal_version, set_goal
from plans.services.history import lock
from plans.services.plan import set_targets


def take_back(effects: Sequence[Effect], *, scope: TargetScope, by: User) -> None:
    """Raises Refused, naming the place, where somebody has edited a result or a row since."""
    lock(scope.plan)
    of = {what: [one for one in effects if one["what"] == what] for what in (COMMUNE, ORDER)}
    rows = {row.commune_id: row for row in scope.plan.rows.select_related("commune")}
    for row in rows.values():
        row.plan = scope.plan
    for effect in of[COMMUNE]:
        _refuse_edited(effect, rows)
    for effect in of[ORDER]:
        now = sorted(rows, key=lambda pk: rows[pk].position)
        if now != effect["after"]:
            raise _edited("Thứ tự các xã")
        put_in_order(rows, effect["before"], by=by)
    # Targets that came go before the results, those that went come back behind them: no target
    # may stand on what is met.
    _set_back(of[COMMUNE], rows, scope, came=True, by=by)
    statuses = [effect for effect in effects if effect["what"] == STATUS]
    take_back_cells(statuses, scope=scope, by=by)
    _set_back(of[COMMUNE], rows, scope, came=False, by=by)
    for effect in of[COMMUNE]:
        _row_back(effect, rows[effect["commune"]], by=by)


def _set_back(
    effects: Sequence[Effect],
    rows: Mapping[int, PlanCommune],
    scope: TargetScope,
    *,
    came: bool,
    by: User,
) -> None:
    criteria = {one.code: one for one in scope.criteria}
    changes = [
        TargetChange(rows[effect["commune"]], criteria[code], targeted=not came)
        for effect in effects
        for code, wanted in effect["targets"].items()
        if wanted is came
    ]
    if changes:
        set_targets(plan=scope.plan, changes=changes, by=by)


def _row_back(effect: Effect, row: PlanCommune, *, by: User) -> None:
    for tier, before, _ in effect["goals"]:
        action, _, year = before.partition(" ")
        set_goal(row=row, action=action, tier=tier, year=int(year or row.plan.first_year), by=by)
    if effect["is_new"]:
        remove_commune(row=row, by=by)
        return
    before, after = effect["printed"]
    if before != after:
        row.refresh_from_db(fields=["position"])
        place_commune(row=row, printed_name=before, position=row.position, seen=after, by=by)


def _refuse_edited(effect: Effect, rows: Mapping[int, PlanCommune]) -> None:
    row = rows.get(effect["commune"])
    if row is None:
        raise _edited(f"Dòng {effect['row']} của bảng")
    if any(_differences(effect, row)):
        raise _edited(row.name)


def _differences(effect: Effect, row: PlanCommune) -> Iterator[bool]:
    held = set(row.targets.values_list("requirement__code", flat=True))
    yield any((code in held) != wanted for code, wanted in effect["targets"].items())
    goals = {goal.tier: goal_version(goal) for goal in row.goals.all()}
    yield any(goals.get(tier, "") != after for tier, _, after in effect["goals"])
    yield row.printed_name != effect["printed"][1]


def _edited(place: str) -> Refused:
    return Refused(
        f"{place}: đã có người sửa sau lần nhập này, nên không hoàn tác gì. Sửa ở trang kế hoạch."
    )
