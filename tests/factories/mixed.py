"""A world of mixed cells by dice, and its board read the long way: row by row, object by object."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product

from communes.models import AdministrativeUnit, Cell, StatusEntry, VerdictChoice
from criteria.models import CriteriaSet, Requirement
from criteria.rules import CriterionVerdict, Verdict, criterion_verdict
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory

DAY = date(2024, 1, 1)
# (commune id, requirement id)
Place = tuple[int, int]


@dataclass
class Mixed:
    communes: list[AdministrativeUnit]
    criteria_set: CriteriaSet

    @cached_property
    def requirements(self) -> list[Requirement]:
        return list(self.criteria_set.requirements.order_by("position"))

    @property
    def criteria(self) -> list[Requirement]:
        return [one for one in self.requirements if one.kind == Requirement.Kind.CRITERION]


def make_mixed(*, communes: int, seed: int) -> Mixed:
    """Cells with no row, one or several, of all voices, on few days, so that many days are tied.

    Criteria alone, with one indicator, with three, and with an indicator of two parts. The first
    commune has no cell, the second rows of its own assessment only, the third withdrawn ones only.
    """
    dice = random.Random(seed)
    criteria_set = CriteriaSetFactory(criteria_count=5)
    criteria = CriterionFactory.create_batch(5, criteria_set=criteria_set)
    IndicatorFactory(parent=criteria[1])
    IndicatorFactory.create_batch(3, parent=criteria[2])
    whole = IndicatorFactory.create_batch(2, parent=criteria[3])[0]
    for number in (1, 2):
        IndicatorFactory(parent=whole, criteria_set=criteria_set, code=f"{whole.code}.{number}")
    mixed = Mixed(CommuneFactory.create_batch(communes, name="Xã"), criteria_set)
    _, assessing, withdrawing, *_others = mixed.communes
    cells = Cell.objects.bulk_create(
        Cell(commune=commune, requirement=requirement)
        for commune, requirement in product(mixed.communes[1:], mixed.requirements)
        if dice.random() < 0.9
    )
    by = UserFactory()
    rows = [cell for cell in cells for _ in range(dice.choice([0, 1, 1, 2, 3]))]
    dice.shuffle(rows)
    StatusEntry.objects.bulk_create(
        StatusEntry(
            cell=cell,
            verdict="NO_DATA"
            if cell.commune == withdrawing
            else dice.choice(["MET", "MET", *VerdictChoice.values]),
            voice="SELF" if cell.commune == assessing else dice.choice(StatusEntry.Voice.values),
            observed_on=DAY + timedelta(days=dice.randint(-2, 1)),
            recorded_by=by,
        )
        for cell in rows
    )
    return mixed


def long_way(mixed: Mixed, day: date, *, official: bool = True) -> dict[Place, CriterionVerdict]:
    """What holds of every criterion and indicator, by (commune id, requirement id)."""
    rows = StatusEntry.objects.filter(observed_on__lte=day).order_by("observed_on", "pk")
    newest = {
        (row.cell.commune_id, row.cell.requirement_id): row
        for row in rows.select_related("cell")
        if row.is_official == official
    }
    places = product([one.pk for one in mixed.communes], mixed.requirements)
    return {
        (commune, one.pk): _holds(commune, one, newest, mixed.requirements)[0]
        for commune, one in places
    }


def _holds(
    commune: int,
    requirement: Requirement,
    newest: dict[Place, StatusEntry],
    all_: list[Requirement],
) -> tuple[CriterionVerdict, list[tuple[date, int]]]:
    """The verdict, and day and id of all rows behind it."""
    own = newest.get((commune, requirement.pk))
    below = [_holds(commune, one, newest, all_) for one in all_ if one.parent_id == requirement.pk]
    behind = [moment for _, moments in below for moment in moments]
    moment = [(own.observed_on, own.pk)] if own else []
    verdict = criterion_verdict(
        Verdict(own.verdict) if own else None,
        [holds.verdict for holds, _ in below],
        lambda: max(behind) > moment[0],
    )
    return verdict, behind + moment
