"""Refusals of one account: counted cheaply, and told to administrators when they become many."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import AccessEvent
from accounts.origins import origin_of
from accounts.services.log import Kind, record

MANY = 20
WITHIN = timedelta(minutes=10)


def note_refusal(request: HttpRequest, status: int) -> None:
    """One read and one write. Above MANY in ten minutes nothing is written: it is known by then."""
    since = timezone.now() - WITHIN
    earlier = AccessEvent.objects.filter(user=request.user, kind=Kind.REFUSED, at__gt=since)
    count = earlier.count() + 1
    if count > MANY:
        return
    origin = origin_of(request)
    detail = f"{status} {request.method} {request.path}"
    record(Kind.REFUSED, user=request.user, origin=origin, detail=detail)
    if count == MANY:
        words = f"{MANY} lần trong {WITHIN.seconds // 60} phút"
        record(Kind.ALERT, user=request.user, origin=origin, detail=words)
