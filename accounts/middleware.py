"""What every request of a signed-in person passes: session, second factor, first password, log."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.module_loading import import_string

from accounts.origins import origin_of
from accounts.refusals import note_refusal
from accounts.services.log import Kind, record

GetResponse = Callable[[HttpRequest], HttpResponse]
FACTOR_PASSED = "factor_passed"  # in the session: with which second factor
# Before the second factor nothing else answers.
ASKING, SETTING_UP = "accounts:factor_ask", "accounts:factor"
OPEN_BEFORE_FACTOR = {ASKING, "accounts:logout", "accounts:login"}
OPEN_BEFORE_SET_UP = {SETTING_UP, "accounts:logout", "accounts:login"}
OPEN_BEFORE_CHANGE = {
    "accounts:password_change",
    "accounts:logout",
    "accounts:login",
    ASKING,
    SETTING_UP,
}


class SessionMiddleware:
    """Whoever works stays signed in; a session with changed rights gets another key."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        keep_alive = getattr(request.session, "keep_alive", None)
        if keep_alive and settings.SESSION_COOKIE_NAME in request.COOKIES:
            keep_alive()
        return self.get_response(request)


class AccessLogMiddleware:
    """Refusals and downloads are written down, one row each, after the answer is made."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # An address that no page has is a slip of the hand, not somebody else's object.
        if request.resolver_match is None or not request.user.is_authenticated:
            return response
        if response.status_code in (403, 404):
            note_refusal(request, response.status_code)
        elif response.headers.get("Content-Disposition", "").startswith("attachment"):
            detail = f"{request.method} {request.path}"
            record(Kind.EXPORTED, user=request.user, origin=origin_of(request), detail=detail)
        return response


class SecondFactorMiddleware:
    """The password alone opens nothing where a second factor is on, or is asked by the setting."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.is_asked_of = import_string(settings.MFA_ASKED_OF)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        user, name = request.user, request.resolver_match.view_name
        if not user.is_authenticated:
            return None
        if user.has_second_factor:
            is_open = name in OPEN_BEFORE_FACTOR or request.session.get(FACTOR_PASSED) == user.pk
            return None if is_open else _sent_to(ASKING, request)
        if settings.MFA_ROLES and name not in OPEN_BEFORE_SET_UP and self.is_asked_of(user):
            return _sent_to(SETTING_UP, request)
        return None


def _sent_to(name: str, request: HttpRequest) -> HttpResponse:
    """As the login does: afterwards back to the page that was asked for."""
    response = redirect(name)
    if request.method == "GET":
        response["Location"] += "?" + urlencode({"next": request.get_full_path()})
    return response


class MustChangePasswordMiddleware:
    """A flagged account goes nowhere before its first password is changed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if request.resolver_match.view_name in OPEN_BEFORE_CHANGE:
            return None
        return redirect("accounts:password_change")
