"""Failed logins are slowed down before a password is hashed: the backend and handler of axes.

What counts is the access log; axes asks and answers, its own tables stay empty. The name is looked
for the same way whether an account has it or not.
"""

from datetime import datetime

from axes.backends import AxesStandaloneBackend
from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import AccessEvent, User
from accounts.origins import origin_of
from accounts.services.log import Kind, name_digest, record
from accounts.throttle_rules import (
    KNOWN,
    OF_ADDRESS,
    OF_NAME,
    OF_PAIR,
    REMEMBERED,
    latest,
    wait_until,
)

GOOD = (Kind.SIGNED_IN, Kind.JOINED)


def waits_until(username: str, address: str | None) -> datetime | None:
    """Until when this name may not try again from this address; None: it may now."""
    now, digest = timezone.now(), name_digest(username)
    events = AccessEvent.objects.filter(
        Q(name_digest=digest) | Q(address=address), at__gt=now - REMEMBERED
    ).filter(kind__in=(*GOOD, Kind.FAILED, Kind.FORGOTTEN))
    pair: list[datetime] = []
    of_name, of_address = [], []
    rows = events.order_by("at", "pk").values_list("kind", "name_digest", "address", "at")
    for kind, name, place, at in rows:
        if kind != Kind.FORGOTTEN and name == digest and place == address:
            # Whoever knows the password starts anew; for the whole address that would be a way out.
            pair = [] if kind in GOOD else [*pair, at]
        if kind not in GOOD and place == address:
            of_address.append(at)
        if kind == Kind.FAILED and name == digest:
            of_name.append(at)
    others = latest((wait_until(of_address, OF_ADDRESS), wait_until(of_name, OF_NAME)), now=now)
    if others is not None and _is_known(digest, address):
        others = None
    return latest((wait_until(pair, OF_PAIR), others), now=now)


def factor_waits_until(user: User) -> datetime | None:
    """The same for codes of the second factor: whoever tries them knows the password already."""
    now = timezone.now()
    events = AccessEvent.objects.filter(
        user=user,
        kind__in=(Kind.FACTOR_FAILED, Kind.FACTOR_PASSED, Kind.FACTOR_OFF),
        at__gt=now - REMEMBERED,
    )
    failures: list[datetime] = []
    for kind, at in events.order_by("at", "pk").values_list("kind", "at"):
        failures = [*failures, at] if kind == Kind.FACTOR_FAILED else []
    return latest((wait_until(failures, OF_PAIR),), now=now)


def _is_known(digest: str, address: str | None) -> bool:
    """Strangers who guess somebody's password do not keep him out where he always signs in."""
    since = timezone.now() - KNOWN
    return AccessEvent.objects.filter(
        name_digest=digest, address=address, kind__in=GOOD, at__gt=since
    ).exists()


class ThrottledBackend(AxesStandaloneBackend):
    def authenticate(self, request: HttpRequest | None, **credentials: str) -> None:
        """Raises PermissionDenied where one has to wait. Nobody asks without a request but code."""
        if request is not None:
            super().authenticate(request, **credentials)


class Throttle(AbstractAxesHandler, AxesBaseHandler):
    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        request.wait = self._wait(request, credentials)  # for the page that says how long
        return request.wait is not None

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        return 0  # axes' own counting, which `is_locked` replaces

    def user_login_failed(self, sender, credentials, request=None, **kwargs) -> None:
        """A refused try leaves nothing: it is no guess, and costs no write."""
        if request is None or request.axes_locked_out:
            return
        username, origin = credentials.get("username") or "", origin_of(request)
        user = User.objects.filter(username=username).first()
        record(Kind.FAILED, user=user, origin=origin, username=username)
        if self._wait(request, credentials) is not None:
            record(Kind.LOCKED, user=user, origin=origin)

    def user_logged_in(self, sender, request, user, **kwargs) -> None:
        """Written by the services, which know more of it."""

    def user_logged_out(self, sender, request, user, **kwargs) -> None:
        """The same."""

    def _wait(self, request: HttpRequest, credentials: dict | None) -> datetime | None:
        return waits_until((credentials or {}).get("username") or "", origin_of(request).address)
