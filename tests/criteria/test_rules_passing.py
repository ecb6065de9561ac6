"""What a verdict proves in the next edition, and what figures of merged communes amount to."""

from decimal import Decimal

import pytest

from criteria.rules import Figure, Merging, Relation, Verdict, carried_verdict, merged

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_APPLICABLE, NO_DATA = Verdict.NOT_APPLICABLE, Verdict.NO_DATA

# Relation -> what becomes of MET, NOT_MET, NOT_APPLICABLE, NO_DATA, in that order.
CARRIED = {
    Relation.SAME: (MET, NOT_MET, NOT_APPLICABLE, NO_DATA),
    Relation.STRICTER: (NO_DATA, NOT_MET, NOT_APPLICABLE, NO_DATA),
    Relation.LOOSER: (MET, NO_DATA, NOT_APPLICABLE, NO_DATA),
    Relation.NEW: (NO_DATA, NO_DATA, NO_DATA, NO_DATA),
    Relation.DROPPED: (NO_DATA, NO_DATA, NO_DATA, NO_DATA),
}


@pytest.mark.parametrize("relation", Relation)
def test_carried_verdict(relation):
    said = (MET, NOT_MET, NOT_APPLICABLE, NO_DATA)

    assert tuple(carried_verdict(relation, verdict) for verdict in said) == CARRIED[relation]


def value(number: str | None, verdict: Verdict = MET) -> Figure:
    return Figure(verdict, None if number is None else Decimal(number))


def fraction(numerator: str, denominator: str, number: str | None = None) -> Figure:
    figure = value(number)
    return Figure(figure.verdict, figure.value, Decimal(numerator), Decimal(denominator))


def weights(*numbers: str | None) -> list[Decimal | None]:
    return [None if number is None else Decimal(number) for number in numbers]


@pytest.mark.parametrize("rule", Merging)
def test_nothing_merges_to_nothing(rule):
    assert merged([], rule, []) is None


def test_what_is_to_be_measured_again_is_never_computed():
    parts = [fraction("1", "2", "50"), fraction("1", "2", "50")]

    assert merged(parts, Merging.MEASURE_AGAIN, weights("1", "1")) is None


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        pytest.param([MET], MET, id="one"),
        pytest.param([MET, MET], MET, id="all"),
        pytest.param([MET, NOT_MET], NOT_MET, id="one-fails"),
        pytest.param([MET, NOT_APPLICABLE], MET, id="one-without"),
        pytest.param([NOT_APPLICABLE, NOT_APPLICABLE], NOT_APPLICABLE, id="none-has-it"),
        pytest.param([NOT_MET, NO_DATA], NOT_MET, id="one-fails-one-missing"),
        pytest.param([MET, NO_DATA], None, id="one-missing"),
        pytest.param([NO_DATA, NO_DATA], None, id="all-missing"),
        pytest.param([NOT_APPLICABLE, NO_DATA], None, id="without-and-missing"),
    ],
)
def test_all_must_be_met(verdicts, expected):
    found = merged([Figure(one) for one in verdicts], Merging.ALL_MET, [None] * len(verdicts))

    assert found == (None if expected is None else Figure(expected))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([value("1.5"), value("2.25")], Decimal("3.75"), id="sum"),
        pytest.param([value("0"), value("0")], Decimal(0), id="zero-is-a-figure"),
        pytest.param([value("7")], Decimal(7), id="one"),
        pytest.param([value("1.5"), value(None)], None, id="one-missing"),
        pytest.param([value(None), value(None)], None, id="all-missing"),
        pytest.param([value("1"), value(None, NOT_APPLICABLE)], None, id="one-without"),
    ],
)
def test_sum(parts, expected):
    found = merged(parts, Merging.SUM, [None] * len(parts))

    assert found == (None if expected is None else Figure(NO_DATA, expected))


def test_a_sum_of_fractions_keeps_them():
    found = merged([fraction("1", "4", "1"), fraction("2", "6", "2")], Merging.SUM, [None, None])

    assert found == Figure(NO_DATA, Decimal(3), Decimal(3), Decimal(10))


@pytest.mark.parametrize(
    ("parts", "by", "expected"),
    [
        # (40 × 1000 + 50 × 3000) / 4000, not the plain average of 45
        pytest.param(
            [value("40"), value("50")], weights("1000", "3000"), Decimal("47.5"), id="weighted"
        ),
        pytest.param([value("40"), value("50")], weights("1", "1"), Decimal(45), id="evenly"),
        pytest.param([value("40"), value("50")], weights("0", "5"), Decimal(50), id="empty-part"),
        pytest.param([value("40"), value(None)], weights("1", "1"), None, id="value-missing"),
        pytest.param([value("40"), value("50")], weights("1", None), None, id="weight-missing"),
        pytest.param([value("40"), value("50")], weights("0", "0"), None, id="nobody"),
        pytest.param(
            [value("40"), value(None, NOT_APPLICABLE)], weights("1", "1"), None, id="one-without"
        ),
    ],
)
def test_weighted_average(parts, by, expected):
    found = merged(parts, Merging.WEIGHTED, by)

    assert found == (None if expected is None else Figure(NO_DATA, expected))


def test_an_average_of_fractions_is_their_pooled_fraction():
    parts = [fraction("9", "10", "90"), fraction("45", "90", "50")]

    found = merged(parts, Merging.WEIGHTED, [None, None])

    assert found == Figure(NO_DATA, None, Decimal(54), Decimal(100))


def test_one_fraction_missing_falls_back_on_values_and_weights():
    parts = [fraction("9", "10", "90"), value("50")]

    assert merged(parts, Merging.WEIGHTED, weights("10", "90")) == Figure(NO_DATA, Decimal(54))
    assert merged(parts, Merging.WEIGHTED, weights("10", None)) is None


@pytest.mark.parametrize("rule", [Merging.SUM, Merging.WEIGHTED])
def test_what_exists_nowhere_is_not_applicable_to_the_whole(rule):
    parts = [Figure(NOT_APPLICABLE), Figure(NOT_APPLICABLE)]

    assert merged(parts, rule, [None, None]) == Figure(NOT_APPLICABLE)
