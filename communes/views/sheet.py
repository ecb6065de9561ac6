"""The sheet of one commune: figures and verdicts of all indicators, entered with the keyboard."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from communes import access, forms, grid
from communes.models import AdministrativeUnit, StatusEntry, VerdictChoice
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Conflict, StaleCells
from communes.sheets import CriterionBlock, IndicatorLine, read_sheet
from communes.views.board import grid_context
from communes.views.commune import conflict_sentence
from communes.views.scope import Scope, read_commune_scope
from criteria.figures import Said, said_text
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused

OFFICE = StatusEntry.Voice.OFFICE.value


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    scope = read_commune_scope(request, commune)
    voice = access.voice_on(
        request.user, commune, criteria_set=scope.criteria_set, day=scope.day, asked=scope.voice
    )
    blocks = _blocks(commune, scope, voice)
    typed, warning, status = {}, "", 200
    if request.method == "POST":
        if voice is None:
            raise Http404
        typed = {name: text for name, text in request.POST.items() if name.startswith("said-")}
        try:
            return _save_plain_form(request, commune, scope, voice, blocks)
        except Refused as refusal:
            warning, status = f"{refusal.message} Chưa lưu ô nào.", 422
        except StaleCells as stale:
            said = " ".join(conflict_sentence(one) for one in stale.conflicts)
            warning, status = f"{said} Chưa lưu ô nào.", 409
    blocks = [_as_typed(block, typed) for block in blocks]
    lines = [line for block in blocks for line in block.lines]
    counts = Counter(line.verdict for line in lines)
    context = {
        "commune": commune,
        "scope": scope,
        "voice": voice,
        "speaks_as_commune": voice == StatusEntry.Voice.SELF,
        "on_behalf": access.is_on_behalf(request.user, commune, voice),
        "blocks": blocks,
        "warning": warning,
        "states": VerdictChoice.choices,
        "counts": [(value, label, counts[value]) for value, label in VerdictChoice.choices],
        "indicator_count": len(lines),
        "suggestion_count": sum(line.suggestion is not None for line in lines),
        **grid_context(scope),
    }
    return render(request, "communes/sheet.html", context, status=status)


def _blocks(commune: AdministrativeUnit, scope: Scope, voice: str | None) -> list[CriterionBlock]:
    return read_sheet(
        commune=commune, criteria_set=scope.criteria_set, day=scope.day, voice=voice or OFFICE
    )


def _as_typed(block: CriterionBlock, typed: Mapping[str, str]) -> CriterionBlock:
    """The block with what the plain form's boxes show: what was typed, else what stands."""
    lines = (
        replace(line, typed=typed.get(f"said-{line.requirement.pk}", line.state))
        for line in block.lines
    )
    return replace(block, lines=tuple(lines))


def _save_plain_form(
    request: HttpRequest,
    commune: AdministrativeUnit,
    scope: Scope,
    voice: str,
    blocks: list[CriterionBlock],
) -> HttpResponse:
    """The form of a browser without script: one box per indicator, one button."""
    changes = []
    for line in (line for block in blocks for line in block.lines):
        pk = line.requirement.pk
        text, was = request.POST.get(f"said-{pk}"), request.POST.get(f"was-{pk}", "")
        if text is None or text.strip() == was:
            continue
        line.requirement.criteria_set = scope.criteria_set
        said = forms.read_indicator(text, commune, line.requirement)
        seen = forms.read_version(request.POST.get(f"seen-{pk}", ""))
        changes.append(FigureChange(commune, line.requirement, said, seen))
    address = f"{reverse('communes:sheet', args=[commune.code])}?{scope.query()}"
    if not changes:
        messages.info(request, "Không có ô nào thay đổi.")
        return redirect(address)
    record_figures(
        changes=changes,
        criteria_set=scope.criteria_set,
        day=scope.day,
        today=scope.today,
        voice=voice,
        by=request.user,
    )
    messages.success(request, f"Đã lưu {len(changes)} chỉ tiêu.")
    return redirect(address)


@require_POST
def sheet_save(request: HttpRequest, code: str) -> JsonResponse:
    """Store a batch of the sheet's cells: all of them, or none."""
    today = timezone.localdate()
    access.get_commune(request.user, code, today)  # a stranger learns nothing of what he sends
    batch = forms.read_figure_batch(request.body, code=code, user=request.user, today=today)
    commune = batch.commune
    asked = query_text(request, "tieng-noi")
    voice = access.voice_on(
        request.user, commune, criteria_set=batch.criteria_set, day=batch.day, asked=asked
    )
    if voice is None:
        raise Http404
    try:
        record_figures(
            changes=batch.changes,
            criteria_set=batch.criteria_set,
            day=batch.day,
            today=today,
            voice=voice,
            by=request.user,
        )
    except StaleCells as stale:
        return grid.conflict_response([_conflicting(one) for one in stale.conflicts])
    blocks = read_sheet(
        commune=commune, criteria_set=batch.criteria_set, day=batch.day, voice=voice
    )
    wanted = {change.requirement.pk for change in batch.changes}
    saved = [
        _saved(commune, block, line)
        for block in blocks
        for line in block.lines
        if line.requirement.pk in wanted
    ]
    return JsonResponse({"saved": saved})


def _saved(commune: AdministrativeUnit, block: CriterionBlock, line: IndicatorLine) -> dict:
    return grid.saved_cell(
        commune.code,
        line.requirement.pk,
        line.state,
        line.version,
        line.entry.recorded_at if line.entry else None,
        verdict=line.verdict,
        word=line.verdict_word,
        reason=line.reason,
        suggestion=said_text(Said(verdict=line.suggestion)),
        suggestionWord=line.suggestion_word,
        criterion=block.criterion.pk,
        criterionWord=block.verdict_word,
        criterionState=block.square.state,
    )


def _conflicting(conflict: Conflict) -> dict:
    change, newest = conflict.change, conflict.newest
    is_figure = change.requirement.value_kind in ("NUMBER", "COMPOSITE")
    standing = newest.verdict if newest else VerdictChoice.NO_DATA.value
    return grid.conflicting_cell(
        change.commune.code,
        change.requirement.pk,
        place=change.place,
        mine=said_text(change.said) if is_figure else change.verdict,
        state=(newest.said_text if newest else "") if is_figure else standing,
        version=newest.pk if newest else 0,
        by=newest and newest.recorded_by,
        at=newest and newest.recorded_at,
        verdict=standing,
        word=VerdictChoice(standing).label,
        suggestion="",
    )
