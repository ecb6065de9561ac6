"""No write path changes a signed plan: services say a sentence, rows refuse by themselves."""

import pytest

from ntm_portal.lib.refusals import Refused
from plans.models import Plan
from plans.sealed import SealedPlanError
from plans.services.conflicts import TargetChange
from plans.services.contents import add_part, change_part, remove_part
from plans.services.facts import change_facts, facts_version
from plans.services.goals import set_goal
from plans.services.plan import set_heading, set_targets, update_plan
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)
from tests.factories.signing import bring_to
from tests.factories.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world) -> Plan:
    """A draft with a target, a goal, a basis and money."""
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    rows = [PlanCommuneFactory(plan=plan, commune=one) for one in world.communes]
    PlanTargetFactory(row=rows[0], requirement=world.criteria[1])
    PlanGoalFactory(row=rows[1], tier="BASIC")
    CapitalLineFactory(plan=plan)
    LegalBasisFactory(plan=plan)
    return plan


def writes(world: World, plan: Plan) -> list:
    """Every service that writes to a plan."""
    row, basis = plan.rows.first(), plan.legal_bases.first()
    target = TargetChange(row, world.criteria[2], targeted=True)
    by = world.office
    return [
        lambda: set_targets(plan=plan, changes=[target], by=by),
        lambda: set_goal(row=row, action="BUILD", tier="MODEL", year=2024, by=by),
        lambda: set_heading(plan=plan, heading="AS_SIGNED", by=by),
        lambda: update_plan(plan=plan, by=by),
        lambda: change_facts(plan=plan, seen=facts_version(plan), by=by),
        lambda: add_part(part=LegalBasisFactory.build(plan=plan), by=by),
        lambda: change_part(part=basis, seen=basis.version, by=by),
        lambda: remove_part(part=basis, seen=basis.version, by=by),
    ]


@pytest.mark.parametrize("place", range(8))
def test_no_service_writes_to_a_signed_plan(world, plan, place):
    bring_to(plan, "SIGNED")

    with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
        writes(world, Plan.objects.get())[place]()


@pytest.mark.parametrize("place", range(8))
@pytest.mark.parametrize(("status", "word"), [("SUBMITTED", "đã trình"), ("APPROVED", "đã duyệt")])
def test_a_submitted_plan_waits_for_its_leader(world, plan, place, status, word):
    bring_to(plan, status)

    with pytest.raises(Refused, match=f"{word}, không sửa được nữa. Xin lãnh đạo trả lại rồi sửa"):
        writes(world, Plan.objects.get())[place]()


PAST_THE_SERVICES = {
    "row": lambda plan: plan.rows.update(printed_name="x"),
    "row-delete": lambda plan: plan.rows.all().delete(),
    "row-add": lambda plan: PlanCommuneFactory(plan=plan),
    "target": lambda plan: plan.rows.first().targets.all().delete(),
    "target-one": lambda plan: plan.rows.first().targets.first().delete(),
    "target-add": lambda plan: PlanTargetFactory(row=plan.rows.last()),
    "goal": lambda plan: plan.rows.all()[1].goals.update(year=2025),
    "goal-save": lambda plan: plan.rows.all()[1].goals.first().save(),
    "part": lambda plan: plan.capital_lines.update(amount=1),
    "part-save": lambda plan: plan.capital_lines.first().save(),
    "part-bulk": lambda plan: plan.capital_lines.bulk_update(plan.capital_lines.all(), ["label"]),
    "part-create": lambda plan: plan.capital_lines.bulk_create(
        [CapitalLineFactory.build(plan=plan)]
    ),
    "plan": lambda plan: plan.save(),
    "plan-update": lambda plan: Plan.objects.update(number="x"),
}


@pytest.mark.parametrize("write", PAST_THE_SERVICES.values(), ids=PAST_THE_SERVICES)
def test_rows_of_a_signed_plan_refuse_past_the_services_too(world, plan, write):
    bring_to(plan, "SIGNED")

    with pytest.raises(SealedPlanError):
        write(Plan.objects.get())


@pytest.mark.parametrize("write", PAST_THE_SERVICES.values(), ids=PAST_THE_SERVICES)
def test_the_same_writes_are_open_before_the_signature(plan, write):
    write(plan)
