"""Mutants of the guards of duties and of reports."""

from dataclasses import replace

from assignments import access, access_reports, access_work
from assignments.duties import read_duties
from assignments.models import Agency, ReportingParty
from communes.models import AdministrativeUnit
from plans.models import Plan
from tests.trust.mutants import Mutant
from tests.trust.mutants_agencies import any_agency

DUTY, REPORT = "viec/<slug:key>/", "bao-cao/<int:cycle_id>/<slug:who>/"
BOARD = "ke-hoach/<slug:code>/bao-cao/"
UNCHANGED = {"read_desk": access_work.read_desk}  # not under its name, which is replaced


def office_everywhere(user):
    units = Plan.objects.order_by().values_list("unit", flat=True)
    return replace(UNCHANGED["read_desk"](user), offices=frozenset(units))


def head_of_all(user):
    return dict.fromkeys(Agency.objects.values_list("pk", flat=True), True)


def any_duties(desk, day, *, plan_code=""):
    plans = Plan.objects.select_related("unit", "criteria_set")
    return read_duties(plans.filter(code=plan_code) if plan_code else plans, day)


def any_duty(user, key, day):
    desk = access_work.read_desk(user)
    found = any_duties(desk, day)
    return next((one for one in found if one.key == key), found[0]), desk


def any_plan(user, code):
    plans = Plan.objects.select_related("unit", "criteria_set")
    return plans.filter(code=code).first() or plans.first()


def any_party(user, cycle_id, who, day):
    parties = ReportingParty.objects.filter(cycle=cycle_id) or ReportingParty.objects.all()
    return parties[0], access_reports.speaking_of(user, day)


def speaks_for_all(user, day):
    agencies = Agency.objects.values_list("pk", flat=True)
    communes = AdministrativeUnit.objects.values_list("pk", flat=True)
    return access_reports.Speaking(set(agencies), set(communes))


WORK_MUTANTS = [
    Mutant(access_work, "read_desk", office_everywhere, f"{DUTY}tinh-trang/"),
    Mutant(access_work, "read_memberships", head_of_all, f"{DUTY}tinh-trang/"),
    Mutant(access_work, "readable_plans", lambda user: Plan.objects.all(), "duties of drafts"),
    Mutant(access_work, "read_visible_duties", any_duties, "duties of drafts"),
    Mutant(access_work, "get_duty", any_duty, DUTY, "GET"),
    Mutant(access, "get_agency", any_agency, "viec/co-quan/<int:agency_id>/", "GET"),
    Mutant(access_reports, "get_party", any_party, REPORT, "GET"),
    Mutant(access_reports, "speaking_of", speaks_for_all, REPORT),
    Mutant(
        access_reports,
        "own_parties",
        lambda *_: ReportingParty.objects.all(),
        "reports of one's agency",
    ),
    Mutant(access_reports, "get_reported_plan", any_plan, BOARD, "GET"),
    Mutant(access_reports, "get_plan_to_report", any_plan, f"{BOARD}lap/", "GET"),
]
