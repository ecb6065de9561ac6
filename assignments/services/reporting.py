"""Writes of reporting cycles: made for some periods, closed, opened again."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assignments.models import Agency, AssignmentChange, ReportingCycle, ReportingParty
from assignments.reporting_rules import Deadline, Period
from communes.models import AdministrativeUnit
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from plans.models import Plan
from plans.services.history import locked_status

CONFLICT = 409


@transaction.atomic
def make_cycles(
    *,
    plan: Plan,
    periods: Sequence[Period],
    deadline: Deadline,
    agencies: Collection[Agency],
    communes: Collection[AdministrativeUnit],
    by: User,
) -> list[ReportingCycle]:
    """One cycle per period, each owed by all of `agencies` and `communes`.

    Raises Refused for a plan that was replaced, a period that is not the plan's or has its cycle
    already, nobody to report, an agency of another unit, a commune that is not in the plan.
    """
    if locked_status(plan) == Plan.Status.SUPERSEDED:
        raise Refused(f"{plan.title}: đã được thay thế. Lập kỳ báo cáo ở kế hoạch thay nó.")
    if not periods:
        raise Refused("Chưa chọn kỳ nào. Đánh dấu ít nhất một kỳ.")
    _refuse_parties(plan, agencies, communes)
    for period in periods:
        _refuse_period(plan, period)
    made = []
    for period in periods:
        cycle = ReportingCycle.objects.create(
            plan=plan,
            kind=period.kind.value,
            first_on=period.first,
            last_on=period.last,
            due_on=deadline.due_on(period),
            rule=deadline.words,
            made_by=by,
        )
        parties = [ReportingParty(cycle=cycle, agency=agency) for agency in agencies]
        parties += [ReportingParty(cycle=cycle, commune=commune) for commune in communes]
        ReportingParty.objects.bulk_create(parties)
        said = f"Hạn {format_day(cycle.due_on)} ({cycle.rule}), {len(parties)} đơn vị"
        _note(cycle, "", said, by=by)
        made.append(cycle)
    return made


def _refuse_parties(
    plan: Plan, agencies: Collection[Agency], communes: Collection[AdministrativeUnit]
) -> None:
    if not agencies and not communes:
        raise Refused("Chưa chọn đơn vị nào phải báo cáo. Đánh dấu ít nhất một đơn vị.")
    for agency in agencies:
        if agency.unit_id != plan.unit_id:
            raise Refused(f"{agency.name} không thuộc {plan.unit.full_name}. Chọn cơ quan khác.")
    rows = set(plan.rows.values_list("commune_id", flat=True))
    for commune in communes:
        if commune.pk not in rows:
            raise Refused(f"{commune.full_name} không có trong kế hoạch. Chọn xã của kế hoạch.")


def _refuse_period(plan: Plan, period: Period) -> None:
    if not plan.first_year <= period.year <= plan.last_year:
        raise Refused(
            f"Kỳ {period.words} không thuộc kế hoạch {plan.years}. Chọn năm của kế hoạch."
        )
    if ReportingCycle.objects.filter(
        plan=plan, kind=period.kind.value, first_on=period.first
    ).exists():
        raise Refused(f"Kỳ báo cáo {period.words} đã có. Bỏ dấu kỳ này.")


@transaction.atomic
def close_cycle(*, cycle: ReportingCycle, by: User) -> None:
    """Nothing is sent any more. Raises Refused (409) when it is closed already."""
    lock_cycle(cycle)
    if cycle.is_closed:
        raise Refused(f"{cycle} đã được {cycle.closed_by} đóng rồi.", status=CONFLICT)
    cycle.closed_at, cycle.closed_by = timezone.now(), by
    cycle.save(update_fields=["closed_at", "closed_by"])
    _note(cycle, "đang mở", "đã đóng", by=by)


@transaction.atomic
def open_cycle(*, cycle: ReportingCycle, by: User) -> None:
    """Reports may be sent again. Raises Refused once its summary is issued, or it is open."""
    lock_cycle(cycle)
    if not cycle.is_closed:
        raise Refused(f"{cycle} đang mở.", status=CONFLICT)
    if cycle.summaries.filter(lines__isnull=False).exists():
        raise Refused(f"{cycle} đã phát hành báo cáo tổng hợp nên không mở lại được.")
    cycle.closed_at = cycle.closed_by = None
    cycle.save(update_fields=["closed_at", "closed_by"])
    _note(cycle, "đã đóng", "mở lại", by=by)


def lock_cycle(cycle: ReportingCycle) -> None:
    """One writer at a time on a cycle and its reports; whether it is closed is read again."""
    stored = ReportingCycle.objects.select_for_update().get(pk=cycle.pk)
    cycle.closed_at, cycle.closed_by = stored.closed_at, stored.closed_by


def _note(cycle: ReportingCycle, before: str, after: str, *, by: User) -> None:
    AssignmentChange.objects.create(
        plan=cycle.plan, what=f"Kỳ báo cáo {cycle.period.words}", before=before, after=after, by=by
    )
