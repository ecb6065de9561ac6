"""Signing in and out: password, then the second factor where there is one."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, views
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import CodeForm, LoginForm
from accounts.middleware import FACTOR_PASSED
from accounts.models import User
from accounts.origins import Origin, origin_of
from accounts.services.factors import WRONG, pass_factor
from accounts.services.log import Kind, record
from accounts.throttle import factor_waits_until
from ntm_portal.lib.http import query_text

LONGEST_ADDRESS = 2000


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class Login(views.LoginView):
    """Django's own, whose answers do not tell which accounts exist; the log is ours."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: LoginForm) -> HttpResponse:
        sign_in(self.request, form.get_user())
        return redirect(self.get_success_url())


def sign_in(request: HttpRequest, user: User) -> None:
    """The password was right: a new session with a new key."""
    begin_session(request, user)
    origin = origin_of(request)
    if begin := getattr(request.session, "begin", None):
        begin(address=origin.address, device=origin.device)
    record(Kind.SIGNED_IN, user=user, origin=origin, username=user.username)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    record(Kind.SIGNED_OUT, user=request.user, origin=origin_of(request))
    end_session(request)
    # No Clear-Site-Data: on a shared machine it would take the unsent cells of others as well.
    return redirect("accounts:login")


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def factor_ask(request: HttpRequest) -> HttpResponse:
    if not request.user.has_second_factor or request.session.get(FACTOR_PASSED) == request.user.pk:
        return HttpResponseRedirect(_next(request))
    wait = factor_waits_until(request.user)
    if wait is not None:
        return waiting(request, wait)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_passed(request, form.cleaned_data["code"], origin_of(request)):
            return HttpResponseRedirect(_next(request))
        form.add_error("code", WRONG)
    status = 422 if form.is_bound else 200
    context = {"form": form, "next": _next(request, "")}
    return render(request, "accounts/factor_ask.html", context, status=status)


def _is_passed(request: HttpRequest, code: str, origin: Origin) -> bool:
    if not pass_factor(user=request.user, code=code, origin=origin):
        return False
    request.session.cycle_key()  # more rights than before
    request.session[FACTOR_PASSED] = request.user.pk
    left = request.user.recovery_codes.filter(used_at=None).count()
    if left < 3:
        messages.warning(request, f"Còn {left} mã dự phòng. Tạo mã mới ở trang Tài khoản.")
    return True


def _next(request: HttpRequest, otherwise: str = "assignments:my_work") -> str:
    """Where the person wanted to go, if that is a page of the portal."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or query_text(request, "next", LONGEST_ADDRESS)
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return resolve_url(otherwise) if otherwise else ""


def told_to_wait(request: HttpRequest, *rest: object) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: the same page whether the account exists or not."""
    return waiting(request, request.wait)


def waiting(request: HttpRequest, until: datetime) -> HttpResponse:
    seconds = max(1, int((until - timezone.now()).total_seconds()) + 1)
    response = render(request, "429.html", {"until": until}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
