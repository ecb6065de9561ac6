"""Work of the scene: a task in a plan of every state, one at every state of its own, a target."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assignments.duties import read_duties
from assignments.verify_grid import NOTHING
from plans.models import Plan
from tests.factories.assignments import (
    AgencyFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkSectionFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.criteria import IndicatorFactory
from tests.factories.plans import PlanTargetFactory

if TYPE_CHECKING:
    from assignments.models import Agency, WorkTask
    from tests.trust.scene import Scene

TODAY = date(2026, 11, 22)


def plan_duties(plan: Plan, agency: Agency, rows: list) -> WorkTask:
    """Before the plan is signed: its contents are sealed then."""
    section = WorkSectionFactory(plan=plan)
    task = _task(section, agency)
    for _ in range(3):  # for the states of a task
        _task(section, agency)
    beside = _task(section, agency)
    beside.rows.add(rows[1])
    PlanTargetFactory(row=rows[1], requirement=plan.criteria_set.requirements.criteria()[0])
    ResponsibilityFactory(plan=plan, agency=agency, criteria_set=plan.criteria_set)
    return task


def _task(section, agency: Agency) -> WorkTask:
    item = WorkItemFactory(section=section)
    WorkPartyFactory(item=item, agency=agency)
    return WorkTaskFactory(item=item)


def duties(scene: Scene) -> None:
    """Names of duties in every plan, and in the signed one of every state of a task."""
    plans = Plan.objects.in_bulk(field_name="code")
    for state in (*Plan.Status.values, "foreign"):
        code = scene.names["plan/foreign, signed" if state == "foreign" else f"plan/{state}"]
        _name(scene, state, plans[code])
    signed = plans[scene.names["plan/SIGNED"]]
    first, handed, done, waiting, beside, target = read_duties([signed], TODAY)
    handed.task.assignee = scene.people["agency_member"]
    handed.task.save()
    WorkStepFactory(task=done.task, state="DONE", by=scene.world.office)
    step = WorkStepFactory(task=waiting.task, state="WAITING", by=scene.world.office)
    states = {"handed": handed, "done": done, "waiting": waiting, "beside": beside}
    for state, duty in (states | {"target": target}).items():
        scene.names[f"duty/{state}"] = duty.key
        scene.names[f"tick/{state}"] = f"{duty.key}@{duty.version}"
    scene.names |= {
        "duty": first.key,
        "tick": scene.names["tick/SIGNED"],
        "duty/foreign, signed": scene.names["duty/foreign"],
        "duty/nothing": "viec-999999999",
        "tick/nothing": "viec-999999999@x",
        "step of waiting": str(step.pk),
        "member id": str(scene.people["agency_member"].pk),
        "signed code": signed.code,
        "second agency": str(AgencyFactory(unit=scene.world.district).pk),
    }
    scene.names["member id/foreign"] = str(scene.people["foreign_agency_head"].pk)
    leaf = IndicatorFactory(parent=scene.world.criteria[1])
    scene.names |= {"led": str(leaf.pk), "led seen": str(NOTHING.version)}


def _name(scene: Scene, state: str, plan: Plan) -> None:
    duty = read_duties([plan], TODAY)[0]
    scene.names[f"duty/{state}"] = duty.key
    scene.names[f"tick/{state}"] = f"{duty.key}@{duty.version}"
