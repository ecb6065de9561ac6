"""The board of mixed cells, by dice, against the same rules row by row."""

from datetime import timedelta

import pytest

from communes.boards import read_board, read_met, read_verdicts
from criteria.rules import Verdict
from tests.factories.mixed import DAY, long_way, make_mixed

pytestmark = pytest.mark.django_db
DAYS = [pytest.param(timedelta(days=days), id=f"day{days:+}") for days in (-3, -1, 0, 1)]


@pytest.fixture(params=[1, 2])
def mixed(request):
    return make_mixed(communes=12, seed=request.param)


def test_the_world_is_mixed(mixed):
    """Else the tests below would compare nothing."""
    held = long_way(mixed, DAY)
    of_criteria = [held[commune.pk, one.pk] for commune in mixed.communes for one in mixed.criteria]
    known = [one for one in of_criteria if one.own and one.rolled_up]

    assert {one.verdict for one in of_criteria} == set(Verdict)
    assert {one.verdict == one.own for one in known if one.disagrees} == {True, False}


@pytest.mark.parametrize("official", [True, False])
@pytest.mark.parametrize("since", DAYS)
def test_the_board_is_that_of_the_rows(mixed, since, official):
    day = DAY + since
    held = long_way(mixed, day, official=official)

    board = read_board(
        communes=mixed.communes, criteria_set=mixed.criteria_set, day=day, official=official
    )

    shown = {
        (commune.pk, one.pk): (square.state, square.disagrees, square.rolled_up)
        for commune in mixed.communes
        for one, square in zip(mixed.criteria, board.row(commune), strict=True)
    }
    assert shown == {
        place: (one.verdict, one.disagrees, str(one.rolled_up) if one.disagrees else "")
        for place, one in held.items()
        if place in shown
    }


@pytest.mark.parametrize("since", DAYS)
def test_what_is_counted_is_what_the_board_shows(mixed, since):
    day = DAY + since
    held = long_way(mixed, day)

    criteria, met = read_met(communes=mixed.communes, criteria_set=mixed.criteria_set, day=day)

    told = {
        commune.pk: {one.pk: held[commune.pk, one.pk].verdict for one in mixed.criteria}
        for commune in mixed.communes
    }
    assert criteria == mixed.criteria
    assert met == {
        commune: {pk for pk, verdict in verdicts.items() if verdict == Verdict.MET}
        for commune, verdicts in told.items()
        if set(verdicts.values()) != {Verdict.NO_DATA}
    }


def test_indicators_of_one_commune_are_judged_like_the_board(mixed):
    held = long_way(mixed, DAY)

    told = read_verdicts(communes=mixed.communes, criteria_set=mixed.criteria_set, day=DAY)

    assert {key: told[key] for key in held} == {key: one.verdict for key, one in held.items()}
