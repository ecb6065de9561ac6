"""A session and an invitation of one person; a telephone of another."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Session
from accounts.origins import NOWHERE
from accounts.services.invitations import accept, find_invitation, invite
from tests.factories.accounts import UserFactory, with_second_factor

if TYPE_CHECKING:
    from accounts.models import User
    from tests.trust.scene import Scene


def accounts(scene: "Scene") -> None:
    foreign = session_of(UserFactory())
    scene.name("session", session_of(scene.people["reader"]).pk, foreign=foreign.pk)
    invited, by = UserFactory(), scene.people["admin"]
    used = invite(user=invited, by=by)
    accept(invitation=find_invitation(used), password="da dung roi", origin=NOWHERE)
    scene.name("invitation", invite(user=UserFactory(), by=by), used=used)
    with_second_factor(scene.people["leader"])


def session_of(user: "User") -> Session:
    now = timezone.now()
    return Session.objects.create(
        user=user,
        key_digest=f"cua-{user.pk}",
        data="",
        started_at=now,
        seen_at=now,
        ends_at=now + timedelta(minutes=30),
    )
