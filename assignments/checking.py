"""Checks a plan with everything that the portal holds of it, deadlines included. Reads only."""

from assignments.models import Measure
from plans.checking import read_facts
from plans.checks import Finding, run
from plans.checks.facts import Deadline
from plans.models import Plan


def check_plan(plan: Plan) -> list[Finding]:
    """Errors first. Never raises for what a plan says, however wrong."""
    return run(read_facts(plan, _deadlines(plan)))


def _deadlines(plan: Plan) -> tuple[Deadline, ...]:
    measures = Measure.objects.filter(row__plan=plan, due_on__isnull=False)
    return tuple(
        Deadline(
            commune=one.row.commune.code,
            criterion=one.requirement.code if one.requirement else "",
            due_on=one.due_on,
            text=one.text,
        )
        for one in measures.select_related("row__commune", "requirement").order_by(
            "row", "position"
        )
    )
