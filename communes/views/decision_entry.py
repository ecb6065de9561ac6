"""Entering a decision on thresholds: the form, the preview of what it turns round, the storing."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communes import access
from communes.access_decisions import get_deciding_unit
from communes.decisions import Draft, read_levels
from communes.flips import CommuneFlips, read_flips
from communes.forms.decisions import DecisionForm
from communes.models import AdministrativeUnit
from communes.services.decisions import draft_decision, enter_decision
from criteria.models import CriteriaSet
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused

MOST_SHOWN = 300  # verdicts; a page with more is read by nobody


@require_http_methods(["GET", "HEAD", "POST"])
def decision_enter(request: HttpRequest) -> HttpResponse:
    """POST `step`: preview shows what would turn round, edit goes back, save stores."""
    today = timezone.localdate()
    named, below = query_text(request, "bo"), query_text(request, "don-vi")
    if not named or not below:
        return redirect("communes:decision_list")
    unit = get_deciding_unit(request.user, below, today)
    criteria_set = access.get_criteria_set(named)
    groups = read_levels(unit=unit, criteria_set=criteria_set)
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "edit":
        form = DecisionForm(initial=request.POST.dict() or _initial(unit), groups=groups)
        return _entry_page(request, form, unit, criteria_set)
    form = DecisionForm(request.POST, groups=groups)
    if not form.is_valid():
        return _entry_page(request, form, unit, criteria_set, status=422)
    decided = {"criteria_set": criteria_set, "unit": unit, "today": today, **form.facts}
    try:
        if step == "save":
            entry = enter_decision(**decided, by=request.user)
            messages.success(request, f"Đã ghi quyết định {entry.decision}.")
            return redirect("communes:decision_detail", entry.pk)
        draft = draft_decision(**decided)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _entry_page(request, form, unit, criteria_set, status=422)
    return _preview_page(request, form, draft)


def _initial(unit: AdministrativeUnit) -> dict[str, str]:
    """The committee of the province is the one that decides on levels."""
    above: AdministrativeUnit | None = unit
    while above is not None and above.level != AdministrativeUnit.Level.PROVINCE:
        above = above.parent
    return {"issuer": f"UBND {above.get_kind_display()} {above.name}"} if above else {}


def _entry_page(
    request: HttpRequest,
    form: DecisionForm,
    unit: AdministrativeUnit,
    criteria_set: CriteriaSet,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "unit": unit,
        "criteria_set": criteria_set,
        "query": _query(unit, criteria_set),
    }
    return render(request, "communes/decision_enter.html", context, status=status)


def _preview_page(request: HttpRequest, form: DecisionForm, draft: Draft) -> HttpResponse:
    outcome = read_flips(draft=draft, today=timezone.localdate())
    shown = _first(outcome.communes, MOST_SHOWN)
    context = {
        "form": form,
        "draft": draft,
        "decision": draft.decision,
        "outcome": outcome,
        "shown": shown,
        "hidden_count": outcome.flip_count - sum(len(one.flips) for one in shown),
        "query": _query(draft.unit, draft.criteria_set),
    }
    return render(request, "communes/decision_preview.html", context)


def _first(communes: Sequence[CommuneFlips], most: int) -> list[CommuneFlips]:
    """The first `most` verdicts; the last commune may be cut short."""
    shown: list[CommuneFlips] = []
    for one in communes:
        room = most - sum(len(before.flips) for before in shown)
        if room <= 0:
            break
        shown.append(replace(one, flips=one.flips[:room]))
    return shown


def _query(unit: AdministrativeUnit, criteria_set: CriteriaSet) -> str:
    return urlencode({"bo": criteria_set.code, "don-vi": unit.code})
