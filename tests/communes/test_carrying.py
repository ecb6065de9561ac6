"""The dry run of an edition: which verdict each new cell would get, and on which rows it rests."""

from datetime import date, timedelta

import pytest

from communes.carrying import Move, carried_communes, fingerprint
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.editions import CARRIED_ON, Passage, make_passage
from tests.factories.passing import MappingLineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage() -> Passage:
    return make_passage()


def short(move: Move) -> tuple:
    return move.requirement.code, move.verdict.value, [source.rows for source in move.sources]


def of_first(passage: Passage, **more) -> list[tuple]:
    moves = passage.plan(**more)
    return [short(move) for move in moves if move.commune == passage.world.communes[0]]


def test_each_relation_carries_what_it_proves(passage):
    rows = [passage.say("MET", code=code) for code in ("1", "2", "3", "4")]

    assert of_first(passage) == [
        ("1", "MET", [(rows[0].pk,)]),
        ("2", "NO_DATA", [(rows[1].pk,)]),
        ("3", "MET", [(rows[2].pk,)]),
        ("4", "NO_DATA", []),
    ]


def test_what_was_not_met_passes_into_the_stricter_only(passage):
    for code in ("1", "2", "3", "4"):
        passage.say("NOT_MET", code=code)

    assert [verdict for _, verdict, _ in of_first(passage)] == [
        "NOT_MET",
        "NOT_MET",
        "NO_DATA",
        "NO_DATA",
    ]


def test_every_commune_has_its_line_for_every_new_criterion(passage):
    moves = passage.plan()

    assert [(move.commune, move.requirement) for move in moves] == [
        (commune, criterion)
        for commune in passage.world.communes
        for criterion in passage.new_criteria
    ]
    assert all(move.is_to_measure for move in moves)


@pytest.mark.parametrize(
    ("observed_on", "verdict"),
    [
        pytest.param(CARRIED_ON - timedelta(days=1), "MET", id="the-day-before"),
        pytest.param(CARRIED_ON, "MET", id="on-the-day"),
        pytest.param(CARRIED_ON + timedelta(days=1), "NO_DATA", id="the-day-after"),
    ],
)
def test_the_old_edition_is_read_as_of_the_day(passage, observed_on, verdict):
    passage.say("MET", observed_on=observed_on)

    assert of_first(passage)[0][1] == verdict


def test_what_a_commune_said_of_itself_is_not_carried(passage):
    passage.say("MET", voice="SELF")

    assert of_first(passage)[0] == ("1", "NO_DATA", [()])


def test_what_was_withdrawn_is_not_carried(passage):
    passage.say("MET")
    passage.say("NO_DATA", observed_on=date(2024, 2, 1))

    assert of_first(passage)[0] == ("1", "NO_DATA", [()])


def test_a_criterion_that_rolls_up_rests_on_its_indicators(passage):
    first, second = (IndicatorFactory(parent=passage.world.criteria[0]) for _ in range(2))
    commune = passage.world.communes[0]
    rows = [
        StatusEntryFactory(cell=CellFactory(commune=commune, requirement=indicator))
        for indicator in (first, second)
    ]

    assert of_first(passage)[0] == ("1", "MET", [tuple(row.pk for row in rows)])


def test_an_older_own_row_gives_way_to_newer_indicators(passage):
    passage.say("MET")
    indicator = IndicatorFactory(parent=passage.world.criteria[0])
    cell = CellFactory(commune=passage.world.communes[0], requirement=indicator)
    newer = StatusEntryFactory(cell=cell, verdict="NOT_MET", observed_on=date(2024, 5, 1))

    assert of_first(passage)[0] == ("1", "NOT_MET", [(newer.pk,)])


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        pytest.param("MET", "MET", "MET", id="both"),
        pytest.param("MET", "NOT_MET", "NOT_MET", id="one-fails"),
        pytest.param("MET", None, "NO_DATA", id="one-missing"),
        pytest.param("NOT_MET", None, "NOT_MET", id="one-fails-one-missing"),
        pytest.param("NOT_APPLICABLE", "MET", "MET", id="one-without"),
    ],
)
def test_several_lines_into_one_requirement_ask_all_of_them(first, second, verdict):
    passage = make_passage(lines=(("1", "1", "SAME"), ("2", "1", "SAME")))
    for code, said in (("1", first), ("2", second)):
        if said:
            passage.say(said, code=code)

    assert of_first(passage)[0][1] == verdict


def test_one_old_requirement_may_lead_to_several_new_ones():
    passage = make_passage(lines=(("1", "1", "SAME"), ("1", "2", "LOOSER")))
    row = passage.say("MET")

    assert of_first(passage)[:2] == [("1", "MET", [(row.pk,)]), ("2", "MET", [(row.pk,)])]


def test_a_mapped_indicator_is_in_the_plan_and_its_criterion_goes_by_it():
    passage = make_passage(lines=())
    old = IndicatorFactory(parent=passage.world.criteria[0], code="1.1")
    IndicatorFactory(parent=passage.new_criteria[0], code="1.9")
    MappingLineFactory(mapping=passage.mapping, old_code="1.1", new_code="1.9")
    cell = CellFactory(commune=passage.world.communes[0], requirement=old)
    row = StatusEntryFactory(cell=cell)

    assert of_first(passage) == [
        ("2", "NO_DATA", []),
        ("3", "NO_DATA", []),
        ("4", "NO_DATA", []),
        ("1.9", "MET", [(row.pk,)]),
    ]


def test_a_cell_that_says_something_already_is_kept(passage):
    passage.say("MET")
    there = passage.say("NOT_MET", new=True, observed_on=CARRIED_ON)

    move = passage.plan()[0]

    assert (move.is_kept, move.is_written, move.standing.verdict, move.seen) == (
        True,
        False,
        "NOT_MET",
        there.pk,
    )


def test_a_cell_that_was_withdrawn_is_free(passage):
    passage.say("MET")
    there = passage.say("NO_DATA", new=True, observed_on=CARRIED_ON)

    move = passage.plan()[0]

    assert (move.is_kept, move.is_written, move.seen) == (False, True, there.pk)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        pytest.param(date(2026, 2, 14), 0, id="before-the-new-set-counts"),
        pytest.param(date(2026, 2, 15), 2, id="its-first-day"),
    ],
)
def test_only_communes_for_which_the_new_edition_counts(passage, day, found):
    communes = carried_communes(mapping=passage.mapping, unit=passage.world.district, day=day)

    assert list(communes) == passage.world.communes[:found]


def test_a_commune_that_has_ended_is_not_carried(passage):
    ended = passage.world.communes[0]
    ended.valid_to = CARRIED_ON - timedelta(days=1)
    ended.save()

    communes = carried_communes(
        mapping=passage.mapping, unit=passage.world.district, day=CARRIED_ON
    )

    assert list(communes) == passage.world.communes[1:]


def test_the_fingerprint_moves_with_what_the_plan_says(passage):
    passage.say("MET")
    before = fingerprint(passage.plan())
    same = fingerprint(passage.plan())
    passage.say("MET", code="3")

    assert before == same
    assert fingerprint(passage.plan()) != before


@pytest.mark.parametrize("communes", [1, 3])
def test_the_dry_run_costs_the_same_whatever_the_number_of_communes(
    communes, django_assert_num_queries
):
    passage = make_passage(communes=communes)
    for number in range(communes):
        passage.say("MET", commune=number)

    with django_assert_num_queries(16):
        passage.plan()
