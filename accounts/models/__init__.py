"""People who sign in, from where, with what (user, session, invitation, access_log); what anybody
changes (audit).
"""

from accounts.models.access_log import AccessEvent
from accounts.models.audit import AuditEntry
from accounts.models.invitation import Invitation
from accounts.models.recovery_code import RecoveryCode
from accounts.models.session import Session
from accounts.models.user import User

__all__ = ["AccessEvent", "AuditEntry", "Invitation", "RecoveryCode", "Session", "User"]
