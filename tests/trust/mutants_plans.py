"""Mutants of the guards of plans."""

from plans import access as plan_access
from plans.models import Plan, PlanCommune, PlanScan
from plans.step_rules import Party
from plans.views import steps
from reports.views import signing
from tests.trust.mutants import Mutant, every_unit, first_of, yes


def row_of_any_plan(user, code, commune_code):
    """Also of a plan of many communes: the plan's own guard alone."""
    return plan_access.get_row(plan_access.get_plan(user, code), commune_code)


def scan_of_any_plan(user, code, pk):
    return plan_access.get_plan(user, code), PlanScan.objects.filter(pk=pk).first()


PLAN_MUTANTS = [
    Mutant(
        plan_access,
        "get_plan",
        lambda user, code: Plan.objects.filter(code=code).first(),
        "ke-hoach/<slug:code>/",
        "GET",
    ),
    Mutant(plan_access, "sees_unit", yes, "ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/", "GET"),
    Mutant(plan_access, "may_edit", yes, "ke-hoach/<slug:code>/tieu-de/"),
    Mutant(
        plan_access,
        "get_plan_to_edit",
        plan_access.get_plan,
        "ke-hoach/<slug:code>/noi-dung/thong-tin/",
        "GET",
    ),
    Mutant(plan_access, "get_plan_to_edit", plan_access.get_plan, "ke-hoach/<slug:code>/chep/"),
    Mutant(plan_access, "planning_units", every_unit, "ke-hoach/moi/"),
    Mutant(plan_access, "sees_unit", yes, "ke-hoach/<slug:plan>/lech/", "GET"),
    Mutant(plan_access, "sees_unit", yes, "ke-hoach/<slug:code>/kiem-tra/", "GET"),
    Mutant(plan_access, "is_open", yes, "ke-hoach/<slug:code>/noi-dung/thong-tin/", "GET"),
    *(
        Mutant(plan_access, "parties", lambda user, plan: frozenset(Party), address)
        for address in (
            "ke-hoach/<slug:code>/trinh/",
            "ke-hoach/<slug:code>/duyet/",
            "ke-hoach/<slug:code>/ban-quet/",
        )
    ),
    *(
        Mutant(place, "may_take", yes, address)
        for place, address in (
            (steps, "ke-hoach/<slug:code>/trinh/"),
            (steps, "ke-hoach/<slug:code>/tra-lai/"),
            (signing, "ke-hoach/<slug:plan>/ky/"),
        )
    ),
    Mutant(
        plan_access,
        "get_scan",
        scan_of_any_plan,
        "ke-hoach/<slug:code>/ban-quet/<int:scan_id>/",
        "GET",
    ),
    Mutant(plan_access, "is_open", yes, "ke-hoach/<slug:code>/xa/<slug:commune_code>/", "GET"),
    Mutant(
        plan_access,
        "get_row",
        first_of(PlanCommune),
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/",
        "GET",
    ),
    Mutant(
        plan_access,
        "get_situation_row",
        row_of_any_plan,
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/thuc-trang/",
        "GET",
    ),
    Mutant(
        plan_access,
        "get_situation_row_to_edit",
        plan_access.get_situation_row,
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/giai-phap/",
    ),
    Mutant(
        plan_access,
        "get_situation_row_to_edit",
        plan_access.get_situation_row,
        "ke-hoach/<slug:code>/xa/<slug:commune_code>/chi-tieu/<int:indicator_id>/bo/",
    ),
]
