"""Several sets at once: counts, recognitions, what is lost, and a fixed number of queries."""

from datetime import date, timedelta

import pytest

from communes.boards import read_board, read_boards
from communes.models import AdministrativeUnit, StatusEntry
from communes.tiers import Standing, read_tiers, recognised_standings
from criteria.recognition_rules import Clause
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.period import ADVANCED, BASIC, MODEL, Period
from tests.factories.recognition import (
    RecognitionFactory,
    RecognitionVoidFactory,
    RevocationFactory,
)
from tests.factories.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def period() -> Period:
    return Period()


def test_read_boards_says_of_each_set_what_read_board_says(period):
    """Also of roll-ups: an indicator of the second set is newer than its criterion."""
    period.say(BASIC, {"MET": 3, "NOT_MET": 2})
    period.say(ADVANCED, {"MET": 1})
    indicator = IndicatorFactory(parent=period.criteria[ADVANCED][0])
    StatusEntryFactory(
        cell=CellFactory(commune=period.communes[0], requirement=indicator), verdict="NOT_MET"
    )

    boards = read_boards(communes=period.communes, criteria_sets=period.sets, day=DAY)

    single = [
        read_board(communes=period.communes, criteria_set=one, day=DAY) for one in period.sets
    ]
    assert boards == single
    assert [len(board.squares) for board in boards] == [5, 1, 0]
    assert boards[ADVANCED].square(period.communes[0], period.criteria[ADVANCED][0]).disagrees


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize("sets", [1, 3])
def test_boards_cost_two_queries(sets, communes, django_assert_num_queries):
    period = Period(communes=communes)
    for number in range(communes):
        period.say(BASIC, {"MET": 2}, commune=number)
        period.say(ADVANCED, {"NOT_MET": 2}, commune=number)

    with django_assert_num_queries(2):
        boards = read_boards(communes=period.communes, criteria_sets=period.sets[:sets], day=DAY)
        owners = {c.criteria_set.code for board in boards for c in board.criteria}

    assert owners == {one.code for one in period.sets[:sets]}


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize("sets", [1, 3])
def test_tiers_cost_six_queries(sets, communes, django_assert_num_queries):
    period = Period(communes=communes)
    for number in range(communes):
        period.say(BASIC, {"NOT_MET": 6}, commune=number)
        period.recognise(*range(sets), commune=number)

    with django_assert_num_queries(6):
        read = read_tiers(communes=period.communes, criteria_sets=period.sets[:sets], day=DAY)
        said = [
            (loss.codes, loss.named, loss.rule.citation, str(loss.criteria_set))
            for _, standings in read.rows
            for one in standings
            for loss in one.losses
        ]

    assert len(said) == communes


def test_counts_per_tier_in_the_order_of_the_tiers(period):
    period.say(BASIC, {"MET": 17, "NOT_MET": 2})
    period.say(ADVANCED, {"MET": 12, "NOT_APPLICABLE": 1})
    period.say(MODEL, {"MET": 1, "NO_DATA": 1})
    period.sets.reverse()

    found = [(one.tier.criteria_set.tier, one.met, one.total, one.no_data) for one in period.read()]

    assert found == [("BASIC", 17, 19, 0), ("ADVANCED", 12, 19, 6), ("MODEL", 1, 4, 3)]


def test_a_self_assessment_counts_for_nothing(period):
    period.say(BASIC, {"MET": 5}, voice=StatusEntry.Voice.SELF)
    period.recognise(BASIC)

    basic = period.read()[BASIC]

    assert (basic.met, basic.losses) == (0, ())


@pytest.mark.parametrize(
    ("lost", "clause", "named"),
    [
        pytest.param(1, None, "", id="one"),
        pytest.param(5, None, "", id="just-below-30"),
        pytest.param(6, None, "", id="on-30-without-the-tenth"),
        pytest.param(9, None, "", id="just-below-50-without-the-tenth"),
        pytest.param(10, Clause.ALONE, "", id="on-50"),
        pytest.param(19, Clause.ALONE, "", id="all"),
    ],
)
def test_a_recognised_commune_that_falls_back(period, lost, clause, named):
    period.say(BASIC, {"NOT_MET": lost})
    period.recognise(BASIC)

    standing = period.read()[BASIC]

    (loss,) = standing.losses
    assert len(loss.criteria) == lost
    assert (loss.total, loss.no_data) == (19, 19 - lost)
    assert (loss.ground and loss.ground.clause, loss.named) == (clause, named)
    assert standing.at_risk is (clause is not None)


@pytest.mark.parametrize(
    ("kept", "clause"),
    [
        pytest.param(4, Clause.WITH_NAMED, id="six-with-the-tenth"),
        pytest.param(5, None, id="five-with-the-tenth"),
    ],
)
def test_the_named_criterion_among_the_lost(period, kept, clause):
    period.say(BASIC, {"MET": kept, "NOT_MET": 10 - kept})
    period.recognise(BASIC)

    (loss,) = period.read()[BASIC].losses

    assert loss.codes == ", ".join(str(number) for number in range(kept + 1, 11))
    assert (loss.ground and loss.ground.clause) == clause
    assert loss.named == ("10 Tiêu chí số 10" if clause else "")


@pytest.mark.parametrize("verdict", ["NO_DATA", "NOT_APPLICABLE", "MET"])
def test_what_is_not_known_to_be_lost_is_not_lost(period, verdict):
    period.say(BASIC, {verdict: 19})
    period.recognise(BASIC)

    assert period.read()[BASIC].losses == ()


def test_a_commune_that_is_not_recognised_loses_nothing(period):
    period.say(BASIC, {"NOT_MET": 19})

    assert [one.losses for one in period.read()] == [(), (), ()]


def test_the_model_tier_is_judged_by_the_advanced_set_and_by_its_own(period):
    period.say(ADVANCED, {"NOT_MET": 10})
    period.say(MODEL, {"NOT_MET": 1, "MET": 3})
    period.recognise(BASIC, ADVANCED, MODEL)

    losses = period.read()[MODEL].losses

    assert [(loss.criteria_set.code, len(loss.criteria), bool(loss.ground)) for loss in losses] == [
        ("BO-NC", 10, True),
        ("BO-KM", 1, False),
    ]


def test_without_a_rule_the_loss_is_told_and_no_ground(period):
    for rule in period.sets[BASIC].revocation_rules.all():
        rule.delete()
    period.say(BASIC, {"NOT_MET": 19})
    period.recognise(BASIC)

    (loss,) = period.read()[BASIC].losses

    assert (len(loss.criteria), loss.rule, loss.ground) == (19, None, None)


@pytest.mark.parametrize(
    ("day", "at_risk"),
    [(date(2022, 8, 1), False), (date(2022, 8, 2), True)],
    ids=["before-the-decision", "first-day-of-the-decision"],
)
def test_the_rule_holds_from_its_first_day(period, day, at_risk):
    period.say(BASIC, {"NOT_MET": 10}, observed_on=date(2022, 7, 1))
    period.recognise(BASIC, decided_on=date(2022, 6, 1))

    assert period.read(day)[BASIC].at_risk is at_risk


def test_a_later_row_mends_the_loss(period):
    period.say(BASIC, {"NOT_MET": 6, "MET": 3})
    tenth = CellFactory(commune=period.communes[0], requirement=period.criteria[BASIC][9])
    StatusEntryFactory(cell=tenth, verdict="NOT_MET")
    StatusEntryFactory(cell=tenth, verdict="MET", observed_on=DAY + timedelta(days=1))
    period.recognise(BASIC)

    found = [period.read(DAY + timedelta(days=days))[BASIC].at_risk for days in (0, 1)]

    assert found == [True, False]


@pytest.mark.parametrize(
    ("recognised", "missing"),
    [
        pytest.param((), [None, None, None], id="none"),
        pytest.param((BASIC,), [None, None, None], id="the-first"),
        pytest.param((ADVANCED,), [None, "BO-THU", None], id="skipped-the-first"),
        pytest.param((BASIC, MODEL), [None, None, "BO-NC"], id="skipped-the-second"),
        pytest.param((BASIC, ADVANCED, MODEL), [None, None, None], id="all"),
    ],
)
def test_missing_prerequisites(period, recognised, missing):
    period.recognise(*recognised)

    found = [one.missing and one.missing.code for one in period.read()]

    assert found == missing


@pytest.mark.parametrize(("met", "missing"), [(18, None), (19, "BO-THU")])
def test_a_commune_that_meets_everything_is_told_what_it_needs_before(period, met, missing):
    period.say(ADVANCED, {"MET": met})

    found = period.read()[ADVANCED].missing

    assert (found and found.code) == missing


def test_a_recognition_of_the_same_tier_under_an_older_set_is_told(period):
    older = RecognitionFactory(
        commune=period.communes[0], criteria_set__tier="BASIC", decided_on=date(2019, 1, 1)
    )

    found = [(one.recognition, one.earlier) for one in period.read()]

    assert found == [(None, older), (None, None), (None, None)]


def test_what_is_revoked_or_a_mistake_does_not_stand(period):
    commune, sets = period.communes[0], period.sets
    RevocationFactory(recognition__commune=commune, recognition__criteria_set=sets[BASIC])
    RecognitionVoidFactory(recognition__commune=commune, recognition__criteria_set=sets[ADVANCED])

    assert [one.recognition for one in period.read()] == [None, None, None]


def standings_of(commune: AdministrativeUnit, period: Period) -> list[Standing]:
    return recognised_standings(commune=commune, criteria_sets=period.sets, day=DAY)


def test_the_tiers_for_which_a_commune_is_recognised(period):
    period.recognise(BASIC, MODEL)

    found = standings_of(period.communes[0], period)

    assert [one.tier.criteria_set for one in found] == [period.sets[BASIC], period.sets[MODEL]]


def test_a_commune_that_never_was_recognised_costs_one_query(period, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert standings_of(period.communes[0], period) == []
