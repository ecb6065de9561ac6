"""Who may do what on a unit."""

from django.db import transaction

from accounts.models import User
from accounts.services.people import note_role
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
    held, is_new = UnitRole.objects.get_or_create(user=user, unit=unit, role=role)
    if is_new:
        note_role(user=user, by=by, words=f"thêm: {role_words(held)}")
    return held


@transaction.atomic
def take_role(*, user: User, unit: AdministrativeUnit, role: str, by: User | None) -> None:
    """Take a role back, from the next request on; one that is not held changes nothing.

    by: who takes it, None for a command.
    """
    for held in UnitRole.objects.filter(user=user, unit=unit, role=role):
        held.delete()
        note_role(user=user, by=by, words=f"bỏ: {role_words(held)}")


def role_words(held: UnitRole) -> str:
    return f"{held.get_role_display()} – {held.unit}"
