"""One cell: what stands, who said it, and everything said before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communes import access
from communes.forms import cells as forms
from communes.models import AdministrativeUnit, Cell, ReviewStep, StatusEntry, VerdictChoice
from communes.services.status import Change, StaleCells, record_status
from communes.views.commune import conflict_sentence
from communes.views.list_files import history_file
from communes.views.scope import Scope, read_commune_scope
from criteria.models import Requirement
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list


@require_http_methods(["GET", "HEAD", "POST"])
def cell_history(request: HttpRequest, code: str, requirement_id: int) -> HttpResponse:
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    scope = read_commune_scope(request, commune)
    requirement = access.get_requirement(scope.criteria_set, requirement_id)
    voice = access.voice_on(
        request.user, commune, criteria_set=scope.criteria_set, day=scope.day, asked=scope.voice
    )
    typed, warning, status = None, "", 200
    if request.method == "POST":
        typed = _typed(request, commune, requirement, voice)
        try:
            record_status(
                change=typed, day=scope.day, today=scope.today, voice=str(voice), by=request.user
            )
        except StaleCells as stale:
            warning, status = conflict_sentence(stale.conflicts[0]), 409
        else:
            messages.success(request, "Đã lưu.")
            address = reverse("communes:cell_history", args=[commune.code, requirement.pk])
            return redirect(f"{address}?{scope.query()}")
    standing = _standing(commune, requirement, scope, voice)
    history = StatusEntry.objects.history(commune=commune, requirement=requirement)
    context = {
        "commune": commune,
        "requirement": requirement,
        "scope": scope,
        "voice": voice,
        "on_behalf": access.is_on_behalf(request.user, commune, voice),
        "standing": standing,
        "warning": warning,
        "state": _state(typed or standing),
        "note": typed.note if typed else (standing.note if standing else ""),
        "states": VerdictChoice.choices,
        "history": history,
        "steps": ReviewStep.objects.filter(
            cell__commune=commune, cell__requirement=requirement
        ).select_related("by", "entry"),
    }
    return render_list(
        request,
        "communes/cell_history.html",
        context,
        lambda: history_file(commune, requirement, history),
        status=status,
    )


def _state(said: Change | StatusEntry | None) -> str:
    return said.verdict if said else VerdictChoice.NO_DATA.value


def _standing(
    commune: AdministrativeUnit, requirement: Requirement, scope: Scope, voice: str | None
) -> StatusEntry | None:
    cells = Cell.objects.of(communes=[commune], requirements=[requirement])
    official = voice != StatusEntry.Voice.SELF
    return StatusEntry.objects.as_of(scope.day, cells=cells, official=official).first()


def _typed(
    request: HttpRequest, commune: AdministrativeUnit, requirement: Requirement, voice: str | None
) -> Change:
    """What the form says; 404 for a reader, who was shown none."""
    if voice is None:
        raise Http404
    return Change(
        commune=commune,
        requirement=requirement,
        verdict=request.POST.get("state", ""),
        seen=forms.read_version(request.POST.get("seen", "")),
        note=request.POST.get("note", ""),
    )
