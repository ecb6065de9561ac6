"""Writes on calendar feeds: their secrets, and what they have shown."""

import secrets
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assignments.models import CalendarEntry, CalendarFeed

SECRET_BYTES = 32


class Shown(NamedTuple):
    """A duty as an event of one day."""

    key: str
    day: date
    summary: str
    details: str


def hashed(secret: str) -> str:
    """One round is enough: the secret is random and longer than anybody can try."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: User) -> str:
    """The secret of a new feed, which nobody can ask for again; the one before ends."""
    revoke_feed(by=by)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.create(user=by, secret_hash=hashed(secret))
    return secret


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    User.objects.select_for_update().get(pk=by.pk)  # two at once: one after the other
    CalendarFeed.objects.filter(user=by, revoked_at__isnull=True).update(revoked_at=timezone.now())


@transaction.atomic
def record_shown(*, feed: CalendarFeed, events: Iterable[Shown]) -> list[CalendarEntry]:
    """Everything that the person's calendar shows or has taken back.

    An event that changes, goes or comes back has a greater sequence afterwards. Two devices may
    ask at once: the second waits.
    """
    CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    now = timezone.now()
    known = {entry.key: entry for entry in CalendarEntry.objects.filter(user=feed.user_id)}
    wanted = {event.key: event for event in events}
    new = [
        CalendarEntry(user_id=feed.user_id, changed_at=now, **event._asdict())
        for key, event in wanted.items()
        if key not in known
    ]
    changed = [entry for key, entry in known.items() if _follow(entry, wanted.get(key))]
    for entry in changed:
        entry.sequence += 1
        entry.changed_at = now
    CalendarEntry.objects.bulk_create(new)
    fields = ["day", "summary", "details", "is_cancelled", "sequence", "changed_at"]
    CalendarEntry.objects.bulk_update(changed, fields, batch_size=100)
    return [*known.values(), *new]


def _follow(entry: CalendarEntry, event: Shown | None) -> bool:
    """Make the entry say what the event says, None for one taken back; whether it said else."""
    said = event._asdict() if event else {}
    changes = said | {"is_cancelled": event is None}
    different = [name for name, value in changes.items() if getattr(entry, name) != value]
    for name in different:
        setattr(entry, name, changes[name])
    return bool(different)
