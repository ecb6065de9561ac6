"""Figures against a threshold: every comparator, bound and kind of figure; nothing is rounded."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from criteria.figures import Figure, judge
from criteria.rules import Bound, Comparator, Verdict

MET, NOT_MET, NO_DATA = Verdict.MET, Verdict.NOT_MET, Verdict.NO_DATA
AT_LEAST, AT_MOST, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL

BOUND = Decimal("89.17")
QUANTITIES = {
    "below": Decimal("89.1699"),
    "on": BOUND,
    "above": Decimal("89.1701"),
    "none": None,
}
# What law says of a figure beside the bound.
DECIDED = {
    (AT_LEAST, "below"): NOT_MET,
    (AT_LEAST, "on"): MET,
    (AT_LEAST, "above"): MET,
    (AT_MOST, "below"): MET,
    (AT_MOST, "on"): MET,
    (AT_MOST, "above"): NOT_MET,
    (EQUAL, "below"): NOT_MET,
    (EQUAL, "on"): MET,
    (EQUAL, "above"): NOT_MET,
} | {(comparator, "none"): NO_DATA for comparator in Comparator}
EVERY_PLACE = list(product(Comparator, QUANTITIES))


def share(numerator: str, denominator: str) -> Figure:
    return Figure(numerator=Decimal(numerator), denominator=Decimal(denominator))


def number(chance: random.Random) -> Decimal:
    """From 0 to 100, round or with up to four decimals."""
    decimals = chance.randint(0, 4)
    return Decimal(chance.randint(0, 100 * 10**decimals)).scaleb(-decimals)


def as_value(place: str) -> Figure:
    return Figure(QUANTITIES[place])


def as_share(place: str) -> Figure:
    """The same quantity as a fraction of 700."""
    quantity = QUANTITIES[place]
    if quantity is None:
        return Figure()
    return Figure(numerator=quantity * 7, denominator=Decimal(700))


@pytest.mark.parametrize("make", [as_value, as_share])
@pytest.mark.parametrize(("comparator", "place"), EVERY_PLACE)
def test_judge_one_figure(comparator, place, make):
    assert judge(make(place), Bound(BOUND, comparator)) == DECIDED[comparator, place]


@pytest.mark.parametrize("make", [as_value, as_share])
@pytest.mark.parametrize(("comparator", "place"), EVERY_PLACE)
def test_judge_the_whole_where_both_sexes_are_asked(comparator, place, make):
    """A whole that fails has a sex that fails; one that passes says nothing of the two."""
    found = judge(make(place), Bound(BOUND, comparator), by_sex=True)

    assert found == (NOT_MET if DECIDED[comparator, place] == NOT_MET else NO_DATA)


@pytest.mark.parametrize("with_whole", [True, False])
@pytest.mark.parametrize("comparator", Comparator)
@pytest.mark.parametrize(("male", "female"), list(product(QUANTITIES, repeat=2)))
def test_judge_both_sexes(comparator, male, female, with_whole):
    known = [QUANTITIES[one] for one in (male, female) if one != "none"]
    whole = sum(known) / len(known) if with_whole and known else None
    figure = Figure(whole, male=QUANTITIES[male], female=QUANTITIES[female])
    each = {DECIDED[comparator, male], DECIDED[comparator, female]}
    expected = NOT_MET if NOT_MET in each else NO_DATA if NO_DATA in each else MET

    assert judge(figure, Bound(BOUND, comparator), by_sex=True) == expected


@pytest.mark.parametrize("by_sex", [True, False])
@pytest.mark.parametrize("place", QUANTITIES)
@pytest.mark.parametrize("make", [as_value, as_share])
def test_without_a_threshold_nothing_is_decided(make, place, by_sex):
    assert judge(make(place), None, by_sex=by_sex) == NO_DATA
    figure = Figure(male=QUANTITIES[place], female=QUANTITIES[place])
    assert judge(figure, None, by_sex=by_sex) == NO_DATA


def test_the_sexes_count_only_where_the_law_asks():
    figure = Figure(Decimal(95), male=Decimal(96), female=Decimal(94))

    assert judge(figure, Bound(Decimal(95))) == MET
    assert judge(figure, Bound(Decimal(95)), by_sex=True) == NOT_MET


@pytest.mark.parametrize(
    ("figure", "bound", "expected"),
    [
        pytest.param(share("14", "15.7"), "89.18", NOT_MET, id="89,17-of-the-plan"),
        pytest.param(share("14", "15.7"), "89.17", MET, id="above-what-is-shown"),
        pytest.param(share("949999", "1000000"), "95", NOT_MET, id="94,9999"),
        pytest.param(share("95", "100"), "95", MET, id="on-it"),
        pytest.param(share("1", "3"), "33.3333", MET, id="third-above-its-decimals"),
        pytest.param(share("1", "3"), "33.3334", NOT_MET, id="third-below"),
        pytest.param(
            share("999999999998", "999999999999"), "100", NOT_MET, id="one-of-a-trillion-missing"
        ),
    ],
)
def test_shares_are_exact_and_never_rounded_up_to_a_pass(figure, bound, expected):
    assert judge(figure, Bound(Decimal(bound))) == expected


def test_a_share_is_the_exact_fraction():
    assert share("14", "15.7").quantity == Fraction(14000, 157)


WORSE = {AT_LEAST: (MET, NOT_MET), AT_MOST: (NOT_MET, MET)}


@pytest.mark.parametrize("by_sex", [True, False])
@pytest.mark.parametrize("comparator", WORSE)
def test_a_higher_figure_never_turns_the_verdict_the_wrong_way(comparator, by_sex):
    chance = random.Random(1980)
    parts = ("value", "numerator", "male", "female")
    for _ in range(3000):
        given = {name: number(chance) for name in parts if chance.random() < 0.7}
        higher = {name: one + chance.choice([0, number(chance) / 8]) for name, one in given.items()}
        bound = Bound(number(chance), comparator)
        denominator = Decimal(chance.randint(1, 200)) if "numerator" in given else None

        before = judge(Figure(**given, denominator=denominator), bound, by_sex=by_sex)
        after = judge(Figure(**higher, denominator=denominator), bound, by_sex=by_sex)

        assert (before, after) != WORSE[comparator]


def test_the_same_figure_is_judged_the_same_however_it_is_written():
    chance = random.Random(320)
    for _ in range(1000):
        one, bound = number(chance), Bound(number(chance), chance.choice([*Comparator]))
        again = Figure(Decimal(f"{one:.4f}"))
        as_fraction = Figure(numerator=one, denominator=Decimal(100))

        assert judge(Figure(one), bound) == judge(again, bound) == judge(as_fraction, bound)
