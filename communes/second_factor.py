"""Of whom the setting asks a second factor (MFA_ASKED_OF)."""

from django.conf import settings

from accounts.models import User

ROLES = {"office": "OFFICE", "leader": "LEADER"}


def is_asked_of(user: User) -> bool:
    """Administrators, offices and leaders, as far as NTM_MFA_ROLES names them."""
    if "admin" in settings.MFA_ROLES and user.is_staff:
        return True
    roles = [ROLES[name] for name in settings.MFA_ROLES if name in ROLES]
    return bool(roles) and user.unit_roles.filter(role__in=roles).exists()
