"""What contradicts itself in a plan (kiểm tra kế hoạch), each with the places it stands in."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assignments.check_places import address
from assignments.checking import check_plan
from assignments.views.list_files import findings_file
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.text import upper_first
from plans import access
from plans.checks import Finding, Severity
from plans.checks.findings import SEVERITY_WORDS

EXPLAINED = {
    Severity.ERROR: "Hai chỗ trong kế hoạch nói khác nhau, hoặc trái với số liệu đã ghi.",
    Severity.WARNING: "Có thể đúng, nhưng nên xem lại trước khi trình.",
    Severity.CUT: "Số lẻ cuối bị bỏ đi thay vì làm tròn lên.",
}


@dataclass(frozen=True)
class Line:
    """A finding and its places: (address, words)."""

    finding: Finding
    places: tuple[tuple[str, str], ...]


@require_safe
def plan_check(request: HttpRequest, code: str) -> HttpResponse:
    """For everybody with a role on the unit; who only received the signed plan finds nothing."""
    plan = access.get_plan(request.user, code)
    office = access.may_edit(request.user, plan)
    if not office and not access.sees_unit(request.user, plan):
        raise Http404
    may_edit = office and access.is_open(plan)
    lines: dict[Severity, list[Line]] = {severity: [] for severity in Severity}
    for finding in check_plan(plan):
        places = tuple(
            (address(place, plan, may_edit=may_edit), upper_first(place.name))
            for place in finding.places
        )
        lines[finding.severity].append(Line(finding, places))
    kinds = [
        (severity.value, SEVERITY_WORDS[severity], EXPLAINED[severity], found)
        for severity, found in lines.items()
    ]
    count = sum(map(len, lines.values()))
    return render_list(
        request,
        "assignments/plan_check.html",
        {"plan": plan, "kinds": kinds, "count": count},
        lambda: findings_file(plan, [line.finding for found in lines.values() for line in found]),
    )
