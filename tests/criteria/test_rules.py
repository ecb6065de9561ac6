from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import pytest

from criteria.rules import (
    Bound,
    Comparator,
    CriterionVerdict,
    Verdict,
    applying,
    assess,
    criterion_verdict,
    roll_up,
)

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_APPLICABLE, NO_DATA = Verdict.NOT_APPLICABLE, Verdict.NO_DATA
AT_LEAST, AT_MOST, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL


@pytest.mark.parametrize(
    ("value", "comparator", "expected"),
    [
        pytest.param("80", AT_LEAST, MET, id="floor-on-the-bound"),
        pytest.param("80.0001", AT_LEAST, MET, id="floor-just-above"),
        pytest.param("79.9999", AT_LEAST, NOT_MET, id="floor-just-below-is-not-rounded-up"),
        pytest.param("80", AT_MOST, MET, id="ceiling-on-the-bound"),
        pytest.param("80.0001", AT_MOST, NOT_MET, id="ceiling-just-above-is-not-rounded-down"),
        pytest.param("79.9999", AT_MOST, MET, id="ceiling-just-below"),
        pytest.param("80.00", EQUAL, MET, id="equal-on-the-bound"),
        pytest.param("80.0001", EQUAL, NOT_MET, id="equal-just-above"),
        pytest.param("79.9999", EQUAL, NOT_MET, id="equal-just-below"),
    ],
)
def test_assess_compares_unrounded(value, comparator, expected):
    assert assess(Decimal(value), Bound(Decimal(80), comparator)) == expected


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [
        pytest.param(None, Bound(Decimal(80)), NO_DATA, id="no-figure"),
        pytest.param(Decimal(80), None, NO_DATA, id="no-threshold"),
        pytest.param(None, None, NO_DATA, id="neither"),
        pytest.param(Decimal(0), Bound(Decimal(0), EQUAL), MET, id="zero-is-a-figure"),
    ],
)
def test_assess_without_data_is_never_a_guess(value, bound, expected):
    assert assess(value, bound) == expected


# Every set of verdicts that indicators can have: order and number do not matter.
ROLL_UP = {
    frozenset(): NO_DATA,
    frozenset({MET}): MET,
    frozenset({NOT_MET}): NOT_MET,
    frozenset({NOT_APPLICABLE}): NOT_APPLICABLE,
    frozenset({NO_DATA}): NO_DATA,
    frozenset({MET, NOT_MET}): NOT_MET,
    frozenset({MET, NOT_APPLICABLE}): MET,
    frozenset({MET, NO_DATA}): NO_DATA,
    frozenset({NOT_MET, NOT_APPLICABLE}): NOT_MET,
    frozenset({NOT_MET, NO_DATA}): NOT_MET,
    frozenset({NOT_APPLICABLE, NO_DATA}): NO_DATA,
    frozenset({MET, NOT_MET, NOT_APPLICABLE}): NOT_MET,
    frozenset({MET, NOT_MET, NO_DATA}): NOT_MET,
    frozenset({MET, NOT_APPLICABLE, NO_DATA}): NO_DATA,
    frozenset({NOT_MET, NOT_APPLICABLE, NO_DATA}): NOT_MET,
    frozenset({MET, NOT_MET, NOT_APPLICABLE, NO_DATA}): NOT_MET,
}


def test_roll_up_table_is_exhaustive():
    possible = {frozenset(some) for size in range(5) for some in combinations(Verdict, size)}

    assert set(ROLL_UP) == possible


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    ROLL_UP.items(),
    ids=lambda case: "+".join(sorted(case)) or "none" if isinstance(case, frozenset) else "",
)
def test_roll_up(verdicts, expected):
    once, twice = list(verdicts), sorted(verdicts) * 2

    assert (roll_up(once), roll_up(twice)) == (expected, expected)


@pytest.mark.parametrize("newer", [True, False], ids=["indicator-newer", "indicator-older"])
@pytest.mark.parametrize(
    ("own", "indicators", "expected"),
    [
        pytest.param(None, [], CriterionVerdict(NO_DATA), id="nothing-recorded"),
        pytest.param(None, [NO_DATA, NO_DATA], CriterionVerdict(NO_DATA), id="indicators-silent"),
        pytest.param(MET, [NO_DATA], CriterionVerdict(MET, MET), id="own-row-only"),
        pytest.param(
            None,
            [MET, NO_DATA],
            CriterionVerdict(NO_DATA, None, NO_DATA),
            id="one-indicator-is-still-silent",
        ),
        pytest.param(
            None,
            [MET, NOT_APPLICABLE],
            CriterionVerdict(MET, None, MET),
            id="indicators-only",
        ),
        pytest.param(MET, [MET, MET], CriterionVerdict(MET, MET, MET), id="both-agree"),
        pytest.param(
            NO_DATA,
            [MET],
            CriterionVerdict(MET, None, MET),
            id="withdrawn-own-row-leaves-the-roll-up",
        ),
    ],
)
def test_criterion_verdict(own, indicators, expected, newer):
    assert criterion_verdict(own, indicators, lambda: newer) == expected


@pytest.mark.parametrize(
    ("newer", "stands"),
    [
        pytest.param(True, NOT_MET, id="newer-indicator-decides"),
        pytest.param(False, MET, id="older-indicator-does-not"),
    ],
)
def test_where_both_speak_and_differ_the_newer_stands(newer, stands):
    verdict = criterion_verdict(MET, [NOT_MET], lambda: newer)

    assert verdict == CriterionVerdict(stands, MET, NOT_MET)


@pytest.mark.parametrize(
    ("own", "rolled_up", "expected"),
    [
        pytest.param(MET, NOT_MET, True, id="they-differ"),
        pytest.param(MET, MET, False, id="they-agree"),
        pytest.param(MET, None, False, id="indicators-silent"),
        pytest.param(None, MET, False, id="criterion-silent"),
    ],
)
def test_criterion_verdict_disagrees_when_both_speak(own, rolled_up, expected):
    assert CriterionVerdict(MET, own, rolled_up).disagrees is expected


@dataclass(frozen=True)
class Row:
    name: str
    region_id: int | None = None
    commune_group_id: int | None = None
    year: int | None = None


EVERYWHERE, HERE, ELSEWHERE = Row("everywhere"), Row("here", region_id=1), Row("there", region_id=2)
GROUP = Row("group", commune_group_id=5)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], [], id="nothing-known"),
        pytest.param([EVERYWHERE, ELSEWHERE], [EVERYWHERE], id="another-region-is-left-out"),
        pytest.param([ELSEWHERE], [], id="another-region-never-stands-in"),
        pytest.param([EVERYWHERE, HERE], [HERE], id="own-region-goes-first"),
        pytest.param([HERE, EVERYWHERE], [HERE], id="whatever-the-order"),
        pytest.param([HERE, GROUP, EVERYWHERE], [GROUP], id="own-group-goes-before-the-region"),
        pytest.param(
            [Row("2024", 1, None, 2024), Row("2023", 1, None, 2023), Row("2023", year=2023)],
            [Row("2023", 1, None, 2023), Row("2024", 1, None, 2024)],
            id="one-per-year-in-order",
        ),
    ],
)
def test_applying_takes_the_closest_row_of_each_year(rows, expected):
    assert applying(rows, region_id=1, commune_group_id=5) == expected


def test_applying_without_a_scope_takes_the_rows_for_every_commune():
    assert applying([HERE, GROUP, EVERYWHERE]) == [EVERYWHERE]
