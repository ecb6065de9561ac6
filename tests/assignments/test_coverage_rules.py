"""Which indicators have exactly one lead, and what an agency answers for, in words."""

import pytest

from assignments.coverage_rules import Claim, Coverage, Criterion, Finding, Node, cover, in_words

FIRST, SECOND = Node(11, "1.1"), Node(12, "1.2")
ONE = Criterion(1, "1", (FIRST, SECOND))
ONLY = Node(21, "2")
TWO = Criterion(2, "2", (ONLY,))
CRITERIA = (ONE, TWO)
A, B = 100, 200


def found(*claims) -> list[tuple]:
    """(indicator, agencies, field) of every finding."""
    coverage = cover(CRITERIA, [Claim(*claim) for claim in claims])
    return [(one.indicator.code, one.agencies, one.field) for one in coverage.findings]


def test_nobody_leads_anything():
    assert cover(CRITERIA, []) == Coverage(
        0, 3, (Finding(ONE, FIRST, ()), Finding(ONE, SECOND, ()), Finding(TWO, ONLY, ()))
    )


def test_a_set_without_criteria_is_whole():
    assert cover((), []) == Coverage(0, 0, ())
    assert cover((), []).is_whole


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([(A, 1), (B, 2)], id="criteria"),
        pytest.param([(A, 11), (B, 12), (A, 21)], id="indicators"),
        pytest.param([(A, 1), (A, 11), (B, 2)], id="one agency, both ways"),
        pytest.param([(A, None)], id="the whole set"),
        pytest.param([(A, None), (B, 1)], id="the whole set, but for one criterion"),
        pytest.param([(A, 1), (A, 2, "sản xuất"), (B, 2, "du lịch")], id="fields"),
    ],
)
def test_exactly_one_lead_each(claims):
    coverage = cover(CRITERIA, [Claim(*claim) for claim in claims])

    assert coverage == Coverage(3, 3, ())
    assert coverage.is_whole


@pytest.mark.parametrize(
    ("claims", "wrong"),
    [
        pytest.param([(A, 11), (B, 2)], [("1.2", (), "")], id="gap"),
        pytest.param(
            [(A, 1), (B, 1), (A, 2)],
            [("1.1", (A, B), ""), ("1.2", (A, B), "")],
            id="criterion twice",
        ),
        pytest.param([(A, 1), (B, 12), (A, 2)], [("1.2", (A, B), "")], id="both ways"),
        pytest.param([(A, None), (B, None), (A, 1)], [("2", (A, B), "")], id="the whole set twice"),
        pytest.param(
            [(A, 1), (A, 2, "du lịch"), (B, 2, "du lịch")],
            [("2", (A, B), "du lịch")],
            id="field twice",
        ),
        pytest.param(
            [(A, 1), (A, 2), (B, 2, "du lịch")], [("2", (A, B), "")], id="all of it and a field"
        ),
    ],
)
def test_what_is_wrong_is_named(claims, wrong):
    assert found(*claims) == wrong


def test_gaps_and_overlaps_are_told_apart():
    coverage = cover(CRITERIA, [Claim(A, 1), Claim(B, 1)])

    assert [one.indicator.code for one in coverage.gaps] == ["2"]
    assert [one.indicator.code for one in coverage.overlaps] == ["1.1", "1.2"]
    assert (coverage.count, coverage.is_whole) == (0, False)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([], ""),
        ([(A, 1)], "tiêu chí 1"),
        ([(A, 11)], "chỉ tiêu 1.1"),
        ([(A, 12), (A, 11)], "tiêu chí 1"),
        ([(A, 1), (A, 11)], "tiêu chí 1"),
        ([(A, 21)], "tiêu chí 2"),
        ([(A, 2), (A, 1)], "tiêu chí 1, 2"),
        ([(A, 2), (A, 11)], "chỉ tiêu 1.1; tiêu chí 2"),
        ([(A, None)], "cả bộ"),
        ([(A, None), (A, 2)], "cả bộ; tiêu chí 2"),
        ([(A, 2, "văn hóa"), (A, 2, "du lịch")], "tiêu chí 2 (văn hóa, du lịch)"),
        ([(A, 1), (A, 2, "văn hóa")], "tiêu chí 1, 2 (văn hóa)"),
        ([(A, 11), (A, 12, "chợ")], "chỉ tiêu 1.1, 1.2 (chợ)"),
    ],
)
def test_words(claims, words):
    assert in_words(CRITERIA, [Claim(*claim) for claim in claims]) == words
