"""Writes to a plan: targets and goals of its communes, each with its line of history."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from communes.boards import read_board
from communes.models import AdministrativeUnit
from criteria.models import Requirement
from criteria.rules import Verdict
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.access import EDITABLE
from plans.models import Plan, PlanChange, PlanCommune, PlanGoal, PlanTarget

TARGETED = "phấn đấu"


@dataclass(frozen=True)
class TargetChange:
    """Whether a commune shall target a criterion.

    seen: id of the target that the person saw, 0 where there was none; None: does not matter.
    """

    row: PlanCommune
    requirement: Requirement
    targeted: bool
    seen: int | None = None

    @property
    def place(self) -> str:
        return f"{self.row.name}, tiêu chí {self.requirement.code}"


@dataclass(frozen=True)
class TargetConflict:
    """Somebody else was faster: the target that now stands, None where there is none."""

    change: TargetChange
    newest: PlanTarget | None
    last: PlanChange | None


class StaleTargets(Exception):
    """Raised when a target no longer is what the person saw. Nothing of the batch is stored."""

    def __init__(self, conflicts: Sequence[TargetConflict]) -> None:
        super().__init__(f"{len(conflicts)} stale targets")
        self.conflicts = list(conflicts)


@transaction.atomic
def create_plan(*, plan: Plan, by: User) -> Plan:
    """Store a new plan with all communes of its unit on the baseline day, by official code.

    Raises ValidationError when the plan breaks a rule of its model.
    """
    plan.full_clean()
    plan.save()
    communes = (
        AdministrativeUnit.objects.at_or_below([plan.unit_id])
        .rural_communes()
        .existing_on(plan.baseline_on)
        .order_by("code")
    )
    PlanCommune.objects.bulk_create(
        PlanCommune(plan=plan, commune=commune, position=position)
        for position, commune in enumerate(communes, start=1)
    )
    PlanChange.objects.create(
        plan=plan, what="Lập kế hoạch", after=f"{len(communes)} xã", changed_by=by
    )
    return plan


@transaction.atomic
def set_heading(*, plan: Plan, heading: str, by: User) -> None:
    """Choose the title block of the plan's appendices. Raises Refused for a signed plan."""
    _lock(plan)
    before = plan.get_heading_display()
    if heading not in Plan.Heading.values:
        raise Refused(f"‘{heading[:40]}’ không phải kiểu tiêu đề. Chọn một kiểu trong danh sách.")
    if plan.heading == heading:
        return
    plan.heading = heading
    plan.save(update_fields=["heading"])
    PlanChange.objects.create(
        plan=plan,
        what="Tiêu đề phụ lục",
        before=before,
        after=plan.get_heading_display(),
        changed_by=by,
    )


@transaction.atomic
def set_targets(
    *, plan: Plan, changes: Sequence[TargetChange], by: User
) -> list[PlanTarget | None]:
    """Set or take away targets, all or none; returns the target that stands, per change.

    Raises Refused for a criterion already met on the plan's baseline day, a criterion of another
    set, or a signed plan; StaleTargets when a target moved meanwhile.
    """
    _lock(plan)
    _refuse_met(plan, [change for change in changes if change.targeted])
    keys = {(change.row.pk, change.requirement.pk) for change in changes}
    standing = {
        (target.row_id, target.requirement_id): target
        for target in PlanTarget.objects.filter(row__plan=plan, row__in={row for row, _ in keys})
    }
    conflicts = []
    outcome: list[PlanTarget | None] = []
    for change in changes:
        key = (change.row.pk, change.requirement.pk)
        target = standing.get(key)
        # Wanting what already stands is no conflict: the answer to the first try may be lost.
        if (target is not None) == change.targeted:
            outcome.append(target)
        elif change.seen is not None and change.seen != (target.pk if target else 0):
            conflicts.append(TargetConflict(change, target, _last_change(plan, change)))
        else:
            outcome.append(_switch(plan, change, target, by=by))
            standing[key] = outcome[-1]  # type: ignore[assignment]
    if conflicts:
        raise StaleTargets(conflicts)
    return outcome


@transaction.atomic
def set_goal(*, row: PlanCommune, action: str, tier: str, year: int, by: User) -> PlanGoal | None:
    """Set the tier goal of a commune; an empty action takes it away. Returns what stands.

    Raises Refused for a signed plan or a year outside it.
    """
    _lock(row.plan)
    before = PlanGoal.objects.filter(row=row).first()
    if not action:
        if before is not None:
            _note(row.plan, row, "Mục tiêu cấp độ", before=str(before), after="", by=by)
            before.delete()
        return None
    if not row.plan.first_year <= year <= row.plan.last_year:
        raise Refused(f"Năm {year} nằm ngoài kế hoạch {row.plan.years}. Chọn một năm của kế hoạch.")
    if before and (before.action, before.tier, before.year) == (action, tier, year):
        return before
    words = str(before or "")
    goal = before or PlanGoal(row=row)
    goal.action, goal.tier, goal.year = action, tier, year
    goal.full_clean()
    goal.save()
    _note(row.plan, row, "Mục tiêu cấp độ", before=words, after=str(goal), by=by)
    return goal


@transaction.atomic
def save_row(
    *,
    row: PlanCommune,
    changes: Sequence[TargetChange],
    action: str,
    tier: str,
    year: int,
    by: User,
) -> None:
    """All targets and the goal of one commune together: both are stored, or neither."""
    set_targets(plan=row.plan, changes=changes, by=by)
    set_goal(row=row, action=action, tier=tier, year=year, by=by)


def _lock(plan: Plan) -> None:
    """One writer at a time on a plan; what was read before the lock may be stale, so read again."""
    status = Plan.objects.select_for_update().values_list("status", flat=True).get(pk=plan.pk)
    if status not in EDITABLE:
        raise Refused(f"{plan.title}: đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh.")


def _refuse_met(plan: Plan, additions: Sequence[TargetChange]) -> None:
    for change in additions:
        requirement = change.requirement
        if (
            requirement.criteria_set_id != plan.criteria_set_id
            or requirement.kind != Requirement.Kind.CRITERION
        ):
            raise Refused(f"{change.place}: không phải tiêu chí của {plan.criteria_set.name}.")
    board = read_board(
        communes={change.row.commune for change in additions},
        criteria_set=plan.criteria_set,
        day=plan.baseline_on,
    )
    for change in additions:
        if board.square(change.row.commune, change.requirement).state == Verdict.MET:
            raise Refused(
                f"{change.place}: đã đạt từ ngày {format_day(plan.baseline_on)}, "
                "không thể là tiêu chí phấn đấu."
            )


def _switch(
    plan: Plan, change: TargetChange, target: PlanTarget | None, *, by: User
) -> PlanTarget | None:
    what = f"Tiêu chí {change.requirement.code}"
    if target is not None:
        target.delete()
        _note(plan, change.row, what, before=TARGETED, after="", by=by)
        return None
    target = PlanTarget.objects.create(row=change.row, requirement=change.requirement)
    _note(plan, change.row, what, before="", after=TARGETED, by=by)
    return target


def _note(
    plan: Plan, row: PlanCommune, what: str, *, before: str, after: str, by: User
) -> PlanChange:
    return PlanChange.objects.create(
        plan=plan, commune=row.commune, what=what, before=before, after=after, changed_by=by
    )


def _last_change(plan: Plan, change: TargetChange) -> PlanChange | None:
    return (
        PlanChange.objects.filter(
            plan=plan,
            commune=change.row.commune,
            what=f"Tiêu chí {change.requirement.code}",
        )
        .select_related("changed_by")
        .order_by("-pk")
        .first()
    )
