"""What an item's words mean: dates that were not read, and agencies, by hand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assignments.forms.work import PartiesForm, TimingForm
from assignments.models import WorkItem, WorkParty
from assignments.services.parties import set_parties
from assignments.services.work import answer_timing
from assignments.work_page import reading_of
from ntm_portal.lib.dates import format_day
from plans import access
from plans.views.answers import take


@require_http_methods(["GET", "HEAD", "POST"])
def work_reading(request: HttpRequest, code: str, item_id: int) -> HttpResponse:
    """Also of a signed plan: its words are sealed, who does the work and by when is not."""
    plan = access.get_plan_to_edit(request.user, code)
    item = WorkItem.objects.filter(plan=plan, pk=item_id).select_related("section").first()
    if item is None:
        raise Http404
    item.plan = plan
    timing, cells = reading_of(item, plan)
    asks = timing.by_hand or bool(timing.why)
    which = request.POST.get("which", "") if request.method == "POST" else ""
    timing_form = TimingForm(request.POST if which == "timing" else None, initial=_terms(item))
    parties_form = PartiesForm(
        request.POST if which == "parties" else None, plan=plan, initial=_parties(item)
    )
    said: list[str] = []

    def answer() -> None:
        terms = timing_form.cleaned_data["terms"]
        said.extend(answer_timing(item=item, terms=terms, by=request.user))

    def link() -> None:
        set_parties(item=item, parties=parties_form.parties, by=request.user)

    outcomes = [take(timing_form, answer), take(parties_form, link)]
    if any(outcome.done for outcome in outcomes):
        messages.success(request, "Đã lưu cách hiểu. Lời văn giữ nguyên.")
        for sentence in said:
            messages.warning(request, sentence)
        return redirect(f"{reverse('assignments:work_list', args=[code])}#viec-{item.pk}")
    context = {
        "plan": plan,
        "item": item,
        "timing": timing,
        "cells": cells,
        "asks": asks,
        "timing_form": timing_form,
        "parties_form": parties_form,
        "back": f"{reverse('assignments:work_list', args=[code])}#viec-{item.pk}",
    }
    status = max(outcome.status for outcome in outcomes)
    return render(request, "assignments/work_reading.html", context, status=status)


def _terms(item: WorkItem) -> dict[str, object]:
    """The dates that stand, as the form writes them."""
    lines = []
    for task in item.tasks.order_by("position"):
        if task.due_on:
            begins = f"{format_day(task.starts_on)} - " if task.starts_on else ""
            lines.append(f"{begins}{format_day(task.due_on)}")
    return {"terms": "\n".join(lines), "undated": item.reading == WorkItem.Reading.OPEN}


def _parties(item: WorkItem) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {role: [] for role in WorkParty.Role.values}
    for party in item.parties.all():
        found[party.role].append(party.agency_id)
    return found
