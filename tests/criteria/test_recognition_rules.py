"""When a recognition is to be revoked, in exact arithmetic, and what must stand before it."""

import pytest

from criteria.recognition_rules import (
    Clause,
    Ground,
    LossRule,
    missing_prerequisite,
    revocation_ground,
)

NAMED = frozenset({"10", "17", "19"})
RULE = LossRule(share_with_named=30, share_alone=50, named=NAMED)


def numbers(count: int, *, named: bool) -> frozenset[str]:
    """`count` criteria; with or without some that the rule names."""
    others = [str(number) for number in range(1, 40) if str(number) not in NAMED]
    first = ["10", "17", "19"] if named else []
    return frozenset((first + others)[:count])


def clause(lost: frozenset[str], total: int, rule: LossRule = RULE) -> Clause | None:
    ground = revocation_ground(lost, total, rule)
    return ground and ground.clause


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("count", range(17))
def test_of_nineteen_six_to_nine_with_a_named_one_or_ten(count, named):
    """The whole table of the decision; 17 to 19 cannot be lost without a named one."""
    with_named = Clause.WITH_NAMED if named and 6 <= count <= 9 else None

    found = clause(numbers(count, named=named), 19)

    assert found == (Clause.ALONE if count >= 10 else with_named)


@pytest.mark.parametrize("count", [17, 18, 19])
def test_of_nineteen_nearly_all(count):
    assert clause(numbers(count, named=True), 19) == Clause.ALONE


@pytest.mark.parametrize(
    ("total", "count", "with_named", "without"),
    [
        pytest.param(10, 2, None, None, id="ten-just-below-30"),
        pytest.param(10, 3, Clause.WITH_NAMED, None, id="ten-on-30"),
        pytest.param(10, 4, Clause.WITH_NAMED, None, id="ten-just-below-50"),
        pytest.param(10, 5, Clause.ALONE, Clause.ALONE, id="ten-on-50"),
        pytest.param(4, 1, None, None, id="four-25"),
        pytest.param(4, 2, Clause.ALONE, Clause.ALONE, id="four-on-50"),
        pytest.param(3, 1, Clause.WITH_NAMED, None, id="three-33"),
        pytest.param(1, 1, Clause.ALONE, Clause.ALONE, id="the-only-one"),
        pytest.param(1, 0, None, None, id="nothing-of-one"),
        pytest.param(0, 0, None, None, id="a-set-without-criteria"),
    ],
)
def test_other_totals(total, count, with_named, without):
    found = [clause(numbers(count, named=named), total) for named in (True, False)]

    assert found == [with_named, without]


def test_shares_come_from_the_rule():
    rule = LossRule(share_with_named=29, share_alone=31, named=NAMED)
    lost = numbers(3, named=False)

    assert clause(lost, 10, rule) is None
    assert clause(lost | {"10"} - {"1"}, 10, rule) == Clause.ALONE
    assert clause(numbers(3, named=True), 10, rule) == Clause.WITH_NAMED


def test_the_ground_says_what_is_lost_and_what_of_it_is_named():
    lost = frozenset({"1", "2", "3", "4", "10", "19"})

    ground = revocation_ground(lost, 19, RULE)

    assert ground == Ground(Clause.WITH_NAMED, lost, frozenset({"10", "19"}), 19)


def test_no_more_can_be_lost_than_there_is():
    with pytest.raises(ValueError, match="2 of 1"):
        revocation_ground(frozenset({"1", "2"}), 1, RULE)


@pytest.mark.parametrize(
    ("required", "standing", "expected"),
    [
        pytest.param(None, set(), None, id="nothing-required"),
        pytest.param(1, {1, 2}, None, id="it-stands"),
        pytest.param(1, {2}, 1, id="another-stands"),
        pytest.param(1, set(), 1, id="nothing-stands"),
    ],
)
def test_missing_prerequisite(required, standing, expected):
    assert missing_prerequisite(required, standing) == expected
