"""Writes to a plan: targets and goals of its communes, each with its line of history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from communes.boards import read_board
from communes.models import AdministrativeUnit
from criteria.models import Requirement
from criteria.rules import Verdict
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanChange, PlanCommune, PlanGoal, PlanTarget
from plans.services.history import last_change, lock, note

TARGETED, UNTARGETED = "phấn đấu", "không phấn đấu"
GOAL = "Mục tiêu cấp độ"


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
    def key(self) -> tuple[int, int]:
        """(row id, requirement id)"""
        return self.row.pk, self.requirement.pk

    @property
    def what(self) -> str:
        """As the history names it."""
        return criterion_words(self.requirement)

    @property
    def place(self) -> str:
        return f"{self.row.name}, tiêu chí {self.requirement.code}"


def criterion_words(requirement: Requirement) -> str:
    """What the history of a plan writes for a target."""
    return f"Tiêu chí {requirement.code}"


@dataclass(frozen=True)
class PlanConflict:
    """Somebody else was faster.

    standing: what stands now, in words. last: the newest line of history about it, if any.
    change, newest: for a target, what was wanted and the target that stands (None: there is none).
    """

    place: str
    standing: str
    last: PlanChange | None
    change: TargetChange | None = None
    newest: PlanTarget | None = None

    @property
    def sentence(self) -> str:
        who = f"{self.last.changed_by} vừa đổi" if self.last else "vừa được đổi"
        return f"{self.place}: {who}, nay là “{self.standing}”. Xem lại rồi lưu."


class StalePlan(Exception):
    """Raised when something no longer is what the person saw. Nothing of the request is stored."""

    def __init__(self, conflicts: Sequence[PlanConflict]) -> None:
        super().__init__(f"{len(conflicts)} stale places of a plan")
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
    note(plan, None, "Lập kế hoạch", "", f"{len(communes)} xã", by=by)
    return plan


@transaction.atomic
def set_heading(*, plan: Plan, heading: str, by: User) -> None:
    """Choose the title block of the plan's appendices. Raises Refused for a signed plan."""
    lock(plan)
    plan.refresh_from_db(fields=["heading"])
    before = plan.get_heading_display()
    if heading not in Plan.Heading.values:
        raise Refused(f"‘{heading[:40]}’ không phải kiểu tiêu đề. Chọn một kiểu trong danh sách.")
    if plan.heading == heading:
        return
    plan.heading = heading
    plan.save(update_fields=["heading"])
    note(plan, None, "Tiêu đề phụ lục", before, plan.get_heading_display(), by=by)


@transaction.atomic
def update_plan(*, plan: Plan, by: User) -> None:
    """Store the changed fields of a plan, each with its line of history.

    Raises Refused for a signed plan, ValidationError when the plan breaks a rule of its model.
    """
    lock(plan)
    plan.full_clean()
    stored = Plan.objects.select_related("unit", "criteria_set").get(pk=plan.pk)
    for field in Plan._meta.concrete_fields:
        before, after = (_printed(one, field.name) for one in (stored, plan))
        if before != after:
            note(plan, None, str(field.verbose_name).capitalize(), before, after, by=by)
    plan.save()


@transaction.atomic
def set_targets(
    *, plan: Plan, changes: Sequence[TargetChange], by: User
) -> list[PlanTarget | None]:
    """Set or take away targets, all or none; returns the target that stands, per change.

    Raises Refused for a criterion already met on the plan's baseline day, a criterion of another
    set, or a signed plan; StalePlan when a target moved meanwhile.
    """
    lock(plan)
    if len({change.key for change in changes}) != len(changes):
        raise Refused("Một ô được gửi hai lần trong cùng một lượt. Tải lại trang rồi làm lại.")
    rows = {change.row.pk for change in changes}
    standing = {
        (target.row_id, target.requirement_id): target
        for target in PlanTarget.objects.filter(row__plan=plan, row__in=rows)
    }
    # Wanting what already stands is no conflict: the answer to the first try may be lost.
    news = [change for change in changes if (change.key in standing) != change.targeted]
    conflicts = [
        _target_conflict(plan, change, standing.get(change.key))
        for change in news
        if change.seen not in (None, _version(standing.get(change.key)))
    ]
    if conflicts:
        raise StalePlan(conflicts)
    _refuse_met(plan, [change for change in news if change.targeted])
    for change in news:
        target = _switch(plan, change, standing.pop(change.key, None), by=by)
        if target is not None:
            standing[change.key] = target
    return [standing.get(change.key) for change in changes]


@transaction.atomic
def set_goal(
    *, row: PlanCommune, action: str, tier: str, year: int, by: User, seen: str | None = None
) -> PlanGoal | None:
    """Set the tier goal of a commune; an empty action takes it away. Returns what stands.

    seen: `goal_version` of the goal that the person saw; None: does not matter.
    Raises Refused for a signed plan or a year outside it, StalePlan when the goal moved meanwhile.
    """
    lock(row.plan)
    goal = PlanGoal.objects.filter(row=row).first()
    before = str(goal or "")
    if seen not in (None, goal_version(goal)):
        last = last_change(row.plan, row, what=GOAL)
        raise StalePlan([PlanConflict(f"{row.name}, mục tiêu", before or "không có", last)])
    if not action:
        if goal is not None:
            note(row.plan, row, GOAL, before, "", by=by)
            goal.delete()
        return None
    if not row.plan.first_year <= year <= row.plan.last_year:
        raise Refused(f"Năm {year} nằm ngoài kế hoạch {row.plan.years}. Chọn một năm của kế hoạch.")
    if goal_version(goal) == f"{action} {tier} {year}":
        return goal
    goal = goal or PlanGoal(row=row)
    goal.action, goal.tier, goal.year = action, tier, year
    goal.full_clean()
    goal.save()
    note(row.plan, row, GOAL, before, str(goal), by=by)
    return goal


def goal_version(goal: PlanGoal | None) -> str:
    """What a form carries of the goal that it showed: "BUILD ADVANCED 2024", "" for none."""
    return f"{goal.action} {goal.tier} {goal.year}" if goal else ""


@transaction.atomic
def save_row(
    *,
    row: PlanCommune,
    changes: Sequence[TargetChange],
    action: str,
    tier: str,
    year: int,
    by: User,
    seen: str | None = None,
) -> None:
    """All targets and the goal of one commune together: both are stored, or neither."""
    set_targets(plan=row.plan, changes=changes, by=by)
    set_goal(row=row, action=action, tier=tier, year=year, by=by, seen=seen)


def _printed(plan: Plan, name: str) -> str:
    """A field as people read it: "đã ký", "30/01/2024", "Huyện Lộc Bình"."""
    display = getattr(plan, f"get_{name}_display", None)
    value = display() if display else getattr(plan, name)
    return format_day(value) if isinstance(value, date) else str("" if value is None else value)


def _version(target: PlanTarget | None) -> int:
    return target.pk if target else 0


def _target_conflict(plan: Plan, change: TargetChange, newest: PlanTarget | None) -> PlanConflict:
    last = last_change(plan, change.row, what=change.what)
    return PlanConflict(change.place, TARGETED if newest else UNTARGETED, last, change, newest)


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
    if target is not None:
        target.delete()
        note(plan, change.row, change.what, TARGETED, "", by=by)
        return None
    note(plan, change.row, change.what, "", TARGETED, by=by)
    return PlanTarget.objects.create(row=change.row, requirement=change.requirement)
