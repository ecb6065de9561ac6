"""A draft plan of 2024 with named communes and agencies, for the tests of its work."""

from dataclasses import dataclass, field

from assignments.models import Agency, WorkItem, WorkSection
from assignments.services.work import add_item
from plans.models import Plan
from tests.factories.assignments import AgencyFactory, WorkSectionFactory
from tests.factories.communes import CommuneFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import World, make_world

NAMES = ("Xuân Dương", "Khánh Xuân", "Tĩnh Bắc")
AGENCIES = ("UBND huyện", "Phòng Nội vụ", "Phòng Tư pháp", "UBND các xã")


@dataclass
class WorkWorld:
    world: World
    plan: Plan
    section: WorkSection
    agencies: dict[str, Agency] = field(default_factory=dict)

    @property
    def office(self):
        return self.world.office

    def item(self, text: str = "Rà soát", **cells) -> WorkItem:
        """Stored through the service."""
        section = cells.pop("section", self.section)
        item = WorkItem(plan=self.plan, section=section, text=text, **cells)
        return add_item(item=item, by=self.office)

    def again(self, item: WorkItem) -> WorkItem:
        """As a form loads it."""
        fresh = WorkItem.objects.get(pk=item.pk)
        fresh.plan = self.plan
        return fresh


def make_work_world(**plan) -> WorkWorld:
    world = make_world()
    own = {"code": "ke-hoach", "status": "DRAFT", "first_year": 2024, "last_year": 2024} | plan
    made = PlanFactory(unit=world.district, criteria_set=world.criteria_set, **own)
    for name in NAMES:
        commune = CommuneFactory(parent=world.district, name=name)
        PlanCommuneFactory(plan=made, commune=commune)
    section = WorkSectionFactory(plan=made, position=1, title="Rà soát, đánh giá")
    agencies = {name: AgencyFactory(unit=world.district, name=name) for name in AGENCIES}
    return WorkWorld(world, made, section, agencies)


def times(item: WorkItem) -> list[tuple]:
    """(label, from, until, communes) of each of its tasks."""
    return [
        (
            task.label,
            task.starts_on and task.starts_on.isoformat(),
            task.due_on and task.due_on.isoformat(),
            [row.commune.name for row in task.rows.order_by("position")],
        )
        for task in item.tasks.order_by("position")
    ]


def named(item: WorkItem, role: str) -> list[str]:
    parties = item.parties.filter(role=role).order_by("pk")
    return [party.agency.name for party in parties]
