"""What waits for a review, commune by commune."""

from datetime import timedelta

import pytest

from communes.models import StatusEntry
from tests.factories.communes import CellFactory, CommuneFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import DAY, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(communes=3)


def assess(world: World, number: int, commune: int = 0, step: str = "") -> StatusEntry:
    cell = CellFactory(commune=world.communes[commune], requirement=world.criteria[number])
    entry = AssessmentFactory(cell=cell)
    if step:
        ReviewStepFactory(entry=entry)
        ReviewStepFactory(entry=entry, step=step)
    return entry


def rows(client, user, day=DAY) -> dict[str, dict[str, int]]:
    """Commune code -> stage -> lines, without the zeros."""
    client.force_login(user)
    page = client.get(f"/tham-tra/?ngay={day.isoformat()}&bo=BO-THU")
    return {
        commune.code: {stage: count for stage, _, count in counts if count}
        for commune, counts in page.context["rows"]
    }


def test_the_newest_step_of_each_cell_counts(client, world):
    assess(world, 0, step="RETURNED")
    assess(world, 1, step="VERIFIED")
    assess(world, 2)
    assess(world, 0, commune=1, step="RETURNED")

    first, second = (commune.code for commune in world.communes[:2])
    assert rows(client, world.office) == {
        first: {"RETURNED": 1, "VERIFIED": 1},
        second: {"RETURNED": 1},
    }


def test_what_has_changed_since_is_told_apart_on_its_day(client, world):
    entry = assess(world, 0, step="VERIFIED")
    later = DAY + timedelta(days=1)
    AssessmentFactory(cell=entry.cell, observed_on=later)

    code = world.communes[0].code
    assert rows(client, world.office) == {code: {"VERIFIED": 1}}
    assert rows(client, world.office, later) == {code: {"da-sua": 1}}


def test_everybody_sees_his_own_communes(client, world):
    assess(world, 0, step="VERIFIED")
    assess(world, 0, commune=2, step="VERIFIED")

    assert list(rows(client, world.neighbour)) == [world.communes[2].code]
    assert rows(client, world.stranger) == {}


def test_the_numbers_lead_to_their_lines(client, world):
    assess(world, 0, step="VERIFIED")
    client.force_login(world.office)

    text = client.get(f"/tham-tra/?ngay={DAY.isoformat()}&bo=BO-THU").text

    address = f"/xa/{world.communes[0].code}/tham-tra/?ngay={DAY.isoformat()}&bo=BO-THU"
    assert f"{address}&buoc=VERIFIED".replace("&", "&amp;") in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, world, count, django_assert_num_queries):
    for commune in range(count):
        assess(world, 0, commune=commune, step="RETURNED")
        assess(world, 1, commune=commune)
    CommuneFactory(parent=world.district)
    client.force_login(world.reader)

    with django_assert_num_queries(7):
        page = client.get(f"/tham-tra/?ngay={DAY.isoformat()}&bo=BO-THU")

    assert len(page.context["rows"]) == count
