"""Ending and renewing sessions. One begins with Django's `login`: accounts/views/sign_in.py."""

from django.db import transaction

from accounts.models import Session, User
from accounts.origins import Origin
from accounts.services.log import Kind, record


@transaction.atomic
def end_session(*, session: Session, by: User, origin: Origin) -> None:
    """A browser of one's own is signed out, from its next request on."""
    record(Kind.SESSION_ENDED, user=session.user, by=by, origin=origin, detail=session.device)
    session.delete()


@transaction.atomic
def end_sessions(*, user: User, but: str = "") -> int:
    """All of a person's, but the one with this digest; gives how many."""
    sessions = Session.objects.filter(user=user).exclude(key_digest=but)
    count, _ = sessions.delete()
    return count


@transaction.atomic
def end_other_sessions(*, user: User, but: str, origin: Origin) -> int:
    count = end_sessions(user=user, but=but)
    record(Kind.SESSION_ENDED, user=user, origin=origin, detail=f"{count} phiên khác")
    return count


def renew_sessions(*, user: User) -> None:
    """With other rights comes another key: each session changes it when it is next used."""
    Session.objects.filter(user=user).update(must_renew=True)
