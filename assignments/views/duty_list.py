"""Tất cả công việc: every duty that a person may read, with the filters in the address."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assignments.access_work import Desk, read_desk, read_visible_duties
from assignments.duties import Duty
from assignments.duty_lists import (
    APART,
    NO_COMMUNE,
    NO_CRITERION,
    PART_WORDS,
    SORTS,
    STATE_WORDS,
    Part,
    narrowed,
)
from assignments.models import Agency
from assignments.views.duty_lines import lines_of
from assignments.views.list_files import duties_file
from assignments.views.work_query import KINDS, WorkQuery, read_page, read_work_query
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.text import sort_key

PER_PAGE = 50


@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    query = read_work_query(request)
    desk = read_desk(request.user)
    visible = read_visible_duties(desk, query.day, plan_code=query.plan)
    duties = listed(visible, query, desk)
    page = Paginator(duties, PER_PAGE).get_page(read_page(request))
    may_move = desk.is_office and query.is_today
    context = {
        "query": query,
        "desk": desk,
        "lines": lines_of(page.object_list, query),
        "page": page,
        "count": len(duties),
        "visible_count": len(visible),
        "may_move": may_move,
        "sorts": [
            (value, words, f"?{query.query(sort=value)}") for value, (words, _) in SORTS.items()
        ],
        **choices(visible, desk),
    }
    return render_list(
        request,
        "assignments/duty_list.html",
        context,
        lambda: duties_file(query, lines_of(duties, query)),
    )


def listed(visible: Sequence[Duty], query: WorkQuery, desk: Desk) -> list[Duty]:
    """What the address asks for, in its order."""
    found = narrowed(visible, query.narrow, day=query.day, is_mine=desk.is_mine)
    return sorted(found, key=SORTS[query.sort][1]) if query.sort else found


def choices(visible: Sequence[Duty], desk: Desk) -> dict:
    """What the filter boxes offer: what there is among the duties. One query."""
    communes = {commune.code: commune for duty in visible for commune in duty.communes}
    criteria = {duty.requirement.code: duty.requirement for duty in visible if duty.requirement}
    agencies = Agency.objects.filter(unit__in=desk.seen).select_related("unit")
    return {
        "plans": desk.plans,
        "agencies": sorted(agencies, key=lambda one: sort_key(one.label)),
        "communes": sorted(communes.values(), key=lambda one: sort_key(one.name)),
        "criteria": sorted(criteria.values(), key=lambda one: sort_key(one.code)),
        "states": [(state.value, words) for state, words in STATE_WORDS.items()],
        "parts": [(part.value, PART_WORDS[part]) for part in (*APART, Part.OPEN, Part.ON_TIME)],
        "kinds": KINDS.items(),
        "no_commune": NO_COMMUNE,
        "no_criterion": NO_CRITERION,
    }
