"""Writes to a plan: targets and goals of its communes, each with its line of history."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from communes.boards import read_board
from criteria.models import Requirement
from criteria.rules import Verdict
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanCommune, PlanTarget
from plans.querysets import communes_of
from plans.services.conflicts import PlanConflict, StalePlan, TargetChange
from plans.services.facts import one_number_at_a_time, printed
from plans.services.goals import GoalChange, set_goal
from plans.services.history import last_change, lock, note

TARGETED, UNTARGETED = "phấn đấu", "không phấn đấu"


@transaction.atomic
def create_plan(*, plan: Plan, by: User, with_communes: bool = True) -> Plan:
    """Store a new plan with all communes of its unit on the baseline day, by official code.

    with_communes: False for a plan that states totals only. Raises ValidationError when the plan
    breaks a rule of its model.
    """
    one_number_at_a_time(plan)
    plan.status = Plan.Status.DRAFT
    plan.full_clean()
    plan.save()
    communes = list(communes_of(plan)) if with_communes else []
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

    The status stays what it is: only steps move it. Raises Refused for a plan that is no draft,
    ValidationError when the plan breaks a rule of its model.
    """
    lock(plan)
    one_number_at_a_time(plan)
    plan.full_clean()
    stored = Plan.objects.select_related("unit", "criteria_set").get(pk=plan.pk)
    for field in Plan._meta.concrete_fields:
        before, after = (printed(one, field.name) for one in (stored, plan))
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
def save_row(
    *,
    row: PlanCommune,
    changes: Sequence[TargetChange],
    goals: Sequence[GoalChange],
    by: User,
) -> None:
    """All targets and goals of one commune together: all are stored, or none."""
    set_targets(plan=row.plan, changes=changes, by=by)
    for goal in goals:
        set_goal(row=row, action=goal.action, tier=goal.tier, year=goal.year, by=by, seen=goal.seen)


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
