"""The board as of a day: newest rows, voices, roll-up, and a fixed number of queries."""

from datetime import date, timedelta

import pytest

from communes.boards import Square, read_board
from communes.models import StatusEntry
from criteria.rules import Verdict
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.world import DAY, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def state(world: World, day: date = DAY, *, official: bool = True) -> str:
    """The first criterion of the first commune."""
    board = read_board(
        communes=world.communes, criteria_set=world.criteria_set, day=day, official=official
    )
    return board.square(world.communes[0], world.criteria[0]).state


def test_without_rows_there_is_no_data(world):
    assert state(world) == Verdict.NO_DATA


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(-1, Verdict.NO_DATA, id="the-day-before"),
        pytest.param(0, Verdict.MET, id="on-the-day"),
        pytest.param(9, Verdict.MET, id="before-the-next-row"),
        pytest.param(10, Verdict.NOT_MET, id="on-the-next-row"),
        pytest.param(500, Verdict.NOT_MET, id="long-after"),
    ],
)
def test_newest_row_on_or_before_the_day(world, days, expected):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, verdict="NOT_MET", observed_on=DAY + timedelta(days=10))
    StatusEntryFactory(cell=cell, verdict="MET", observed_on=DAY)

    assert state(world, DAY + timedelta(days=days)) == expected


def test_a_tie_on_a_day_goes_to_the_row_recorded_last(world):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, verdict="MET")
    StatusEntryFactory(cell=cell, verdict="NOT_MET")

    assert state(world) == Verdict.NOT_MET


def test_self_assessment_is_not_official(world):
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, verdict="NOT_MET", voice=StatusEntry.Voice.AGENCY)
    StatusEntryFactory(cell=cell, verdict="MET", voice=StatusEntry.Voice.SELF)

    assert state(world) == Verdict.NOT_MET
    assert state(world, official=False) == Verdict.MET


def test_indicators_roll_up_when_newer_and_the_square_says_they_disagree(world):
    criterion = world.criteria[0]
    first, second = IndicatorFactory.create_batch(2, parent=criterion)
    own = StatusEntryFactory(
        cell=CellFactory(commune=world.communes[0], requirement=criterion), verdict="MET"
    )
    for indicator, verdict in ((first, "MET"), (second, "NOT_MET")):
        StatusEntryFactory(
            cell=CellFactory(commune=world.communes[0], requirement=indicator),
            verdict=verdict,
            observed_on=DAY + timedelta(days=1),
        )

    later = read_board(
        communes=world.communes, criteria_set=world.criteria_set, day=DAY + timedelta(days=1)
    ).square(world.communes[0], criterion)

    assert state(world, DAY) == Verdict.MET
    assert later == Square("NOT_MET", version=own.pk, disagrees=True, rolled_up="NOT_MET")


def test_an_indicator_of_parts_rolls_up_in_its_turn(world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    parts = [
        IndicatorFactory(parent=indicator, criteria_set=world.criteria_set, code=f"1.1.{number}")
        for number in (1, 2)
    ]
    for part, verdict in zip(parts, ("MET", "NOT_MET"), strict=True):
        StatusEntryFactory(
            cell=CellFactory(commune=world.communes[0], requirement=part), verdict=verdict
        )

    assert state(world) == Verdict.NOT_MET


def test_met_criteria_in_the_order_of_the_set(world):
    for criterion in reversed(world.criteria):
        StatusEntryFactory(cell=CellFactory(commune=world.communes[0], requirement=criterion))

    board = read_board(communes=world.communes, criteria_set=world.criteria_set, day=DAY)

    assert board.met_criteria(world.communes[0]) == tuple(world.criteria)
    assert board.met_criteria(world.communes[1]) == ()


@pytest.mark.parametrize("communes", [5, 200])
def test_query_count_does_not_grow_with_communes(communes, django_assert_num_queries):
    world = make_world(communes=communes, criteria=3)
    for commune in world.communes[:3]:
        StatusEntryFactory(cell=CellFactory(commune=commune, requirement=world.criteria[0]))

    with django_assert_num_queries(2):
        board = read_board(communes=world.communes, criteria_set=world.criteria_set, day=DAY)

    assert len(board.squares) == 3
