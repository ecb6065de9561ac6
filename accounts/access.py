"""What of an account a person may fetch: his own, and nobody else's."""

from django.http import Http404

from accounts.models import Session, User


def get_session(user: User, session_id: int) -> Session:
    session = Session.objects.filter(user=user, pk=session_id).first()
    if session is None:
        raise Http404
    return session
