"""Evidence of one commune: what there is, handing in, taking away, and all of it as a dossier."""

from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communes import access
from communes.dossier import dossier_name, open_file, write_dossier
from communes.forms.evidence import EvidenceForm
from communes.models import AdministrativeUnit, Evidence, VerdictChoice
from communes.proofs import Dossier, read_dossier
from communes.services.evidence import add_evidence, withdraw_evidence
from communes.views.list_files import dossier_file
from communes.views.scope import Scope, read_scope
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused


@dataclass(frozen=True)
class Place:
    """A commune on a day under a set, and the voice in which the person hands in, if any."""

    commune: AdministrativeUnit
    scope: Scope
    voice: str | None

    @property
    def address(self) -> str:
        return f"{reverse('communes:evidence', args=[self.commune.code])}?{self.scope.query()}"

    def dossier(self) -> Dossier:
        return read_dossier(
            commune=self.commune, criteria_set=self.scope.criteria_set, day=self.scope.day
        )


def read_place(request: HttpRequest, code: str) -> Place:
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    ended = commune.valid_to if commune.valid_to and commune.valid_to < today else None
    scope = read_scope(request, default_day=ended or today)
    voice = access.voice_on(request.user, commune, criteria_set=scope.criteria_set, day=scope.day)
    return Place(commune, scope, voice)


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    place = read_place(request, code)
    if request.method == "POST" and place.voice is None:
        raise Http404
    dossier = place.dossier()
    form, status = None, 200
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES, dossier=dossier)
        if form.is_valid() and _added(request, form, place):
            messages.success(request, "Đã lưu minh chứng.")
            return redirect(place.address)
        status = 422
    elif place.voice is not None:
        form = EvidenceForm(dossier=dossier, initial={"target": query_text(request, "cho")})
    context = {
        "commune": place.commune,
        "scope": place.scope,
        "voice": place.voice,
        "sections": dossier.sections,
        "has_lists": bool(dossier.proofs),
        "verdicts": dict(VerdictChoice.choices),
        "withdrawn": Evidence.objects.withdrawn().of(
            commune=place.commune, criteria_set=place.scope.criteria_set
        ),
        "form": form,
    }
    return render_list(
        request,
        "communes/evidence.html",
        context,
        lambda: dossier_file(place.commune, place.scope, dossier.sections),
        status=status,
    )


def _added(request: HttpRequest, form: EvidenceForm, place: Place) -> bool:
    """Whether it is stored; a refusal is written into the form."""
    try:
        add_evidence(
            given=form.submission(),
            today=place.scope.today,
            voice=str(place.voice),
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@require_safe
def evidence_file(request: HttpRequest, code: str, evidence_id: int) -> HttpResponse:
    """Always a download: the browser neither shows it nor guesses what it is."""
    found = access.get_evidence(request.user, code, evidence_id)
    if not found.is_file:
        raise Http404
    return FileResponse(
        open_file(found),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.content_type,
    )


@require_POST
def evidence_withdraw(request: HttpRequest, code: str, evidence_id: int) -> HttpResponse:
    place = read_place(request, code)
    found = access.get_evidence(request.user, code, evidence_id)
    if found.voice != place.voice or found.cell.commune != place.commune:
        raise Http404
    withdraw_evidence(evidence=found, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"Đã bỏ minh chứng “{found.title}”.")
    return redirect(place.address)


@require_safe
def dossier(request: HttpRequest, code: str) -> HttpResponse:
    packed = read_place(request, code).dossier()
    with ExitStack() as undo:
        # Not in /tmp: that may be memory.
        archive = undo.enter_context(TemporaryFile(dir=settings.VAR_DIR))
        write_dossier(packed, archive)
        undo.pop_all()  # the response closes it
    archive.seek(0)
    return FileResponse(
        archive,
        as_attachment=True,
        filename=dossier_name(packed),
        content_type="application/zip",
    )
