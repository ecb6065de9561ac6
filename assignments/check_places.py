"""Where a finding's places stand on pages: (address, words) for each. Reads nothing."""

from urllib.parse import urlencode

from django.urls import reverse

from plans.checks import Place
from plans.models import Plan

# Kind of a place -> section of the page of contents; a key leads to the line itself.
SECTIONS = {
    "basis": "can-cu",
    "narrative": "noi-dung",
    "objective": "chi-tieu",
    "objectives": "chi-tieu",
    "village": "thon",
    "group": "nhom-xa",
    "mandate": "bat-buoc",
    "capital": "von",
    "plan": "thong-tin",
}
OF_A_COMMUNE = {"board": "communes:commune_detail", "sheet": "communes:sheet"}
SITUATION = {"finding", "measure"}  # what the appendix of a single-commune plan shows


def address(place: Place, plan: Plan, *, may_edit: bool) -> str:
    """may_edit: a row leads to its form, else to the plan's table."""
    if place.kind in SECTIONS:
        section = SECTIONS[place.kind]
        line = f"{section}-{place.key}" if place.key else section
        return f"{reverse('plans:contents', args=[plan.code])}#{line}"
    if place.kind == "work":
        return f"{reverse('assignments:work_list', args=[plan.code])}#viec-{place.key}"
    if place.kind in OF_A_COMMUNE:
        query = urlencode({"ngay": plan.baseline_on, "bo": plan.criteria_set.code})
        return f"{reverse(OF_A_COMMUNE[place.kind], args=[place.key])}?{query}"
    if place.kind in SITUATION and plan.kind == Plan.Kind.COMMUNE:
        return reverse("reports:appendix", args=[plan.code, "thuc-trang"])
    if place.kind == "row" and may_edit:
        return reverse("plans:row_edit", args=[plan.code, place.key])
    return reverse("plans:plan_detail", args=[plan.code])
