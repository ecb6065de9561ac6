"""Who reads the whole trail; everybody else finds nothing there."""

from django.http import Http404

from accounts.models import AuditEntry, User
from accounts.models.audit import AuditEntryQuerySet


def get_trail(user: User) -> AuditEntryQuerySet:
    """Every entry, for administrators. A plan's own trail: plans/access.py."""
    if not user.is_staff:
        raise Http404
    return AuditEntry.objects.all()
