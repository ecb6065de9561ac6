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

from communes import access, grid
from communes.forms import cells as forms
from communes.models import AdministrativeUnit, StatusEntry, VerdictChoice
from communes.services.figures import FigureChange, record_figures
from communes.services.status import Conflict, StaleCells
from communes.sheets import CriterionBlock, IndicatorLine, read_sheet
from communes.views.board import grid_context
from communes.views.commune import conflict_sentence
from communes.views.scope import Scope, read_commune_scope
from criteria.figures import said_text
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
        typed = _changed(request.POST)
        try:
            return _save_plain_form(request, typed, commune, scope, voice=voice, blocks=blocks)
        except Refused as refusal:
            warning, status = f"{refusal.message} Chưa lưu ô nào.", 422
        except StaleCells as stale:
            said = " ".join(conflict_sentence(one) for one in stale.conflicts)
            warning, status = f"{said} Chưa lưu ô nào.", 409
    seen = request.POST if status == 422 else {}  # a conflict was told: the page then knows it
    blocks = [_as_typed(block, typed, seen) for block in blocks]
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


def _as_typed(
    block: CriterionBlock, typed: Mapping[str, str], seen: Mapping[str, str]
) -> CriterionBlock:
    """The block with its boxes of the plain form: what was typed over what the person saw, else
    what stands.
    """
    return replace(block, lines=tuple(_boxed(line, typed, seen) for line in block.lines))


def _boxed(line: IndicatorLine, typed: Mapping[str, str], seen: Mapping[str, str]) -> IndicatorLine:
    pk = line.requirement.pk
    if f"said-{pk}" not in typed:
        return replace(line, typed=line.state, was=line.state, seen=line.version)
    return replace(
        line,
        typed=typed[f"said-{pk}"],
        was=seen.get(f"was-{pk}", line.state),
        seen=forms.read_version(seen.get(f"seen-{pk}", str(line.version))),
    )


def _changed(posted: Mapping[str, str]) -> dict[str, str]:
    """The boxes of the plain form that say something else than they came with, by their names.

    The others are left alone: what stands there may be newer than the page.
    """
    named = {name: name.replace("said-", "was-", 1) for name in posted if name.startswith("said-")}
    return {
        name: posted[name]
        for name, was in named.items()
        if posted[name].strip() != posted.get(was, "")
    }


def _save_plain_form(
    request: HttpRequest,
    typed: Mapping[str, str],
    commune: AdministrativeUnit,
    scope: Scope,
    *,
    voice: str,
    blocks: list[CriterionBlock],
) -> HttpResponse:
    """The form of a browser without script: one box per indicator, one button."""
    changes = []
    for line in (line for block in blocks for line in block.lines):
        pk = line.requirement.pk
        text = typed.get(f"said-{pk}")
        if text is None:
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
        lines = _lines_by_id(batch, voice)
        conflicts = [
            _conflicting(one, *lines[one.change.requirement.pk]) for one in stale.conflicts
        ]
        return grid.conflict_response(conflicts)
    lines = _lines_by_id(batch, voice)
    wanted = [lines[change.requirement.pk] for change in batch.changes]
    return JsonResponse({"saved": [_saved(commune, block, line) for block, line in wanted]})


def _lines_by_id(
    batch: forms.FigureBatch, voice: str
) -> dict[int, tuple[CriterionBlock, IndicatorLine]]:
    """Indicator id -> its line as it now stands, and the block of its criterion."""
    blocks = read_sheet(
        commune=batch.commune, criteria_set=batch.criteria_set, day=batch.day, voice=voice
    )
    return {line.requirement.pk: (block, line) for block in blocks for line in block.lines}


def _saved(commune: AdministrativeUnit, block: CriterionBlock, line: IndicatorLine) -> dict:
    return grid.saved_cell(
        commune.code,
        line.requirement.pk,
        line.state,
        line.version,
        line.entry.recorded_at if line.entry else None,
        **_beside(block, line),
    )


def _conflicting(conflict: Conflict, block: CriterionBlock, line: IndicatorLine) -> dict:
    change, newest = conflict.change, conflict.newest
    return grid.conflicting_cell(
        change.commune.code,
        change.requirement.pk,
        place=change.place,
        mine=said_text(change.said) if line.is_figure else change.verdict,
        state=line.state,
        version=line.version,
        by=newest and newest.recorded_by,
        at=newest and newest.recorded_at,
        **_beside(block, line),
    )


def _beside(block: CriterionBlock, line: IndicatorLine) -> dict[str, object]:
    """What the page shows beside the cell, and at its criterion."""
    return {
        "verdict": line.verdict,
        "word": line.verdict_word,
        "reason": line.reason,
        "suggestion": line.suggestion_sign,
        "suggestionWord": line.suggestion_word,
        "criterion": block.criterion.pk,
        "criterionWord": block.verdict_word,
        "criterionState": block.square.state,
    }
