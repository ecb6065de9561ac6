"""Invitations: who has no password yet, or has forgotten it, sets one by a link that works once."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.origins import NOWHERE, Origin
from accounts.services.log import Kind, record
from accounts.services.people import change_password
from accounts.services.sessions import end_sessions
from ntm_portal.lib.refusals import Refused

GOOD_FOR = timedelta(hours=24)
GONE = "Lời mời này đã dùng, đã hủy hoặc quá 24 giờ. Nhờ quản trị viên mời lại."


def digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find_invitation(secret: str) -> Invitation | None:
    """The open invitation behind a link."""
    found = Invitation.objects.open().select_related("user")
    return found.filter(digest=digest(secret)).first()


@transaction.atomic
def invite(*, user: User, by: User, origin: Origin = NOWHERE) -> str:
    """A new link for the person; gives its secret, which nobody can read again.

    An older link, the old password and all sessions end: whoever asked may have lost control of
    them. Raises Refused for an account that is closed.
    """
    if not user.is_active:
        raise Refused(f"Tài khoản của {user} đang đóng. Mở lại tài khoản rồi mời.")
    user.set_unusable_password()
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user=user)
    record(Kind.INVITED, user=user, by=by, origin=origin)
    return make_link(user=user, by=by)


@transaction.atomic
def make_link(*, user: User, by: User | None) -> str:
    """The secret of a new link; the old password goes on until it is used."""
    now = timezone.now()
    user.invitations.filter(used_at=None, ended_at=None).update(ended_at=now)
    secret = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user, digest=digest(secret), made_by=by, made_at=now, expires_at=now + GOOD_FOR
    )
    return secret


@transaction.atomic
def accept(*, invitation: Invitation, password: str, origin: Origin) -> None:
    """The person sets a password; of two who use the link at once, one is told that it is gone."""
    used = Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now())
    if not used:
        raise Refused(GONE, status=409)
    user = invitation.user
    change_password(user=user, new_password=password, origin=origin)
    record(Kind.JOINED, user=user, origin=origin, username=user.username)
