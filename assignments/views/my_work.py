"""Việc của tôi: what a person is to do, what is late first; where everybody lands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assignments.access_work import Desk, read_desk, read_visible_duties
from assignments.duties import Duty
from assignments.duty_lists import (
    APART,
    PART_WORDS,
    Group,
    Narrow,
    Part,
    by_commune,
    by_criterion,
    counted,
    part_of,
)
from assignments.views.duty_lines import DutyLine, lines_of
from assignments.views.overview import overview_page
from assignments.views.work_query import GROUPS, WorkQuery, read_day, read_group
from assignments.waiting_reviews import Asked, read_waiting
from communes.access import last_day
from communes.rules import Step

SHOWN = 12  # lines of a part; the number above them leads to all
TO_DO = (Part.LATE, Part.SOON, Part.WAITING, Part.REST)
ASKED_WORDS = {
    Step.SUBMITTED: "chờ thẩm tra",
    Step.VERIFIED: "chờ xác nhận",
    Step.RETURNED: "bị trả lại",
}


@dataclass(frozen=True)
class Section:
    """One part of the list. count: all of it; lines: its first ones; address: of all."""

    part: Part
    words: str
    count: int
    address: str
    lines: Sequence[DutyLine]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    query, group = read_day(request), read_group(request)
    desk = read_desk(request.user)
    if desk.leads_units:
        return overview_page(request, desk, query)
    visible = read_visible_duties(desk, query.day, plan_code=query.plan)
    own = has_own(desk)
    query = replace(query, narrow=Narrow(mine=own))
    duties = [duty for duty in visible if desk.is_mine(duty)] if own else visible
    counts = counted(duties, query.day)
    context = {
        "query": query,
        "desk": desk,
        "own": own,
        "is_member": bool(desk.agencies) and not desk.headed,
        "agencies": _agencies(desk),
        "plans": desk.plans,
        "groups": GROUPS.items(),
        "group": group,
        "counts": [
            (part, _words(part, desk), counts[part], f"/viec/?{query.query(part=part.value)}")
            for part in APART
        ],
        "sections": [] if group else list(_sections(duties, query, desk)),
        "table": _table(duties, query, group) if group else [],
        "heads": [PART_WORDS[part] for part in APART],
        "asked": _asked(desk, query, request.user),
        "visible_count": len(visible),
        "everything": reverse("assignments:duty_list"),
    }
    return render(request, "assignments/my_work.html", context)


def has_own(desk: Desk) -> bool:
    """Whether anything can ever stand in the person's own list; else the unit's is shown."""
    return bool(desk.own_offices or desk.agencies or desk.staff)


def _agencies(desk: Desk):
    held = desk.user.agency_memberships.select_related("agency") if desk.agencies else []
    return [one.agency for one in held]


def _words(part: Part, desk: Desk) -> str:
    if part is Part.WAITING and desk.own_offices:
        return "Chờ bạn xác nhận"
    return PART_WORDS[part]


def _sections(duties: Sequence[Duty], query: WorkQuery, desk: Desk):
    by_part: dict[Part, list[Duty]] = {part: [] for part in APART}
    for duty in duties:
        by_part[part_of(duty, query.day)].append(duty)
    for part in TO_DO:
        found = by_part[part]
        yield Section(
            part,
            _words(part, desk),
            len(found),
            f"{reverse('assignments:duty_list')}?{query.query(part=part.value)}",
            lines_of(found[:SHOWN], query),
        )


def _table(duties: Sequence[Duty], query: WorkQuery, group: str) -> list[dict]:
    """Per commune or criterion the counts of each part, each with its address."""
    groups = by_commune(duties, query.day) if group == "xa" else by_criterion(duties, query.day)
    return [{"name": one.name, "numbers": list(_numbers(one, query))} for one in groups]


def _numbers(group: Group, query: WorkQuery):
    fields = {"xa": "commune", "bo": "criteria_set", "tieu-chi": "criterion"}
    of_group = {fields[name]: value for name, value in group.keys.items()}
    for part in APART:
        yield (
            PART_WORDS[part],
            group.counts[part],
            f"{reverse('assignments:duty_list')}?{query.query(part=part.value, **of_group)}",
        )


def _asked(desk: Desk, query: WorkQuery, user) -> list[dict]:
    day = min(query.day, last_day(user, query.today))
    return [
        {
            "commune": one.commune,
            "criteria_set": one.criteria_set,
            "agency": one.agency,
            "words": ASKED_WORDS[one.step],
            "count": one.count,
            "address": _review_address(one, day.isoformat()),
        }
        for one in read_waiting(desk, day)
    ]


def _review_address(one: Asked, day: str) -> str:
    agency = f"&co-quan={one.agency.pk}" if one.agency else ""
    page = reverse("assignments:review", args=[one.commune.code])
    return f"{page}?ngay={day}&bo={one.criteria_set.code}&buoc={one.step.value}{agency}"
