"""Appendices of 207 communes as PDF: against WeasyPrint's defaults, and our own part around it."""

import gc
from datetime import date
from pathlib import Path
from statistics import median

from bench.board import COMMUNES, DAY, LOG, PROVINCE, SET, build, seconds, use_database
from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet
from plans.band_rules import usual_bands
from plans.models import (
    CapitalLine,
    Objective,
    Plan,
    PlanCommune,
    PlanGoal,
    PlanTarget,
    VillageGoal,
)
from reports.appendices import APPENDICES, appendices_of
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
    _fill(plan, rows)
    return plan


def _fill(plan: Plan, rows: list[PlanCommune]) -> None:
    """What the appendices ask for: goals of two tiers, a village each, money."""
    year = plan.first_year
    PlanGoal.objects.bulk_create(
        PlanGoal(row=row, action="BUILD", tier=tier, year=year)
        for row in rows
        for tier in ("ADVANCED", "MODEL")
    )
    VillageGoal.objects.bulk_create(
        VillageGoal(
            plan=plan, kind="VILLAGE_MODEL", year=year, row=row, name=f"Thôn {row.position}"
        )
        for row in rows
    )
    whole = CapitalLine.objects.create(plan=plan, label="Tổng nguồn vốn", amount=len(rows))
    CapitalLine.objects.bulk_create(
        CapitalLine(plan=plan, parent=whole, label=f"Nguồn {row.position}", amount=1)
        for row in rows
    )


def state_figures(plan: Plan) -> None:
    """As a province does that lists no communes: each criterion, each band."""
    criteria = plan.criteria_set.requirements.criteria()
    Objective.objects.bulk_create(
        Objective(plan=plan, kind="CRITERION", requirement=one, increment=1, total=2, share="1,0")
        for one in criteria
    )
    Objective.objects.bulk_create(
        Objective(
            plan=plan, kind="BAND", lowest=one.lowest, highest=one.highest, total=1, share="1"
        )
        for one in usual_bands(len(criteria))
    )


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
    own_parts(plan, day, "counted")
    state_figures(plan)
    own_parts(plan, day, "stated", codes=("muc-tieu-tieu-chi", "phan-nhom-xa"))
    plan.objectives.all().delete()


def own_parts(plan: Plan, day: date, how: str, codes: tuple[str, ...] = ()) -> None:
    """Each appendix read, built and rendered, against WeasyPrint alone on the same table.

    Two of them have a few lines however many communes are counted: there the board is the cost, and
    close to half of the reference is the collection after it. So the portal's part is told in
    milliseconds as well: all that is done before WeasyPrint is called.
    """
    for code, read in appendices_of(plan).items():
        if codes and code not in codes:
            continue
        table = read(plan=plan, day=day)
        document, css = html.document(table, line_break=html.BREAK_IN_PDF), html.stylesheet(table)
        weasyprint_alone(document, css)
        whole, bare, before = [], [], []
        for _ in range(ROUNDS):
            whole.append(seconds(lambda make=read: pdf.render(make(plan=plan, day=day))))
            bare.append(seconds(lambda page=document, sheet=css: without_collector(page, sheet)))
            before.append(
                seconds(
                    lambda make=read: html.document(
                        make(plan=plan, day=day), line_break=html.BREAK_IN_PDF
                    )
                )
            )
        share = median(whole) / median(bare) - 1
        name = f"{code}, {how}, {len(table.rows)} lines"
        print(
            f"  our own part, {name:<44} {share:.0%}  (goal <= 15%),"
            f" {median(before) * 1000:.0f} ms of {median(whole) * 1000:.0f}"
        )
