"""A small province between two editions: BO-THU with four criteria, BO-MOI with four."""

from dataclasses import dataclass
from datetime import date

from communes.carrying import fingerprint, plan_carry_over
from communes.models import AdministrativeUnit, CarryOver, Cell, StatusEntry
from communes.services.carry_over import carry_over
from criteria.models import CriteriaSet, EditionMapping, Requirement
from tests.factories.communes import CellFactory, SetAdoptionFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.passing import EditionMappingFactory, MappingLineFactory
from tests.factories.world import TODAY, World, make_world

CARRIED_ON = date(2026, 3, 1)
LINES = (
    ("1", "1", "SAME"),
    ("2", "2", "STRICTER"),
    ("3", "3", "LOOSER"),
    ("4", "", "DROPPED"),
    ("", "4", "NEW"),
)


@dataclass
class Passage:
    world: World
    new_set: CriteriaSet
    new_criteria: list[Requirement]
    mapping: EditionMapping

    def say(
        self, verdict: str, *, commune: int = 0, code: str = "1", new: bool = False, **more
    ) -> StatusEntry:
        """The office says it of a criterion of the old set (new: of the new one)."""
        criteria = self.new_criteria if new else self.world.criteria
        requirement = next(one for one in criteria if one.code == code)
        cell = Cell.objects.filter(
            commune=self.world.communes[commune], requirement=requirement
        ).first() or CellFactory(commune=self.world.communes[commune], requirement=requirement)
        return StatusEntryFactory(cell=cell, verdict=verdict, recorded_by=self.world.office, **more)

    def plan(self, day: date = CARRIED_ON, communes: list[AdministrativeUnit] | None = None):
        communes = communes or self.world.communes
        return plan_carry_over(mapping=self.mapping, communes=communes, day=day)

    def carry(self, *, day: date = CARRIED_ON, today: date = TODAY, **more) -> CarryOver | None:
        """A carry-over of the whole district, as the preview showed it."""
        given = {
            "mapping": self.mapping,
            "unit": self.world.district,
            "day": day,
            "today": today,
            "by": self.world.office,
        } | more
        given.setdefault("seen", fingerprint(self.plan(day)))
        return carry_over(**given)


def make_passage(*, communes: int = 2, lines=LINES) -> Passage:
    world = make_world(communes=communes, criteria=4)
    new_set = CriteriaSetFactory(code="BO-MOI", period="2026-2030", criteria_count=4)
    SetAdoptionFactory(unit=world.province, criteria_set=new_set, starts_on=date(2026, 2, 15))
    new_criteria = [CriterionFactory(criteria_set=new_set) for _ in range(4)]
    mapping = EditionMappingFactory(code="thu--moi", old_set=world.criteria_set, new_set=new_set)
    for old_code, new_code, relation in lines:
        MappingLineFactory(mapping=mapping, old_code=old_code, new_code=new_code, relation=relation)
    return Passage(world, new_set, new_criteria, mapping)
