"""Three tiers at once, to be filled by how many criteria say what."""

from datetime import date

from communes.tiers import Standing, read_tiers
from criteria.models import CriteriaSet, Requirement
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.recognition import (
    NamedCriterionFactory,
    PrerequisiteFactory,
    RecognitionFactory,
    RevocationRuleFactory,
)
from tests.factories.world import DAY, World, make_world

BASIC, ADVANCED, MODEL = range(3)


class Period:
    """A world with three tiers of 19, 19 and 4 criteria and the rules of QĐ 18/2022 on them."""

    def __init__(self, communes: int = 1) -> None:
        self.world: World = make_world(communes=communes, criteria=19)
        self.communes = self.world.communes
        advanced = CriteriaSetFactory(code="BO-NC", tier="ADVANCED")
        model = CriteriaSetFactory(code="BO-KM", tier="MODEL")
        self.sets: list[CriteriaSet] = [self.world.criteria_set, advanced, model]
        self.criteria: list[list[Requirement]] = [self.world.criteria]
        for one, count in ((advanced, 19), (model, 4)):
            self.criteria.append([CriterionFactory(criteria_set=one) for _ in range(count)])
        for one, judged_by in zip(self.sets, (self.sets[0], advanced, advanced), strict=True):
            rule = RevocationRuleFactory(criteria_set=one, judged_by=judged_by)
            NamedCriterionFactory(rule=rule, code="10")
        PrerequisiteFactory(criteria_set=advanced, requires=self.sets[0])
        PrerequisiteFactory(criteria_set=model, requires=advanced)

    def say(self, tier: int, verdicts: dict[str, int], commune: int = 0, **more) -> None:
        """Verdicts with how many criteria have them, from the first criterion on."""
        criteria = iter(self.criteria[tier])
        for verdict, count in verdicts.items():
            for _, criterion in zip(range(count), criteria, strict=False):
                cell = CellFactory(commune=self.communes[commune], requirement=criterion)
                StatusEntryFactory(cell=cell, verdict=verdict, **more)

    def recognise(self, *tiers: int, commune: int = 0, **more) -> None:
        for tier in tiers:
            RecognitionFactory(commune=self.communes[commune], criteria_set=self.sets[tier], **more)

    def read(self, day: date = DAY) -> tuple[Standing, ...]:
        rows = read_tiers(communes=self.communes, criteria_sets=self.sets, day=day).rows
        return rows[0][1]
