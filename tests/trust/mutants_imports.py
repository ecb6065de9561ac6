"""Mutants of the guards of imports."""

from assignments import access as agency_access
from communes import access_imports as access_cells
from criteria.models import CriteriaSet
from plans import access as plan_access
from plans.models import Plan
from reports import access_imports
from reports.import_kinds import KINDS
from reports.models import ImportRun
from tests.trust.mutants import UNITS, Mutant, every_unit

RUN = "nhap-lieu/<slug:run>/"


def every_plan(user):
    return Plan.objects.select_related("unit", "criteria_set").order_by("pk")


def any_run(user, key):
    runs = ImportRun.objects.light()
    return runs.filter(uuid=key).first() if "-" in key and len(key) == 36 else runs.first()


IMPORT_MUTANTS = [
    Mutant(access_imports, "offered_kinds", lambda user, today: KINDS, "nhap-lieu/"),
    Mutant(
        access_imports,
        "get_kind",
        lambda user, code, today: next(iter(KINDS.values())),
        f"{RUN}trang/",
    ),
    Mutant(access_imports, "own_runs", lambda user: ImportRun.objects.light(), "imports"),
    Mutant(access_imports, "get_run", any_run, f"{RUN}xem-truoc/", "GET"),
    Mutant(access_cells, "areas", every_unit, f"{RUN}trang/"),
    Mutant(access_cells, "sets_for", lambda *_: CriteriaSet.objects.all(), f"{RUN}trang/"),
    Mutant(
        access_cells,
        "communes_to_fill",
        lambda *_, **__: UNITS.filter(level="COMMUNE").prefetch_related("aliases"),
        f"{RUN}trang/",
    ),
    Mutant(plan_access, "plans_to_fill", every_plan, f"{RUN}trang/"),
    Mutant(agency_access, "units_to_fill", every_unit, f"{RUN}trang/"),
    Mutant(access_imports, "get_receipt", any_run, f"{RUN}bien-nhan/", "GET"),
]
