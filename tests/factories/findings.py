"""What a single-commune plan finds and does, and such a plan on the sheet of a small world."""

from dataclasses import dataclass

import factory
from factory.django import DjangoModelFactory

from assignments.models import Agency, Measure
from plans.models import Plan, PlanCommune, PlanFinding
from tests.factories.assignments import AgencyFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.sheet import SheetWorld, fill_sheet, make_sheet_world


class PlanFindingFactory(DjangoModelFactory):
    """Words about an indicator of the plan's set, in the next place."""

    class Meta:
        model = PlanFinding

    row = factory.SubFactory(PlanCommuneFactory)
    requirement = factory.SubFactory(
        IndicatorFactory, parent__criteria_set=factory.SelfAttribute("...row.plan.criteria_set")
    )
    position = factory.LazyAttribute(lambda made: made.row.findings.count() + 1)
    text = factory.Sequence(lambda number: f"Thực trạng {number}")


class MeasureFactory(DjangoModelFactory):
    """For the whole commune, by nobody, without a deadline, in the next place."""

    class Meta:
        model = Measure

    row = factory.SubFactory(PlanCommuneFactory)
    position = factory.LazyAttribute(lambda made: made.row.measures.count() + 1)
    text = factory.Sequence(lambda number: f"Giải pháp {number}")


@dataclass
class SituationWorld:
    """A draft of the district about its first commune, whose sheet is filled in."""

    sheet: SheetWorld
    plan: Plan
    row: PlanCommune
    agencies: list[Agency]

    @property
    def world(self):
        return self.sheet.world

    @property
    def address(self) -> str:
        """Of the commune in the plan; pages lie below it."""
        return f"/ke-hoach/{self.plan.code}/xa/{self.row.commune.code}/"


def make_situation(**plan) -> SituationWorld:
    sheet = make_sheet_world()
    fill_sheet(sheet)
    world = sheet.world
    fields = {"code": "mot-xa", "kind": "COMMUNE", "status": "DRAFT"} | plan
    made = PlanFactory(unit=world.district, criteria_set=world.criteria_set, **fields)
    row = PlanCommuneFactory(plan=made, commune=world.communes[0])
    return SituationWorld(sheet, made, row, AgencyFactory.create_batch(2, unit=world.district))
