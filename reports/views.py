"""One appendix: as a page, and as a file to download."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from plans.access import get_plan, sees_unit
from plans.models import Plan
from reports import renderers
from reports.appendices import appendices_of
from reports.renderers import html
from reports.rules import chosen_format, file_name
from reports.tables import AppendixTable

# (value of ?format=, words on the button)
DOWNLOADS = (("pdf", "Tải PDF"), ("xlsx", "Tải Excel"), ("docx", "Tải Word"), ("json", "Tải JSON"))


@require_safe
def appendix(request: HttpRequest, plan: str, appendix: str) -> HttpResponse:
    """The query holds the state: `format`, and `ngay` in place of the plan's baseline day."""
    found = get_plan(request.user, plan)
    build = appendices_of(found).get(appendix)
    if build is None:
        raise Http404
    file_format = chosen_format(query_text(request, "format"))
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=found.baseline_on)
    if day != found.baseline_on and not sees_unit(request.user, found):
        raise Http404  # the signed day was sent to the communes; what moved since was not
    table = build(plan=found, day=day)
    if file_format != "html":
        return _download(table, found, day, file_format)
    context = {
        "plan": found,
        "table": table,
        "fragment": html.fragment(table),
        "day": day,
        "today": today,
        "downloads": DOWNLOADS,
    }
    return render(request, "reports/appendix.html", context)


def _download(table: AppendixTable, plan: Plan, day: date, file_format: str) -> HttpResponse:
    rendered = renderers.render(table, file_format)
    name = file_name(
        code=table.code, plan_name=plan.number or plan.code, day=day, extension=file_format
    )
    response = HttpResponse(rendered.body, content_type=rendered.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
