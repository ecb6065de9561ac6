"""What the figures of merged communes amount to, case by case."""

from decimal import Decimal

import pytest

from criteria.figures import Figure, Said
from criteria.merging_rules import Merging, merged
from criteria.rules import Verdict

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
NOT_APPLICABLE, NO_DATA = Verdict.NOT_APPLICABLE, Verdict.NO_DATA
WEIGHTED, SUM = Merging.WEIGHTED, Merging.SUM


def value(number: str | None, verdict: Verdict = MET) -> Said:
    return Said(None if number is None else Figure(Decimal(number)), verdict)


def fraction(numerator: str, denominator: str) -> Said:
    return Said(figure(numerator=numerator, denominator=denominator), MET)


def sexes(whole: str | None, male: str | None, female: str | None) -> Said:
    return Said(figure(value=whole, male=male, female=female), NOT_MET)


def figure(**numbers: str | None) -> Figure:
    return Figure(**{name: None if one is None else Decimal(one) for name, one in numbers.items()})


def weights(*numbers: str | None) -> list[Decimal | None]:
    return [None if number is None else Decimal(number) for number in numbers]


def merge(parts, rule, by=None, *, is_share=True, bound=None) -> Figure | None:
    """The figure alone; the verdict of one is always left open."""
    found = merged(parts, rule, by or [None] * len(parts), is_share=is_share, bound=bound)
    assert found is None or found.verdict is None
    return found and found.figure


@pytest.mark.parametrize("rule", Merging)
def test_nothing_merges_to_nothing(rule):
    assert merged([], rule, [], is_share=True) is None


def test_what_is_to_be_measured_again_is_never_computed():
    parts = [fraction("1", "2"), fraction("1", "2")]

    assert merge(parts, Merging.MEASURE_AGAIN, weights("1", "1")) is None


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
        pytest.param([MET, None], None, id="one-never-said"),
        pytest.param([NO_DATA, NO_DATA], None, id="all-missing"),
        pytest.param([NOT_APPLICABLE, NO_DATA], None, id="without-and-missing"),
    ],
)
def test_all_must_be_met(verdicts, expected):
    parts = [Said(verdict=one) for one in verdicts]

    found = merged(parts, Merging.ALL_MET, [None] * len(parts), is_share=True)

    assert found == (None if expected is None else Said(verdict=expected))


@pytest.mark.parametrize("rule", [SUM, WEIGHTED])
def test_what_exists_nowhere_is_not_applicable_to_the_whole(rule):
    parts = [value(None, NOT_APPLICABLE), value(None, NOT_APPLICABLE)]

    found = merged(parts, rule, [None, None], is_share=True)

    assert found == Said(verdict=NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([value("1.5"), value("2.25")], "3.75", id="sum"),
        pytest.param([value("0"), value("0")], "0", id="zero-is-a-figure"),
        pytest.param([value("7")], "7", id="one"),
        pytest.param([value("1.5"), value(None)], None, id="one-missing"),
        pytest.param([value(None), value(None)], None, id="all-missing"),
        pytest.param([value("1"), value(None, NOT_APPLICABLE)], None, id="one-without"),
        pytest.param([value("1"), value("2", NO_DATA)], "3", id="one-undecided"),
        pytest.param([value("99999999999"), value("1")], None, id="too-long-to-be-kept"),
    ],
)
def test_a_sum_of_counts(parts, expected):
    assert merge(parts, SUM, is_share=False) == (expected and figure(value=expected))


def test_shares_are_pooled_and_never_added():
    assert merge([fraction("1", "4"), fraction("2", "6")], SUM) == figure(
        numerator="3", denominator="10"
    )
    assert merge([value("40"), value("45")], SUM) is None
    assert merge([fraction("1", "4"), value("45")], SUM) is None


@pytest.mark.parametrize("is_share", [True, False])
@pytest.mark.parametrize(
    ("parts", "by", "expected"),
    [
        # (40 × 1000 + 50 × 3000) / 4000, not the plain average of 45
        pytest.param([value("40"), value("50")], weights("1000", "3000"), "47.5", id="weighted"),
        pytest.param([value("40"), value("50")], weights("1", "1"), "45", id="evenly"),
        pytest.param([value("40"), value("50")], weights("0", "5"), "50", id="empty-part"),
        pytest.param([value("40"), value(None)], weights("1", "1"), None, id="value-missing"),
        pytest.param([value("40"), value("50")], weights("1", None), None, id="weight-missing"),
        pytest.param([value("40"), value("50")], weights("0", "0"), None, id="nobody"),
        pytest.param(
            [value("40"), value(None, NOT_APPLICABLE)], weights("1", "1"), None, id="one-without"
        ),
    ],
)
def test_weighted_average(parts, by, expected, is_share):
    found = merge(parts, WEIGHTED, by, is_share=is_share)

    assert found == (expected and figure(value=expected))


def test_an_average_of_fractions_is_their_pooled_fraction():
    found = merge([fraction("9", "10"), fraction("45", "90")], WEIGHTED)

    assert found == figure(numerator="54", denominator="100")


def test_one_fraction_missing_falls_back_on_shares_and_weights():
    parts = [fraction("9", "10"), value("50")]

    assert merge(parts, WEIGHTED, weights("10", "90")) == figure(value="54")
    assert merge(parts, WEIGHTED, weights("10", None)) is None


@pytest.mark.parametrize(
    ("parts", "by", "expected"),
    [
        # (43,8 × 1000 + 50,6 × 2000) / 3000 = 48,3333…
        pytest.param(
            [value("43.8"), value("50.6")],
            weights("1000", "2000"),
            figure(numerator="1450", denominator="3000"),
            id="so-many-of-the-people",
        ),
        # 1/3 of 1 and 50 % of 1: 5/12 of the two
        pytest.param(
            [fraction("1", "3"), value("50")],
            weights("1", "1"),
            figure(numerator="5", denominator="12"),
            id="lowest-terms",
        ),
        pytest.param(
            [fraction("1", "99999999977"), value("50")],
            weights("1", "7"),
            None,
            id="no-figure-can-hold-it",
        ),
    ],
)
def test_a_share_that_does_not_end_stays_exact(parts, by, expected):
    assert merge(parts, WEIGHTED, by) == expected


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        pytest.param(None, "48.3333", id="unknown"),
        pytest.param("48.3334", "48.3333", id="below-it"),
        pytest.param("48.3333", "48.3334", id="above-it"),
    ],
)
def test_an_income_keeps_four_decimals_and_its_side_of_the_threshold(bound, expected):
    """145/3 million dong."""
    found = merge(
        [value("45"), value("50")],
        WEIGHTED,
        weights("1", "2"),
        is_share=False,
        bound=bound and Decimal(bound),
    )

    assert found == figure(value=expected)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(
            [sexes("95", "96", "94"), sexes("91", "90", "92")],
            figure(value="92", male="91.5", female="92.5"),
            id="all-three",
        ),
        pytest.param(
            [sexes("95", "96", "94"), sexes("91", None, None)],
            figure(value="92"),
            id="one-part-without-sexes",
        ),
        pytest.param(
            [sexes(None, "96", "94"), sexes(None, "90", "92")],
            figure(male="91.5", female="92.5"),
            id="sexes-alone",
        ),
        pytest.param(
            [sexes("95", None, None), sexes(None, "90", "92")], None, id="nothing-in-common"
        ),
    ],
)
def test_each_sex_is_averaged_where_all_parts_have_it(parts, expected):
    assert merge(parts, WEIGHTED, weights("1", "3")) == expected


def test_each_sex_is_added_where_all_parts_have_it():
    parts = [sexes("5", "2", "8"), sexes("6", "3", None)]

    assert merge(parts, SUM, is_share=False) == figure(value="11", male="5")
