"""The letter that urges, as a page and as a file, for the office that sends it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.reminding import read_reminder
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from reports import renderers
from reports.letters import Letter
from reports.renderers import html
from reports.rules import chosen_format, file_name
from reports.urging import enclosure, urging_letter

DOWNLOADS = (("pdf", "Tải PDF"), ("xlsx", "Tải Excel"), ("docx", "Tải Word"))

WHOLE = {"pdf", "docx"}


@require_safe
def urging(request: HttpRequest) -> HttpResponse:
    """The query holds the state: `cho`, whom to urge; `ngay`; `format`."""
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    file_format = chosen_format(query_text(request, "format"))
    reminder = read_reminder(request.user, query_text(request, "cho"), day)
    letter = urging_letter(reminder, day) if reminder.overdue else None
    if file_format == "html":
        context = {
            "reminder": reminder,
            "day": day,
            "letter": letter,
            "fragment": html.fragment(letter.table) if letter else "",
            "downloads": DOWNLOADS,
        }
        return render(request, "reports/urging_letter.html", context)
    if letter is None:
        raise Refused(
            f"{reminder.to.name} không có nội dung quá hạn đến ngày {format_day(day)}, "
            "nên không có công văn. Chọn ngày hoặc nơi khác."
        )
    made = _made(letter, file_format)
    name = file_name(code="DonDoc", plan_name=reminder.to.code, day=day, extension=file_format)
    response = HttpResponse(made.body, content_type=made.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _made(letter: Letter, file_format: str) -> renderers.Rendered:
    """The whole letter where it is printed or edited; else its table as an enclosure."""
    if file_format in WHOLE:
        return renderers.render_letter(letter, file_format)
    return renderers.render(enclosure(letter), file_format)
