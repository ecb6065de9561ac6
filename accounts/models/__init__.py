"""People who sign in, from where, with what (user, session, invitation, access_log)."""

from accounts.models.access_log import AccessEvent
from accounts.models.invitation import Invitation
from accounts.models.recovery_code import RecoveryCode
from accounts.models.session import Session
from accounts.models.user import User

__all__ = ["AccessEvent", "Invitation", "RecoveryCode", "Session", "User"]
