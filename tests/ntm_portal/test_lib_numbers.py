from decimal import Decimal

import pytest

from ntm_portal.lib.numbers import average, format_number, round_half_up


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param("2.5", 0, "3", id="half-goes-up"),
        pytest.param("3.5", 0, "4", id="not-to-even"),
        pytest.param("2.4999", 0, "2", id="just-below"),
        pytest.param("-2.5", 0, "-3", id="away-from-zero"),
        pytest.param("12.945", 2, "12.95", id="two-decimals"),
        pytest.param("12.9449", 2, "12.94", id="only-once"),
        pytest.param("7", 2, "7.00", id="fills-up"),
        pytest.param("-0.4", 0, "0", id="no-minus-zero"),
    ],
)
def test_round_half_up(value, decimals, expected):
    assert str(round_half_up(Decimal(value), decimals)) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        pytest.param(Decimal("1234.5"), 1, "1.234,5", id="both-signs"),
        pytest.param(1234567, 0, "1.234.567", id="whole"),
        pytest.param(999, 0, "999", id="below-a-thousand"),
        pytest.param(0, 0, "0", id="zero"),
        pytest.param(Decimal("0.005"), 2, "0,01", id="half-up"),
        pytest.param(Decimal("-1234.5"), 1, "-1.234,5", id="negative"),
        pytest.param(Decimal("-0.001"), 2, "0,00", id="no-minus-zero"),
        pytest.param(Decimal("1E+3"), 0, "1.000", id="exponent"),
        pytest.param(Decimal("95.00"), 0, "95", id="cut-zeros"),
    ],
)
def test_format_number(value, decimals, expected):
    assert format_number(value, decimals) == expected


@pytest.mark.parametrize(
    ("total", "count", "expected"),
    [
        pytest.param(246, 19, "12,95", id="loc-binh-reached"),
        pytest.param(273, 19, "14,37", id="loc-binh-planned"),
        pytest.param(38, 19, "2,00", id="whole"),
    ],
)
def test_average_of_the_signed_plan(total, count, expected):
    assert format_number(average(total, count), 2) == expected


def test_average_of_nothing_is_none():
    assert average(0, 0) is None
