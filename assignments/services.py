"""Writes on agencies and the people in them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.models import Agency, AgencyMembership, Measure
from communes.models import AdministrativeUnit, UnitRole
from communes.services.roles import grant_role, take_role
from criteria.models import Requirement
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune
from plans.services.history import lock, note


@transaction.atomic
def add_member(*, agency: Agency, user: User, is_head: bool, by: User | None) -> AgencyMembership:
    """Make `user` a member (thành viên) of `agency`, who may then read the agency's whole unit.

    A member again: only `is_head` follows. by: who does it, None for a command.
    """
    membership, _ = AgencyMembership.objects.update_or_create(
        agency=agency, user=user, defaults={"is_head": is_head}
    )
    grant_role(user=user, unit=agency.unit, role=UnitRole.Role.READER, by=by)
    return membership


@transaction.atomic
def end_reading(*, users: Iterable[User], unit: AdministrativeUnit, by: User | None) -> None:
    """The right to read a unit that came with a membership goes with the last one there.

    Whoever reads the unit for another reason as well is given the role again by hand. by: as in
    `add_member`.
    """
    for user in users:
        if not AgencyMembership.objects.filter(user=user, agency__unit=unit).exists():
            take_role(user=user, unit=unit, role=UnitRole.Role.READER, by=by)


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
    signed plan, a criterion of another set, an empty text or an agency of another unit.
    """
    plan = row.plan
    lock(plan)
    place = row.name if requirement is None else f"{row.name}, tiêu chí {requirement.code}"
    if requirement is not None and requirement.criteria_set_id != plan.criteria_set_id:
        raise Refused(f"{place}: tiêu chí không thuộc bộ của kế hoạch. Chọn tiêu chí khác.")
    if not text.strip():
        raise Refused(f"{place}: giải pháp còn trống. Viết việc cần làm.")
    for agency in agencies:
        if agency.unit_id != plan.unit_id:
            raise Refused(f"{place}: {agency} không thuộc {plan.unit}. Chọn cơ quan khác.")
    measure = Measure.objects.create(
        row=row,
        requirement=requirement,
        position=row.measures.count() + 1,
        text=text,
        due_on=due_on,
    )
    measure.agencies.set(agencies)
    note(plan, row, "Thêm giải pháp", "", text, by=by)
    return measure
