"""The findings and measures of a single-commune plan in the demo data, written as people would."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from accounts.models import User
from assignments.models import Agency
from assignments.services.measures import add_measure
from communes.models import StatusEntry
from communes.services.figures import FigureChange, record_figures
from criteria.figures import read_said
from criteria.models import Requirement
from plans.models import Plan, PlanCommune
from plans.services.findings import add_finding


def seed_findings(*, data: Mapping, plan: Plan, today: date, by: User) -> int:
    """Figures, verdicts and words of the findings; returns how many figures were recorded."""
    row = plan.rows.select_related("commune", "plan__criteria_set", "plan__unit").get()
    indicators = _by_code(plan, Requirement.Kind.INDICATOR)
    by_day: dict[date, list[FigureChange]] = {}
    for line in data["findings"]:
        indicator = indicators[line["indicator"]]
        add_finding(
            row=row,
            requirement=indicator,
            text=line["text"],
            printed_share=_decimal(line.get("printed_share")),
            by=by,
        )
        if "said" in line:
            said = read_said(line["said"], indicator)
            change = FigureChange(
                row.commune, indicator, said, seen=0, source_document=data["source"]
            )
            by_day.setdefault(line.get("day", plan.baseline_on), []).append(change)
    for day, changes in sorted(by_day.items()):
        record_figures(
            changes=changes,
            criteria_set=plan.criteria_set,
            day=day,
            today=today,
            voice=StatusEntry.Voice.OFFICE,
            by=by,
        )
    return sum(map(len, by_day.values()))


def seed_measures(*, data: Mapping, plan: Plan, by: User) -> None:
    row: PlanCommune = plan.rows.select_related("commune", "plan__unit").get()
    criteria = _by_code(plan, Requirement.Kind.CRITERION)
    agencies = {agency.name: agency for agency in Agency.objects.filter(unit=plan.unit)}
    for line in data["measures"]:
        add_measure(
            row=row,
            requirement=criteria[line["criterion"]] if "criterion" in line else None,
            text=line["text"],
            agencies=[agencies[name] for name in line.get("agencies", ())],
            due_on=line.get("due_on"),
            by=by,
        )


def _by_code(plan: Plan, kind: str) -> dict[str, Requirement]:
    nodes = plan.criteria_set.requirements.filter(kind=kind).select_related("criteria_set")
    return {node.code: node for node in nodes}


def _decimal(printed: float | None) -> Decimal | None:
    return None if printed is None else Decimal(str(printed))
