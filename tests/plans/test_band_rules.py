"""Bands of criteria counts: on the bound, just below, just above."""

import pytest

from plans.band_rules import Band, count_by_band, usual_bands

BANDS = usual_bands(19)


def test_the_bands_of_nineteen_criteria():
    assert [band.words for band in BANDS] == [
        "19 tiêu chí",
        "15-18 tiêu chí",
        "10-14 tiêu chí",
        "5-9 tiêu chí",
        "dưới 5 tiêu chí",
    ]


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        pytest.param(15, ["15", "10-14", "5-9", "dưới 5"], id="on-a-beginning"),
        pytest.param(16, ["16", "15", "10-14", "5-9", "dưới 5"], id="just-above-one"),
        pytest.param(3, ["3", "dưới 3"], id="few"),
        pytest.param(0, ["dưới 1"], id="none"),
    ],
)
def test_other_sets(criteria, words):
    assert [band.words for band in usual_bands(criteria)] == [f"{one} tiêu chí" for one in words]


@pytest.mark.parametrize(
    ("total", "place"),
    [(19, 0), (18, 1), (15, 1), (14, 2), (10, 2), (9, 3), (5, 3), (4, 4), (0, 4)],
)
def test_a_commune_is_in_exactly_one(total, place):
    assert count_by_band([total], BANDS) == [int(n == place) for n in range(5)]


def test_nobody_to_count():
    assert count_by_band([], BANDS) == [0] * 5


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Band(14, 15), True),
        (Band(18, 19), True),
        (Band(16, 17), True),
        (Band(14, 14), False),
        (Band(19, 19), False),
    ],
)
def test_overlaps(other, expected):
    assert (Band(15, 18).overlaps(other), other.overlaps(Band(15, 18))) == (expected, expected)
