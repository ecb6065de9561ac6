"""A district at work, for the pages of work: tasks in every state, targets, agencies, people."""

from datetime import date

from assignments.models import Agency
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkSectionFactory,
    WorkStepFactory,
    WorkTaskFactory,
)
from tests.factories.communes import CellFactory, StatusEntryFactory, UnitRoleFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import make_world

DAY = date(2024, 6, 14)  # a Friday
QUERY = "?ngay=2024-06-14"
DUE_DAYS = (date(2024, 3, 29), date(2024, 6, 14), date(2024, 6, 20), date(2024, 10, 31), None)
STATES = ("", "DOING", "WAITING", "DONE")


def member(agency, *, is_head=False, **fields):
    user = UserFactory(**fields)
    AgencyMembershipFactory(user=user, agency=agency, is_head=is_head)
    UnitRoleFactory(user=user, unit=agency.unit, role="READER")
    return user


def task(world, agency=None, *, text="", state="", rows=(), **fields):
    item = WorkItemFactory(section=world.section, **({"text": text} if text else {}))
    if agency is not None:
        WorkPartyFactory(item=item, agency=agency)
    made = WorkTaskFactory(item=item, **fields)
    made.rows.set(rows)
    if state:
        WorkStepFactory(task=made, state=state, holds_from=date(2024, 3, 29), by=world.office)
    return made


def make_plan(world, *, status="SIGNED", **fields):
    return PlanFactory(
        unit=world.district, criteria_set=world.criteria_set, status=status, **fields
    )


def make_work(communes=3):
    """A signed plan with nothing in it, two agencies with heads and a member."""
    world = make_world(communes=communes, criteria=4)
    world.plan = make_plan(world, code="ke-hoach")
    world.section = WorkSectionFactory(plan=world.plan, title="Tuyên truyền")
    world.rows = [PlanCommuneFactory(plan=world.plan, commune=one) for one in world.communes]
    world.agency = AgencyFactory(unit=world.district, name="Phòng Nông nghiệp", short_name="PNN")
    world.other = AgencyFactory(unit=world.district, name="Phòng Tư pháp")
    world.head = member(world.agency, is_head=True, full_name="Trưởng phòng Nông nghiệp")
    world.member = member(world.agency, full_name="Chuyên viên Nông nghiệp")
    world.other_head = member(world.other, is_head=True, full_name="Trưởng phòng Tư pháp")
    return world


def fill_duties(world):
    """Every state with every deadline, for both agencies and the communes; targets of two criteria
    in all communes, some met, some submitted, one returned.
    """
    bodies = AgencyFactory(unit=world.district, kind=Agency.Kind.COMMUNES, name="UBND các xã")
    for due_on in DUE_DAYS:
        for place, state in enumerate(STATES):
            task(
                world,
                (world.agency, world.other, bodies, None)[place],
                state=state,
                due_on=due_on,
                rows=world.rows[:place] if place < 3 else (),
                assignee=world.member if place == 0 else None,
            )
    task(world, world.agency, state="DONE", due_on=date(2024, 1, 31))  # done too late
    for place, criterion in enumerate(world.criteria[:2]):
        indicator = IndicatorFactory(parent=criterion)
        agency = (world.agency, world.other)[place]
        ResponsibilityFactory(plan=world.plan, agency=agency, requirement=criterion)
        for row in world.rows:
            PlanTargetFactory(row=row, requirement=criterion)
            cell = CellFactory(commune=row.commune, requirement=indicator)
            if row is world.rows[0]:
                StatusEntryFactory(cell=cell, verdict="MET", recorded_by=world.office)
                continue
            said = AssessmentFactory(cell=cell, recorded_by=world.officer)
            for step in ("SUBMITTED", "RETURNED", "VERIFIED")[: 1 + place]:
                ReviewStepFactory(entry=said, step=step, by=world.leader)
    returned = CellFactory(commune=world.communes[0], requirement=world.criteria[2])
    ReviewStepFactory(entry=AssessmentFactory(cell=returned), step="RETURNED", by=world.leader)
    verified = CellFactory(commune=world.communes[1], requirement=world.criteria[2])
    ReviewStepFactory(entry=AssessmentFactory(cell=verified), step="VERIFIED", by=world.leader)
    draft = make_plan(world, status="DRAFT", code="du-thao", title="Kế hoạch năm sau")
    section = WorkSectionFactory(plan=draft)
    WorkTaskFactory(item=WorkItemFactory(section=section), due_on=date(2024, 6, 17))
    return world
