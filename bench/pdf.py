"""Phụ lục 02 of 207 communes as PDF: against WeasyPrint's defaults, and our own part around it."""

import gc
from datetime import date
from pathlib import Path
from statistics import median

from bench.board import COMMUNES, DAY, LOG, PROVINCE, SET, build, seconds, use_database
from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet
from plans.models import Plan, PlanCommune, PlanTarget
from reports.appendices import APPENDICES
from reports.renderers import html, pdf

ROUNDS = 5
PLAN = "do-toc-do"


def plan_of_the_province() -> Plan:
    """A plan with every commune of the bench database, two targets each."""
    plan = Plan.objects.filter(code=PLAN).first()
    if plan:
        return plan
    province = AdministrativeUnit.objects.get(code=PROVINCE, level="PROVINCE")
    criteria_set = CriteriaSet.objects.get(code=SET)
    plan = Plan.objects.create(
        code=PLAN,
        title="Đo tốc độ",
        unit=province,
        issuer="UBND tỉnh",
        kind=Plan.Kind.ANNUAL,
        first_year=DAY.year,
        last_year=DAY.year,
        baseline_on=DAY,
        criteria_set=criteria_set,
    )
    communes = AdministrativeUnit.objects.filter(cells__isnull=False).distinct().order_by("pk")
    rows = PlanCommune.objects.bulk_create(
        PlanCommune(plan=plan, commune=commune, position=position)
        for position, commune in enumerate(communes, start=1)
    )
    targets = criteria_set.requirements.criteria()[:2]
    PlanTarget.objects.bulk_create(
        PlanTarget(row=row, requirement=requirement) for row in rows for requirement in targets
    )
    return plan


def weasyprint_alone(document: str, css: str) -> bytes:
    from weasyprint import CSS, HTML  # noqa: PLC0415  # over a second, and not part of the measure

    return HTML(string=document).write_pdf(stylesheets=[CSS(string=css)])


def without_collector(document: str, css: str) -> bytes:
    gc.disable()
    try:
        return weasyprint_alone(document, css)
    finally:
        gc.enable()
        gc.collect()


def run(folder: Path, day: date = DAY) -> None:
    database = folder / "board_large.sqlite3"
    build(database, LOG)
    use_database(database)
    plan = plan_of_the_province()
    appendix = APPENDICES["phu-luc-02"]
    table = appendix(plan=plan, day=day)
    document = html.document(table, line_break=html.BREAK_IN_PDF)
    fixed = html.stylesheet(table)
    default = fixed.replace("table-layout: fixed", "table-layout: auto")
    assert default != fixed
    assert len(plan.rows.all()) == COMMUNES
    weasyprint_alone(document, fixed)  # fonts and caches, for all three alike
    times: dict[str, list[float]] = {"portal": [], "default": [], "bare": []}
    for _ in range(ROUNDS):
        times["portal"].append(seconds(lambda: pdf.render(appendix(plan=plan, day=day))))
        times["default"].append(seconds(lambda: weasyprint_alone(document, default)))
        times["bare"].append(seconds(lambda: without_collector(document, fixed)))
    portal, defaults, bare = (median(times[name]) for name in ("portal", "default", "bare"))
    print(f"PDF of {COMMUNES} communes: {portal * 1000:.0f} ms")
    print(f"  ratio to WeasyPrint's defaults             {portal / defaults:.2f}  (goal <= 0.8)")
    print(f"  our own part around WeasyPrint             {portal / bare - 1:.0%}  (goal <= 15%)")
