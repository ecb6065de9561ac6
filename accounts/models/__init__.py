"""People who sign in (user), and the trail of what anybody changes (audit)."""

from accounts.models.audit import AuditEntry
from accounts.models.user import User

__all__ = ["AuditEntry", "User"]
