"""Writes on the way of a day's mail: claimed, then sent or failed; and what it has told."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assignments.digest_rules import Notice
from assignments.models import DigestSent, DutyNotice


@transaction.atomic(durable=True)
def claim_digest(*, user: User, day: date, message_id: str) -> DigestSent | None:
    """The right to send this mail; None when it was sent, or another run holds the right.

    Stands in the database when it returns: of two runs at once one is told None.
    """
    now = timezone.now()
    claim, is_new = DigestSent.objects.get_or_create(
        user=user,
        day=day,
        defaults={"state": DigestSent.State.CLAIMED, "at": now, "message_id": message_id},
    )
    if is_new:
        return claim
    failed = DigestSent.objects.filter(pk=claim.pk, state=DigestSent.State.FAILED)
    return claim if failed.update(state=DigestSent.State.CLAIMED, at=now) else None


@transaction.atomic
def settle_failed(*, claim: DigestSent) -> None:
    """The server has certainly not taken it: the next run tries again."""
    _settle(claim, DigestSent.State.FAILED)


@transaction.atomic
def settle_sent(*, claim: DigestSent, notices: Iterable[Notice]) -> None:
    """The server has taken it; its person knows now what it tells."""
    _settle(claim, DigestSent.State.SENT)
    DutyNotice.objects.bulk_create(
        [
            DutyNotice(user_id=claim.user_id, key=one.key, about=one.about, until=one.until)
            for one in sorted(notices)
        ],
        update_conflicts=True,
        unique_fields=["user", "key", "about"],
        update_fields=["until"],
    )


@transaction.atomic
def forget_notices(*, notices: Iterable[int]) -> None:
    """What was told and is true no more may be told again. notices: ids."""
    DutyNotice.objects.filter(pk__in=list(notices)).delete()


def _settle(claim: DigestSent, state: DigestSent.State) -> None:
    DigestSent.objects.filter(pk=claim.pk, state=DigestSent.State.CLAIMED).update(
        state=state, at=timezone.now()
    )
