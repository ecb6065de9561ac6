"""The appendix of a reporting cycle: as a page, and as a file to download."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.access_reports import get_cycle, get_reported_plan
from assignments.models import ReportingCycle
from ntm_portal.lib.http import query_text
from plans.models import Plan
from reports import renderers
from reports.appendices import cycle_reports
from reports.renderers import html
from reports.rules import chosen_format, file_name
from reports.views.appendix import DOWNLOADS


@require_safe
def cycle_appendix(request: HttpRequest, plan: str) -> HttpResponse:
    """The query holds the state: `ky`, by default the newest that has begun, and `format`."""
    found = get_reported_plan(request.user, plan)
    file_format = chosen_format(query_text(request, "format"))
    key, today = query_text(request, "ky"), timezone.localdate()
    cycles = list(ReportingCycle.objects.filter(plan=found).order_by("first_on", "last_on"))
    cycle = get_cycle(found, key) if key else _newest(cycles, today)
    cycle.plan = found
    table = cycle_reports.build(cycle=cycle, day=today)
    if file_format != "html":
        body = renderers.render(table, file_format).body
        name = _file_name(found, cycle, file_format)
        response = HttpResponse(body, content_type=renderers.CONTENT_TYPES[file_format])
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    context = {
        "plan": found,
        "cycle": cycle,
        "cycles": cycles,
        "table": table,
        "fragment": html.fragment(table),
        "downloads": DOWNLOADS,
    }
    return render(request, "reports/cycle_appendix.html", context)


def _newest(cycles: list[ReportingCycle], today: date) -> ReportingCycle:
    """The one that began last, else the first to come. Raises Http404 where there is none."""
    begun = [cycle for cycle in cycles if cycle.first_on <= today]
    if not cycles:
        raise Http404
    return max(begun, key=lambda cycle: cycle.first_on) if begun else cycles[0]


def _file_name(plan: Plan, cycle: ReportingCycle, extension: str) -> str:
    named = f"{plan.number or plan.code}-{cycle.key}"
    return file_name(code="TongHopBaoCao", plan_name=named, day=cycle.last_on, extension=extension)
