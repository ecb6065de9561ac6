"""Writes on measures (giải pháp) and the agencies that guide them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.deadline_rules import cannot_be_meant
from assignments.models import Agency, Measure
from criteria.models import Requirement
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans.models import PlanCommune
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.history import last_change, lock, note, version
from plans.services.order import next_place, pair, swap
from plans.services.wording import whole_text


@transaction.atomic
def add_measure(
    *,
    row: PlanCommune,
    requirement: Requirement | None,
    text: str,
    agencies: Sequence[Agency],
    due_on: date | None,
    by: User,
) -> Measure:
    """Add a measure (giải pháp) at the end of a commune's row, with its line of history.

    requirement: a criterion of the plan's set, None for the whole commune. Raises Refused for a
    signed plan, anything but a criterion of the set, an empty or too long text, an agency of
    another unit or a deadline that cannot be meant.
    """
    lock(row.plan)
    text = _checked(row, requirement, text, agencies, due_on)
    measure = Measure.objects.create(
        row=row,
        requirement=requirement,
        position=next_place(row.measures.all()),
        text=text,
        due_on=due_on,
    )
    measure.agencies.set(agencies)
    note(row.plan, row, f"Thêm {_name(measure)}", "", measure_words(measure), by=by)
    return measure


@transaction.atomic
def change_measure(
    *,
    measure: Measure,
    requirement: Requirement | None,
    text: str,
    agencies: Sequence[Agency],
    due_on: date | None,
    by: User,
    seen: str | None = None,
) -> None:
    """Write a measure anew: one line of history for each of its parts that changes.

    seen: `measure_version` of what the person saw; None: does not matter. Raises Refused as
    `add_measure` does, StalePlan when it moved or went meanwhile.
    """
    row = measure.row
    lock(row.plan)
    text = _checked(row, requirement, text, agencies, due_on)
    standing = _standing(measure)
    if standing is None:
        raise StalePlan([PlanConflict(_place(row, measure.requirement), REMOVED, None)])
    before = _parts(standing)
    after = _in_words(requirement, text, agencies, due_on)
    if before == after:  # as it stands, perhaps because somebody else wrote the same
        return
    _refuse_stale(standing, seen)
    standing.requirement, standing.text, standing.due_on = requirement, text, due_on
    standing.save(update_fields=["requirement", "text", "due_on"])
    standing.agencies.set(agencies)
    for part, old, new in zip(PARTS, before, after, strict=True):
        if old != new:
            note(row.plan, row, f"Sửa {part}{_name(standing)}", old, new, by=by)


@transaction.atomic
def remove_measure(*, measure: Measure, by: User, seen: str | None = None) -> None:
    """Take a measure away; its words stay in the history. Gone already is as wanted.

    Raises Refused for a signed plan, StalePlan when it moved meanwhile.
    """
    row = measure.row
    lock(row.plan)
    standing = _standing(measure)
    if standing is None:
        return
    _refuse_stale(standing, seen)
    note(row.plan, row, f"Bỏ {_name(standing)}", measure_words(standing), "", by=by)
    standing.delete()


@transaction.atomic
def move_measure(*, measure: Measure, up: bool, by: User) -> None:
    """Print it before (up) or behind its neighbour of the same criterion, if it has one.

    Raises Refused for a signed plan.
    """
    row = measure.row
    lock(row.plan)
    siblings = row.measures.filter(requirement=measure.requirement_id).order_by("position")
    found = pair(siblings.select_related("requirement"), measure.pk, up=up)
    if found is None:
        return
    one, other = found
    swap(row.measures.all(), one, other)
    after = f"{'trước' if up else 'sau'} “{shown(other.text)}”"
    note(row.plan, row, f"Thứ tự {_name(one)}", "", after, by=by)


def measure_version(measure: Measure) -> str:
    """What a form carries of the measure that it showed."""
    return version(*_parts(measure))


def measure_words(measure: Measure) -> str:
    """All of it, as the history keeps it: the text, the agencies, the deadline."""
    _, text, agencies, due_on = _parts(measure)
    guided = f"Cơ quan hướng dẫn: {agencies}" if agencies else ""
    return "\n".join(filter(None, (text, guided, due_on and f"Trước ngày {due_on}")))


# Of a measure: which criterion it is about, its text, its agencies, its deadline.
PARTS = ("tiêu chí của ", "", "cơ quan của ", "thời hạn của ")
REMOVED = "đã bỏ"


def _checked(
    row: PlanCommune,
    requirement: Requirement | None,
    text: str,
    agencies: Sequence[Agency],
    due_on: date | None,
) -> str:
    plan, place = row.plan, _place(row, requirement)
    if requirement is not None and (
        requirement.criteria_set_id != plan.criteria_set_id
        or requirement.kind != Requirement.Kind.CRITERION
    ):
        raise Refused(f"{place}: tiêu chí không thuộc bộ của kế hoạch. Chọn tiêu chí khác.")
    for agency in agencies:
        if agency.unit_id != plan.unit_id:
            raise Refused(f"{place}: {agency} không thuộc {plan.unit}. Chọn cơ quan khác.")
    years = {"first_year": plan.first_year, "last_year": plan.last_year}
    if due_on is not None and cannot_be_meant(due_on, **years):
        raise Refused(
            f"{place}: thời hạn {format_day(due_on)} quá xa kế hoạch {plan.years}. "
            "Xem lại năm đã viết."
        )
    return whole_text(text, place=place, name="giải pháp", advice="Viết việc cần làm.")


def _place(row: PlanCommune, requirement: Requirement | None) -> str:
    return row.name if requirement is None else f"{row.name}, {_about(requirement)}"


def _about(requirement: Requirement | None) -> str:
    return "chung cả xã" if requirement is None else f"tiêu chí {requirement.code}"


def _name(measure: Measure) -> str:
    """As the history names it: two measures of a criterion begin differently."""
    return f"giải pháp {_about(measure.requirement)} “{shown(measure.text)}”"


def _in_words(
    requirement: Requirement | None, text: str, agencies: Sequence[Agency], due_on: date | None
) -> tuple[str, str, str, str]:
    names = "; ".join(agency.name for agency in sorted(agencies, key=lambda one: one.pk))
    return _about(requirement), text, names, format_day(due_on) if due_on else ""


def _parts(measure: Measure) -> tuple[str, str, str, str]:
    """The words of PARTS."""
    agencies = list(measure.agencies.all())
    return _in_words(measure.requirement, measure.text, agencies, measure.due_on)


def _standing(measure: Measure) -> Measure | None:
    found = Measure.objects.select_related("row__plan", "row__commune", "requirement")
    return found.filter(pk=measure.pk).first()


def _refuse_stale(standing: Measure, seen: str | None) -> None:
    if seen in (None, measure_version(standing)):
        return
    row = standing.row
    last = last_change(row.plan, row, what__endswith=_name(standing))
    place = _place(row, standing.requirement)
    raise StalePlan([PlanConflict(place, measure_words(standing), last)])
