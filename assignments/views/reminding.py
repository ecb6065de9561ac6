"""The office reminds others: who is late, the message for their Zalo group, the way to a letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.duty_links import duty_name, duty_path
from assignments.reminding import (
    COMING_DAYS,
    Reminder,
    read_reminder,
    read_reminders,
    whole_units,
    zalo_text,
)
from assignments.views.list_files import reminders_file
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list


@require_safe
def reminding(request: HttpRequest) -> HttpResponse:
    """The query holds the state: `ngay`, and `cho`, whom to remind."""
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    code = query_text(request, "cho")
    context: dict = {"day": day, "coming_days": COMING_DAYS}
    if code:
        reminder = read_reminder(request.user, code, day)
        context |= {
            "reminder": reminder,
            "lists": _lists(reminder),
            "text": zalo_text(reminder, day),
        }
        return render(request, "assignments/reminder.html", context)
    reminders = read_reminders(request.user, day)
    context |= {
        "reminders": reminders,
        "units": whole_units(request.user),
    }
    return render_list(
        request, "assignments/reminding.html", context, lambda: reminders_file(day, reminders)
    )


def _lists(reminder: Reminder) -> list[tuple]:
    """(heading, rows of (name, duty, address))."""
    return [
        (heading, [(duty_name(duty), duty, duty_path(duty)) for duty in duties])
        for heading, duties in (
            ("Quá hạn", reminder.overdue),
            (f"Đến hạn trong {COMING_DAYS} ngày tới", reminder.coming),
        )
    ]
