"""Decisions on thresholds that were entered: the list, one of them, and its taking back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from communes import access_decisions as access
from communes.forms.decisions import WithdrawalForm
from communes.models import AdministrativeUnit, DecisionEntry
from communes.services.decisions import withdraw_decision
from communes.views.list_files import decisions_file
from criteria.models import CriteriaSet, Threshold
from criteria.yardsticks import Yardstick
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import sort_key


@dataclass(frozen=True)
class Line:
    """One level that a decision sets, in words."""

    threshold: Threshold

    @property
    def yardstick(self) -> Yardstick:
        row = self.threshold
        return Yardstick(row.requirement, row, row.value, row.provenance)


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """What was entered, by set where the address names one, and the form that leads to entering."""
    sets = CriteriaSet.objects.for_communes().exclude(status=CriteriaSet.Status.DRAFT)
    sets = list(sets.order_by("-effective_from", "pk"))
    entries = access.visible_decisions(request.user)
    code = query_text(request, "bo")
    chosen = next((one for one in sets if one.code == code), None)
    if code:
        entries = entries.filter(decision__criteria_set__code=code)
    units = access.deciding_units(request.user).select_related("parent")
    context = {
        "entries": entries,
        "sets": sets,
        "chosen": chosen,
        "code": code,
        "units": sorted(units, key=_existing_first),
    }
    return render_list(
        request, "communes/decision_list.html", context, lambda: decisions_file(entries, code)
    )


def _existing_first(unit: AdministrativeUnit) -> tuple:
    return unit.valid_to is not None, unit.level != "PROVINCE", sort_key(unit.name)


@require_safe
def decision_detail(request: HttpRequest, decision_id: int) -> HttpResponse:
    entry = access.get_decision(request.user, decision_id)
    units = access.deciding_units(request.user).filter(pk=entry.unit_id)
    return render(
        request,
        "communes/decision_detail.html",
        {
            "entry": entry,
            "decision": entry.decision,
            "lines": _lines(entry),
            "may_withdraw": not _is_withdrawn(entry) and units.exists(),
        },
    )


def _lines(entry: DecisionEntry) -> list[Line]:
    rows = entry.decision.thresholds.select_related("requirement", "region", "commune_group")
    return [Line(row) for row in rows.order_by("requirement__position", "year", "pk")]


def _is_withdrawn(entry: DecisionEntry) -> bool:
    return getattr(entry, "withdrawal", None) is not None


@require_http_methods(["GET", "HEAD", "POST"])
def decision_withdraw(request: HttpRequest, decision_id: int) -> HttpResponse:
    entry = access.get_own_decision(request.user, decision_id)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _withdrawn(request, entry, form):
        messages.success(request, f"Đã rút quyết định {entry.decision}.")
        return redirect("communes:decision_detail", entry.pk)
    context = {"entry": entry, "decision": entry.decision, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "communes/decision_withdraw.html", context, status=status)


def _withdrawn(request: HttpRequest, entry: DecisionEntry, form: WithdrawalForm) -> bool:
    try:
        withdraw_decision(
            entry=entry,
            reason=form.cleaned_data["reason"],
            today=timezone.localdate(),
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True
