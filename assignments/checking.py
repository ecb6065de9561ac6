"""Checks a plan with everything that the portal holds of it, deadlines included. Reads only."""

from collections.abc import Iterator

from assignments.models import Measure, WorkItem, WorkParty
from assignments.timings import PlanTimings
from plans.checking import read_facts
from plans.checks import Finding, run
from plans.checks.facts import Deadline
from plans.checks.work_facts import Work
from plans.models import Plan


def check_plan(plan: Plan) -> list[Finding]:
    """Errors first. Never raises for what a plan says, however wrong."""
    return run(read_facts(plan, _deadlines(plan), tuple(_work(plan))))


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


def _work(plan: Plan) -> Iterator[Work]:
    """Items in their printed order, but for those that only head sub-items. Five queries."""
    timings = PlanTimings(plan)
    items = plan.work_items.select_related("section").prefetch_related(
        "tasks", "parties", "sub_items"
    )
    for item in items.order_by("section__position", "position", "pk"):
        if not item.timing and not item.leading and item.sub_items.all():
            continue
        unread = item.reading == WorkItem.Reading.UNREAD
        stated = [task.stated_due_on or task.due_on for task in item.tasks.all()]
        yield Work(
            key=str(item.pk),
            text=item.text,
            leading=item.leading,
            has_lead=any(one.role == WorkParty.Role.LEAD for one in item.parties.all()),
            timing=item.timing,
            unread=timings.read(item.timing).why if unread else "",
            due_on=max(filter(None, stated), default=None),
        )
