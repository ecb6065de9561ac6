"""Lệch so với kế hoạch đã ký: what has moved since a plan was signed, who did it and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.access import PAPER, get_plan, sees_unit
from reports.signed import deviations, signed_papers


@require_safe
def plan_deviations(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_plan(request.user, plan)
    if not sees_unit(request.user, found):
        raise Http404  # the signed plan was sent to the communes; what moved since was not
    is_kept = found.status in PAPER and found.signed_figures.exists()
    context = {
        "plan": found,
        "is_paper": found.status in PAPER,
        "is_kept": is_kept,
        "deviations": deviations(found, timezone.localdate()) if is_kept else [],
        "appendices": signed_papers(found) if is_kept else [],
    }
    return render(request, "reports/plan_deviations.html", context)
