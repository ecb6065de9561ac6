"""The leader's one screen: which agency is late, which communes are at risk."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from assignments.access_work import Desk, read_desk, read_visible_duties
from assignments.duties import Duty
from assignments.duty_lists import NO_AGENCY, PART_WORDS, Part, counted
from assignments.models import Agency
from assignments.views.list_files import overview_file
from assignments.views.work_query import WorkQuery, read_day
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.numbers import round_beside
from plans.models import Plan
from plans.progress_rules import Kind, Pace, due, pace, term_of
from plans.querysets import read_promises
from plans.views.progress_links import PACE_WORDS, CellLinks

COLUMNS = (Part.OPEN, Part.LATE, Part.SOON, Part.WAITING, Part.DONE)
AT_RISK = (Pace.MISSED, Pace.BEHIND)
NOBODY = "Chưa giao cơ quan nào"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return overview_page(request, read_desk(request.user), read_day(request))


def overview_page(request: HttpRequest, desk: Desk, query: WorkQuery) -> HttpResponse:
    """Also the home page of a leader; only plans of units that the person sees whole."""
    desk = replace(desk, plans=[plan for plan in desk.plans if plan.unit_id in desk.seen])
    duties = read_visible_duties(desk, query.day, plan_code=query.plan)
    plans = [plan for plan in desk.plans if query.plan in ("", plan.code)]
    lines = list(_agency_lines(duties, query))
    communes = [line for plan in plans for line in _communes_at_risk(plan, duties, query)]
    context = {
        "query": query,
        "desk": desk,
        "plans": desk.plans,
        "heads": [PART_WORDS[part] for part in COLUMNS],
        "lines": lines,
        "total": _line("Cộng", duties, query),
        "communes": communes,
        "to_approve": [plan for plan in plans if plan.status == Plan.Status.SUBMITTED],
        "title": "Việc của tôi" if request.path == "/" else "Tổng quan",
    }
    return render_list(
        request,
        "assignments/overview.html",
        context,
        lambda: overview_file(query, context["heads"], lines),
    )


def _agency_lines(duties: Sequence[Duty], query: WorkQuery) -> Iterable[dict]:
    """Most late first; a duty of two agencies counts for both, and once in the total."""
    by_agency: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        for agency in duty.acting or (NO_AGENCY,):
            by_agency[str(agency)].append(duty)
    agencies = Agency.objects.in_bulk([int(pk) for pk in by_agency if pk != NO_AGENCY])
    names = {str(pk): agency.label for pk, agency in agencies.items()} | {NO_AGENCY: NOBODY}
    lines = [_line(names[pk], found, query, agency=pk) for pk, found in by_agency.items()]
    return sorted(lines, key=lambda line: (-line["late"], -line["open"], line["name"]))


def _line(name: str, duties: Sequence[Duty], query: WorkQuery, **narrow: str) -> dict:
    counts = counted(duties, query.day)
    dated, on_time = counts[Part.DATED_DONE], counts[Part.ON_TIME]
    page = reverse("assignments:duty_list")

    def address(part: Part) -> str:
        return f"{page}?{query.query(part=part.value, **narrow)}"

    return {
        "name": name,
        "agency": narrow.get("agency", NO_AGENCY),
        "numbers": [
            (part.value, PART_WORDS[part], counts[part], address(part)) for part in COLUMNS
        ],
        "late": counts[Part.LATE],
        "open": counts[Part.OPEN],
        "on_time": on_time,
        "on_time_address": address(Part.ON_TIME),
        "dated": dated,
        "dated_address": address(Part.DATED_DONE),
        "share": round_beside(Fraction(100 * on_time, dated), None, 0) if dated else None,
    }


def _communes_at_risk(plan: Plan, duties: Sequence[Duty], query: WorkQuery) -> Iterable[dict]:
    """Communes behind the plan's calendar, as its progress page judges them, or with a late
    target; the farthest behind first. Four queries.
    """
    promises = read_promises(plan, query.day)
    term, links = term_of(plan.first_year, plan.last_year), CellLinks(plan, query.day)
    targets = [duty for duty in duties if duty.row and duty.plan.pk == plan.pk and duty.is_late]
    late = Counter(duty.row.pk for duty in targets if duty.row)
    of_plan = replace(query, plan=plan.code)
    page = reverse("assignments:duty_list")
    found = []
    for row in promises.rows:
        planned, code = promises.promised[row.pk], row.commune.code
        reached = len(planned & promises.met.get(row.commune_id, set()))
        judged = pace(len(planned), reached, term, query.day)
        if judged not in AT_RISK and not late[row.pk]:
            continue
        narrow = {"commune": code, "kind": "muc-tieu", "part": Part.LATE.value}
        found.append(
            {
                "row": row,
                "plan": plan,
                "pace": judged,
                "word": PACE_WORDS[judged],
                "planned": len(planned),
                "planned_address": links.address(Kind.PLANNED, commune=code),
                "reached": reached,
                "reached_address": links.address(Kind.REACHED, commune=code),
                "due": due(len(planned), term, query.day),
                "late": late[row.pk],
                "late_address": f"{page}?{of_plan.query(**narrow)}",
            }
        )
    return sorted(found, key=lambda line: (line["reached"] - line["due"], line["row"].position))
