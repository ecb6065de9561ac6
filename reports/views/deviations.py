"""Lệch so với kế hoạch đã ký: what has moved since a plan was signed, who did it and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ntm_portal.lib.lists_out import ListColumn, ListFile, moment, render_list
from plans.access import PAPER, get_plan, sees_unit
from reports.signed import deviations, signed_papers

COLUMNS = (
    ListColumn("Chỗ", lambda one: one.place, 50),
    ListColumn("Khi ký", lambda one: one.before, 24),
    ListColumn("Hôm nay", lambda one: one.after, 24),
    ListColumn("Người ghi", lambda one: one.by and str(one.by), 24),
    ListColumn("Lúc", lambda one: moment(one.at), 18),
)


@require_safe
def plan_deviations(request: HttpRequest, plan: str) -> HttpResponse:
    found = get_plan(request.user, plan)
    if not sees_unit(request.user, found):
        raise Http404  # the signed plan was sent to the communes; what moved since was not
    is_kept = found.status in PAPER and found.signed_figures.exists()
    moved = deviations(found, timezone.localdate()) if is_kept else []
    context = {
        "plan": found,
        "is_paper": found.status in PAPER,
        "is_kept": is_kept,
        "deviations": moved,
        "appendices": signed_papers(found) if is_kept else [],
    }
    return render_list(
        request,
        "reports/plan_deviations.html",
        context,
        lambda: ListFile("Lệch so với kế hoạch đã ký", COLUMNS, moved, found.code),
    )
