"""Writes on agencies and the people in them."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from assignments.models import Agency, AgencyMembership
from communes.models import AdministrativeUnit, UnitRole
from communes.services.roles import grant_role, take_role


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
