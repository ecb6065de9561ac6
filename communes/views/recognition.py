"""One commune's recognitions: what stands, everything recorded, and the office's three forms."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communes import access
from communes.forms.recognition import RecognitionForm, RevocationForm, VoidForm
from communes.models import AdministrativeUnit, Recognition
from communes.services.recognition import (
    MissingPrerequisite,
    recognise,
    revoke,
    void_recognition,
)
from communes.tiers import read_tiers
from communes.views.scope import Scope, read_scope
from communes.views.standings import sets_of_period, shown_standings
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Ending:
    """A form that ends a recognition, in words."""

    title: str
    button: str
    done: str


REVOKING = Ending("Thu hồi công nhận", "Ghi thu hồi", "Đã ghi thu hồi công nhận.")
VOIDING = Ending("Đánh dấu ghi nhầm", "Đánh dấu ghi nhầm", "Đã đánh dấu ghi nhầm.")


@require_http_methods(["GET", "HEAD", "POST"])
def recognition_detail(request: HttpRequest, code: str) -> HttpResponse:
    commune, scope = _commune_and_scope(request, code)
    form, status = None, 200
    if access.may_recognise(request.user, commune):
        form = RecognitionForm(_posted(request), initial=_initial(commune, scope))
    elif request.method == "POST":
        raise Http404
    if form is not None and form.is_bound:
        if _took(form, lambda **said: _recognise(request, commune, scope, **said)):
            messages.success(request, "Đã ghi công nhận.")
            return redirect(_address(commune, scope))
        status = UNPROCESSABLE
    read = read_tiers(communes=[commune], criteria_sets=sets_of_period(scope), day=scope.day)
    context = {
        "commune": commune,
        "scope": scope,
        "tiers": read.tiers,
        "standings": shown_standings(commune, read.rows[0][1], scope),
        "history": Recognition.objects.history(commune=commune),
        "form": form,
    }
    return render(request, "communes/recognition_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def recognition_revoke(request: HttpRequest, code: str, recognition_id: int) -> HttpResponse:
    commune, scope = _commune_and_scope(request, code)
    recognition = access.get_recognition(request.user, commune, recognition_id)
    form = RevocationForm(_posted(request))

    def act(**said) -> None:
        revoke(recognition=recognition, today=scope.today, by=request.user, **said)

    return _end(request, scope=scope, recognition=recognition, form=form, act=act, words=REVOKING)


@require_http_methods(["GET", "HEAD", "POST"])
def recognition_void(request: HttpRequest, code: str, recognition_id: int) -> HttpResponse:
    commune, scope = _commune_and_scope(request, code)
    recognition = access.get_recognition(request.user, commune, recognition_id)
    form = VoidForm(_posted(request))

    def act(**said) -> None:
        void_recognition(recognition=recognition, by=request.user, **said)

    return _end(request, scope=scope, recognition=recognition, form=form, act=act, words=VOIDING)


def _end(
    request: HttpRequest,
    *,
    scope: Scope,
    recognition: Recognition,
    form: Form,
    act: Callable[..., None],
    words: Ending,
) -> HttpResponse:
    address = _address(recognition.commune, scope)
    if form.is_bound and _took(form, act):
        messages.success(request, words.done)
        return redirect(address)
    context = {
        "recognition": recognition,
        "commune": recognition.commune,
        "scope": scope,
        "form": form,
        "words": words,
        "back": address,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "communes/recognition_end.html", context, status=status)


def _commune_and_scope(request: HttpRequest, code: str) -> tuple[AdministrativeUnit, Scope]:
    """As on the commune's page: a commune that has ended opens on its last day."""
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    ended = commune.valid_to if commune.valid_to and commune.valid_to < today else None
    return commune, read_scope(request, default_day=ended or today)


def _posted(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _took(form: Form, act: Callable[..., None]) -> bool:
    """Whether the form is whole and the service took it; a refusal is written into the form."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except MissingPrerequisite as refusal:
        form.ask_to_confirm()
        form.add_error(None, refusal.message)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _recognise(
    request: HttpRequest, commune: AdministrativeUnit, scope: Scope, **said: object
) -> None:
    recognise(commune=commune, today=scope.today, by=request.user, **said)


def _initial(commune: AdministrativeUnit, scope: Scope) -> dict[str, str]:
    """The set that is looked at, and who recognises: the chairman of the province's committee.

    Source: Quyết định 18/2022/QĐ-TTg gives that power to the province.
    """
    above = commune.parent
    while above is not None and above.level != AdministrativeUnit.Level.PROVINCE:
        above = above.parent
    issuer = f"Chủ tịch UBND {above.get_kind_display()} {above.name}" if above else ""
    return {"criteria_set": scope.criteria_set.code, "issuer": issuer}


def _address(commune: AdministrativeUnit, scope: Scope) -> str:
    """With #main: a form at the foot of the page must not hide what is said at its head."""
    address = reverse("communes:recognition_detail", args=[commune.code])
    return f"{address}?{scope.query()}#main"
