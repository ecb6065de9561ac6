"""Writing the access log. One event is also one line of the process log, without personal data."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from accounts.models import AccessEvent, User
from accounts.origins import NOWHERE, Origin
from ntm_portal.lib.text import clean_line

Kind = AccessEvent.Kind
logger = logging.getLogger("ntm.access")
KEPT = timedelta(days=730)  # 24 months: docs/privacy.md, kind 2
MOST = AccessEvent._meta.get_field("detail").max_length or 0


def name_digest(username: str) -> str:
    """The same for every way of writing capitals; without the portal's key it says nothing."""
    name = clean_line(username).lower()
    return salted_hmac("accounts.name", name, algorithm="sha256").hexdigest()


def record(
    kind: AccessEvent.Kind,
    *,
    user: User | None,
    by: User | None = None,
    origin: Origin = NOWHERE,
    username: str = "",
    detail: str = "",
    answers: AccessEvent | None = None,
) -> AccessEvent:
    """user: whom it is about; by: who did it, None for that person, or for nobody.

    username: as typed or of the account, where the throttle counts it.
    """
    event = AccessEvent(
        kind=kind,
        user=user,
        by=by if by != user else None,
        name_digest=name_digest(username) if username else "",
        address=origin.address,
        device=origin.device,
        detail=clean_line(detail)[:MOST],
        answers=answers,
    )
    event.save()
    logger.info("%s event=%s account=%s", kind, event.pk, user.pk if user else "-")
    return event


@transaction.atomic
def forget_before(moment: datetime) -> int:
    """Remove the lines before it; how many. The log has no other end than this.

    A line that a later one answers goes with that one.
    """
    old: QuerySet[AccessEvent] = QuerySet(AccessEvent).filter(at__lt=moment)
    count = 0
    while True:
        removed, _ = old.filter(answer=None).delete()
        if not removed:
            return count
        count += removed
