"""Two plans side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from plans import access
from plans.comparing import Comparison, Pair, read_comparison
from plans.models import Plan
from plans.progress_rules import Kind
from plans.rules import PlanRow, PlanTotals, totals
from plans.views.progress_links import CellLinks

BAD_REQUEST = 400


@require_safe
def plan_compare(request: HttpRequest) -> HttpResponse:
    """`a` and `b` are codes of plans; without both of them, the form to choose them."""
    codes = query_text(request, "a"), query_text(request, "b")
    chosen = [access.get_plan(request.user, code) for code in codes if code]
    context: dict = {"plans": Plan.objects.visible_to(request.user), "codes": codes}
    if len(chosen) == len(codes):
        first, second = chosen
        if first == second:
            raise Refused(
                f"Hai ô cùng là ‘{first.short_name}’. Chọn hai kế hoạch khác nhau.",
                status=BAD_REQUEST,
            )
        context |= {"first": first, "second": second}
        context |= _table(first, second, read_comparison(first, second))
    return render(request, "plans/plan_compare.html", context)


def _table(first: Plan, second: Plan, found: Comparison) -> dict:
    links = [CellLinks(plan, plan.baseline_on) for plan in (first, second)]
    return {
        "groups": [
            ("hai-ben", "có trong cả hai kế hoạch", _lines(found.both, links)),
            ("chi-a", f"chỉ có trong {first.short_name}", _lines(found.only_first, links)),
            ("chi-b", f"chỉ có trong {second.short_name}", _lines(found.only_second, links)),
        ],
        "totals": [
            {"totals": sums, "numbers": _numbers(sums, one)}
            for sums, one in zip(
                (totals(found.first_rows), totals(found.second_rows)), links, strict=True
            )
        ],
        "same_set": first.criteria_set_id == second.criteria_set_id,
    }


def _lines(pairs: list[Pair], links: list[CellLinks]) -> list[dict]:
    return [
        {
            "pair": pair,
            "sides": [
                _side(pair.first, links[0], pair),
                _side(pair.second, links[1], pair),
            ],
        }
        for pair in pairs
    ]


def _side(row: PlanRow | None, links: CellLinks, pair: Pair) -> dict | None:
    if row is None:
        return None
    return {"row": row, "numbers": _numbers(row, links, commune=pair.commune.code)}


def _numbers(sums: PlanRow | PlanTotals, links: CellLinks, **narrowed: str) -> list:
    """What was met, what is a target, and both together, in this order."""
    if isinstance(sums, PlanRow):
        met, targeted, planned = sums.met_count, sums.targeted_count, sums.planned_total
    else:
        met, targeted, planned = sums.met, sums.targeted, sums.planned
    counts = {Kind.BASELINE: met, Kind.PLANNED: targeted, Kind.PROMISED: planned}
    return links.numbers(counts, **narrowed)
