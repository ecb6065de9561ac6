"""Who may do what on a unit."""

from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit, UnitRole


@transaction.atomic
def grant_role(*, user: User, unit: AdministrativeUnit, role: str, by: User | None) -> UnitRole:
    """Give `user` a role (vai trò) on `unit` and below; granting it again changes nothing.

    role: one of UnitRole.Role. by: who grants it, None for a command.
    Raises ValidationError for a role that does not exist, or not on a unit of that level.
    """
    granted = UnitRole(user=user, unit=unit, role=role)
    granted.clean_fields()
    granted.clean()
    held, _ = UnitRole.objects.get_or_create(user=user, unit=unit, role=role)
    return held


@transaction.atomic
def take_role(*, user: User, unit: AdministrativeUnit, role: str, by: User | None) -> None:
    """Take a role back, from the next request on; one that is not held changes nothing.

    by: who takes it, None for a command.
    """
    UnitRole.objects.filter(user=user, unit=unit, role=role).delete()
