"""Passwords: changed by whoever knows the old one, set by whoever was invited."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import ForgottenForm, InvitedForm, PasswordForm
from accounts.models import User
from accounts.origins import address_of, origin_of
from accounts.services import people
from accounts.services.invitations import GONE, accept, find_invitation
from accounts.services.log import Kind, record
from accounts.session_store import digest
from accounts.throttle import waits_until
from accounts.views.sign_in import waiting

ASKED = (
    "Nếu tài khoản này có địa chỉ thư, đường dẫn đặt mật khẩu mới đang được gửi tới đó và dùng "
    "được trong 24 giờ. Không nhận được thư: nhờ quản trị viên mời lại."
)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and (wait := own_wait(request)):
        return waiting(request, wait)
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.change_password(
            user=request.user,
            new_password=form.cleaned_data["new_password1"],
            origin=origin_of(request),
            but=digest(request.session.session_key or ""),
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
        return redirect("assignments:my_work")
    if "old_password" in form.errors:
        note_wrong_password(request)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password_change.html", {"form": form}, status=status)


def own_wait(request: HttpRequest) -> datetime | None:
    """Whoever found an open session does not get to guess its password."""
    return waits_until(request.user.username, address_of(request))


def note_wrong_password(request: HttpRequest) -> None:
    user, origin = request.user, origin_of(request)
    record(Kind.FAILED, user=user, origin=origin, username=user.username)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the link uses nothing up: programs that read mail open links too."""
    invited = find_invitation(secret)
    if invited is None:
        return render(request, "accounts/invitation_gone.html", {"message": GONE}, status=404)
    form = InvitedForm(invited.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["new_password1"]
        accept(invitation=invited, password=password, origin=origin_of(request))
        if request.user.is_authenticated:
            logout(request)
        messages.success(request, "Đã đặt mật khẩu. Đăng nhập bằng mật khẩu ấy.")
        return redirect("accounts:login")
    status = 422 if form.is_bound else 200
    context = {"form": form, "invited": invited.user}
    return render(request, "accounts/invitation.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Written down only; `manage.py send_account_mail` sends, so that no answer takes longer."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username, origin = form.cleaned_data["username"], origin_of(request)
        if wait := waits_until("", origin.address):
            return waiting(request, wait)
        user = User.objects.filter(username=username).first()
        record(Kind.FORGOTTEN, user=user, origin=origin, username=username)
        messages.info(request, ASKED)
        return redirect("accounts:login")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/forgotten.html", {"form": form}, status=status)
