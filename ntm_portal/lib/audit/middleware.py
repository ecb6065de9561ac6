"""Every request has an id, and says who acts when the first row is written."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ntm_portal.lib.audit.acting import LONGEST, Acting, told_by
from ntm_portal.lib.http import client_address
from ntm_portal.lib.text import clean_line

NOBODY = "chưa đăng nhập"


class ActingMiddleware:
    """The outermost one: what other middlewares write belongs to the request as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said: Any = request  # gets an attribute of ours
        said.request_id = uuid.uuid4().hex
        with told_by(lambda: acting_in(request)):
            return self.get_response(request)


def acting_in(request: HttpRequest) -> Acting:
    user = _known_user(request)
    return Acting(
        actor_id=user.pk if user else None,
        actor=clean_line(f"{user.get_full_name()} ({user.get_username()})") if user else NOBODY,
        request_id=getattr(request, "request_id", ""),
        address=client_address(request, settings.PROXIES) or "",
        reason=_given_reason(request),
    )


def _known_user(request: HttpRequest) -> Any:
    """The person, where somebody has asked for them already: asking here would read a row."""
    user = vars(request).get("user")
    if user is None or "_wrapped" in vars(user):  # lazy: kept here once it was asked for
        user = getattr(request, "_cached_user", None)
    return user if user is not None and user.is_authenticated else None


def _given_reason(request: HttpRequest) -> str:
    """What the form calls so, where a view has read the form."""
    posted = vars(request).get("_post")
    return clean_line(posted.get("reason", ""))[:LONGEST] if posted else ""
