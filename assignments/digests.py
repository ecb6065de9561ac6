"""The mails of a day: read for everybody at once, then sent one by one. See docs/adr/0020."""

import smtplib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import User
from assignments.digest_mail import digest_mail
from assignments.digest_rules import (
    WORKING_DAYS_BEFORE,
    Digest,
    Notice,
    make_digest,
    standing_notices,
)
from assignments.duties import Duty, read_calendar, read_duties
from assignments.duty_owners import DutyIndex, read_standings
from assignments.models import DigestSent, DutyNotice, ReminderChoice
from assignments.services.digests import claim_digest, settle_failed, settle_sent
from ntm_portal.lib.mail import PerhapsSent, is_address
from plans.models import Plan


@dataclass(frozen=True)
class PersonDigest:
    """stale: ids of notices that are true no more."""

    user: User
    digest: Digest[Duty]
    stale: frozenset[int]


@dataclass
class Outcome:
    """Numbers of people. unsure: the server may have taken the mail, so nobody sends it again.

    taken: sent before, or being sent by another run; left: nobody tried, the server was away.
    """

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    taken: int = 0
    left: int = 0


def read_digests(day: date) -> list[PersonDigest]:
    """Of everybody who gets mails, also of those for whom there is nothing on `day`.

    The number of queries grows with the number of criteria sets alone.
    """
    users = list(recipients())
    standings = read_standings(users, day)
    signed = Plan.objects.filter(status=Plan.Status.SIGNED).select_related("unit", "criteria_set")
    index = DutyIndex(read_duties(signed, day))
    soon_until = read_calendar().add_working_days(day, WORKING_DAYS_BEFORE)
    window = {"day": day, "soon_until": soon_until}
    told = _read_told(users)
    found = []
    for user in users:
        doing, waiting = index.duties_of(standings[user.pk])
        true_now = standing_notices(doing, waiting, **window)
        known = told[user.pk]
        digest = make_digest(doing, waiting, told=frozenset(known), **window)
        stale = frozenset(pk for notice, pk in known.items() if notice not in true_now)
        found.append(PersonDigest(user, digest, stale))
    return found


def recipients() -> Iterator[User]:
    """Active people with an address to which mail can go, who have not switched the mails off."""
    silent = ReminderChoice.objects.filter(wants_digest=False).values("user")
    users = User.objects.filter(is_active=True).exclude(email="").exclude(pk__in=silent)
    return (user for user in users.order_by("pk") if is_address(user.email))


def send_digests(people: Iterable[PersonDigest], *, day: date, server: BaseEmailBackend) -> Outcome:
    """Send what there is to send; whoever has been sent a mail of that day gets none.

    Each mail is claimed in the database before it goes out. Stops when the server cannot be
    reached; the next run goes on. Must not run inside a transaction.
    """
    taken = _taken(day)
    due = [person for person in people if person.digest and person.user.pk not in taken]
    outcome = Outcome(taken=len(taken))
    for place, person in enumerate(due):
        mail = digest_mail(person.user, person.digest, day)
        try:
            server.open()
        except (OSError, smtplib.SMTPException):
            outcome.left += len(due) - place
            break
        claim = claim_digest(user=person.user, day=day, message_id=mail.extra_headers["Message-ID"])
        if claim is None:
            outcome.taken += 1
            continue
        try:
            server.send_messages([mail])
        except PerhapsSent:
            outcome.unsure += 1
            _hang_up(server)
        except (OSError, smtplib.SMTPException):
            settle_failed(claim=claim)
            outcome.failed += 1
            _hang_up(server)
        else:
            settle_sent(claim=claim, notices=person.digest.notices)
            outcome.sent += 1
    _hang_up(server)
    return outcome


def _taken(day: date) -> set[int]:
    """Ids of the people whose mail of the day was sent, or is another run's or a dead one's."""
    rows = DigestSent.objects.filter(day=day).exclude(state=DigestSent.State.FAILED)
    return set(rows.values_list("user", flat=True))


def _hang_up(server: BaseEmailBackend) -> None:
    with suppress(OSError, smtplib.SMTPException):  # it may have hung up itself
        server.close()


def _read_told(users: Iterable[User]) -> defaultdict[int, dict[Notice, int]]:
    """User id -> what was told -> the row's id. One query."""
    found: defaultdict[int, dict[Notice, int]] = defaultdict(dict)
    rows = DutyNotice.objects.filter(user__in=[user.pk for user in users]).order_by()
    for pk, user, key, about, until in rows.values_list("pk", "user", "key", "about", "until"):
        found[user][Notice(key, about, until)] = pk
    return found
