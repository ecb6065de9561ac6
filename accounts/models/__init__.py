"""People who sign in (user)."""

from accounts.models.user import User

__all__ = ["User"]
