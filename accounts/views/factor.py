"""One's own second factor: put on with a QR code, off with the password, recovery codes."""

from base64 import b32encode, b64encode
from io import BytesIO

import qrcode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from accounts.forms import FirstCodeForm, OwnPasswordForm
from accounts.middleware import FACTOR_PASSED
from accounts.origins import origin_of
from accounts.services import factors
from accounts.session_store import digest
from accounts.views.password import note_wrong_password, own_wait
from accounts.views.sign_in import waiting
from ntm_portal.lib.refusals import Refused


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """Its state; where it is off, the QR code and the box for the first code."""
    user = request.user
    if user.has_second_factor:
        return _standing(request, OwnPasswordForm(user))
    form = FirstCodeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            codes = factors.confirm_factor(
                user=user,
                key=form.key,
                code=form.cleaned_data["code"],
                but=digest(request.session.session_key or ""),
                origin=origin_of(request),
            )
        except Refused as refusal:
            form.add_error("code", refusal.message)
        else:
            request.session.cycle_key()
            request.session[FACTOR_PASSED] = user.pk
            return _shown_once(request, codes)
    device = TOTPDevice(user=user, key=form.key)
    context = {"form": form, "picture": picture(device), "secret": secret(device)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/factor_set_up.html", context, status=status)


@sensitive_post_parameters()
@require_POST
def factor_end(request: HttpRequest) -> HttpResponse:
    refused = _password_asked(request)
    if refused is not None:
        return refused
    factors.end_factor(user=request.user, by=request.user, origin=origin_of(request))
    return redirect("accounts:factor")


@sensitive_post_parameters()
@require_POST
def factor_codes(request: HttpRequest) -> HttpResponse:
    refused = _password_asked(request)
    if refused is not None:
        return refused
    return _shown_once(request, factors.make_codes(user=request.user, origin=origin_of(request)))


def _password_asked(request: HttpRequest) -> HttpResponse | None:
    """None where the right password came with the form."""
    if not request.user.has_second_factor:
        return redirect("accounts:factor")
    if wait := own_wait(request):
        return waiting(request, wait)
    form = OwnPasswordForm(request.user, request.POST)
    if form.is_valid():
        return None
    note_wrong_password(request)
    return _standing(request, form, status=422)


def _standing(request: HttpRequest, form: OwnPasswordForm, status: int = 200) -> HttpResponse:
    left = request.user.recovery_codes.filter(used_at=None).count()
    context = {"form": form, "left": left}
    return render(request, "accounts/factor.html", context, status=status)


def _shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """By the answer itself, not behind a redirect: nobody can open it again."""
    return render(request, "accounts/factor_codes.html", {"codes": codes})


def picture(device: TOTPDevice) -> str:
    """The QR code as an address of the picture itself: it lies under no address of the portal."""
    image = BytesIO()
    qrcode.make(device.config_url, image_factory=SvgPathImage, border=2).save(image)
    return f"data:image/svg+xml;base64,{b64encode(image.getvalue()).decode()}"


def secret(device: TOTPDevice) -> str:
    """To be typed where no camera is: groups of four."""
    letters = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))
