"""One cell: what stands, who said it, and everything said before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communes import access, forms
from communes.models import AdministrativeUnit, Cell, StatusEntry, VerdictChoice
from communes.services.status import Change, StaleCells, record_status
from communes.views.commune import conflict_sentence
from communes.views.scope import Scope, read_scope
from criteria.models import Requirement


@require_http_methods(["GET", "HEAD", "POST"])
def cell_history(request: HttpRequest, code: str, requirement_id: int) -> HttpResponse:
    today = timezone.localdate()
    asked = forms.read_day(request.GET.get("ngay", ""), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    ended = commune.valid_to if commune.valid_to and commune.valid_to < today else None
    scope = read_scope(request, default_day=ended or today)
    requirement = access.get_requirement(scope.criteria_set, requirement_id)
    voice = access.voice_on(request.user, commune)
    if request.method == "POST":
        return _save(request, commune, requirement, scope, voice)
    standing = _standing(commune, requirement, scope, voice)
    context = {
        "commune": commune,
        "requirement": requirement,
        "scope": scope,
        "voice": voice,
        "standing": standing,
        "state": standing.verdict if standing else VerdictChoice.NO_DATA.value,
        "states": VerdictChoice.choices,
        "history": StatusEntry.objects.history(commune=commune, requirement=requirement),
    }
    return render(request, "communes/cell_history.html", context)


def _standing(
    commune: AdministrativeUnit, requirement: Requirement, scope: Scope, voice: str | None
) -> StatusEntry | None:
    cells = Cell.objects.of(communes=[commune], requirements=[requirement])
    official = voice != StatusEntry.Voice.SELF
    return StatusEntry.objects.as_of(scope.day, cells=cells, official=official).first()


def _save(
    request: HttpRequest,
    commune: AdministrativeUnit,
    requirement: Requirement,
    scope: Scope,
    voice: str | None,
) -> HttpResponse:
    if voice is None:
        raise Http404
    seen = request.POST.get("seen", "")
    change = Change(
        commune=commune,
        requirement=requirement,
        verdict=request.POST.get("state", ""),
        seen=int(seen) if seen.isdecimal() else 0,
        note=request.POST.get("note", ""),
    )
    try:
        record_status(change=change, day=scope.day, today=scope.today, voice=voice, by=request.user)
    except StaleCells as stale:
        messages.error(request, conflict_sentence(stale.conflicts[0]))
    else:
        messages.success(request, "Đã lưu.")
    address = reverse("communes:cell_history", args=[commune.code, requirement.pk])
    return redirect(f"{address}?{scope.query()}")
