"""One appendix: as a page, and as a file to download; of a signed plan the copy that was kept."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from plans.access import PAPER, get_plan, sees_unit
from plans.models import Plan
from reports import renderers
from reports.appendices import appendices_of
from reports.frozen_tables import load
from reports.renderers import html
from reports.rules import chosen_format, file_name
from reports.signed import computed_table, signed_appendix, signed_bytes
from reports.tables import AppendixTable

# (value of ?format=, words on the button)
DOWNLOADS = (("pdf", "Tải PDF"), ("xlsx", "Tải Excel"), ("docx", "Tải Word"), ("json", "Tải JSON"))


@require_safe
def appendix(request: HttpRequest, plan: str, appendix: str) -> HttpResponse:
    """The query holds the state: `format`, and `ngay` in place of the plan's baseline day."""
    found = get_plan(request.user, plan)
    file_format = chosen_format(query_text(request, "format"))
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=found.baseline_on)
    if day != found.baseline_on and not sees_unit(request.user, found):
        raise Http404  # the signed day was sent to the communes; what moved since was not
    kept = signed_appendix(found, appendix, day)
    table = load(kept.table) if kept else _computed(found, appendix, day)
    if file_format != "html":
        body = signed_bytes(kept, file_format) if kept else _made(table, file_format)
        return _download(body, table, found, day, file_format)
    context = {
        "plan": found,
        "kept": kept,
        "is_unsigned": kept is None and found.status in PAPER and found.signed_appendices.exists(),
        "may_compare": kept is not None and sees_unit(request.user, found),
        "table": table,
        "fragment": html.fragment(table),
        "day": day,
        "today": today,
        "downloads": DOWNLOADS,
    }
    return render(request, "reports/appendix.html", context)


def _computed(plan: Plan, code: str, day: date) -> AppendixTable:
    build = appendices_of(plan).get(code)
    if build is None:
        raise Http404
    return computed_table(plan, build, day)


def _made(table: AppendixTable, file_format: str) -> bytes:
    return renderers.render(table, file_format).body


def _download(
    body: bytes, table: AppendixTable, plan: Plan, day: date, file_format: str
) -> HttpResponse:
    name = file_name(
        code=table.code, plan_name=plan.number or plan.code, day=day, extension=file_format
    )
    response = HttpResponse(body, content_type=renderers.CONTENT_TYPES[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
