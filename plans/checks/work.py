"""The list of work: nobody leads an item, nobody knows when, or it is due after the plan. Pure."""

from collections.abc import Iterator
from datetime import date

from ntm_portal.lib.dates import format_day
from plans.checks.facts import PlanFacts
from plans.checks.findings import Finding, Severity


def check(facts: PlanFacts) -> Iterator[Finding]:
    last_day = date(facts.last_year, 12, 31)
    for item in facts.work:
        if not item.has_lead:
            said = f"‘{item.leading}’ không là cơ quan nào đã ghi" if item.leading else "còn trống"
            message = f"Việc ‘{item.short}’: cơ quan chủ trì {said}."
            yield Finding("work-lead", Severity.WARNING, message, (item.place,), item.leading)
        if item.unread:
            message = (
                f"Việc ‘{item.short}’: thời gian ‘{item.timing}’ chưa đọc được: {item.unread}."
            )
            yield Finding("work-timing", Severity.WARNING, message, (item.place,), item.timing)
        if item.due_on is not None and item.due_on > last_day:
            message = (
                f"Việc ‘{item.short}’: hạn {format_day(item.due_on)} sau ngày cuối của kế hoạch "
                f"{format_day(last_day)}."
            )
            yield Finding(
                "work-after-plan",
                Severity.WARNING,
                message,
                (item.place,),
                format_day(item.due_on),
                f"đến {format_day(last_day)}",
            )
