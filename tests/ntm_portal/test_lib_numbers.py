import random
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest

from ntm_portal.lib.numbers import (
    average,
    format_number,
    read_number,
    round_beside,
    round_half_up,
)
from ntm_portal.lib.refusals import Refused


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


READ = {
    "decimal-comma": ("12,95", "12.95"),
    "decimal-point": ("12.95", "12.95"),
    "trailing-space": ("12,95 ", "12.95"),
    "no-break-space": ("12,95\u00a0", "12.95"),
    "full-width": ("１２,９５", "12.95"),
    "full-width-comma": ("１２，９５", "12.95"),
    "excel-apostrophe": ("'12,95", "12.95"),
    "thousands-and-decimals": ("1.234,5", "1234.5"),
    "space-for-thousands": ("1 234,5", "1234.5"),
    "no-break-space-inside": ("1\u00a0234,5", "1234.5"),
    "narrow-space-inside": ("1\u202f234,5", "1234.5"),
    "two-dots": ("1.234.567", "1234567"),
    "two-commas": ("1,234,567", "1234567"),
    "english": ("1,234.5", "1234.5"),
    "english-three-decimals": ("1,234.567", "1234.567"),
    "vietnamese-three-decimals": ("1.234,567", "1234.567"),
    "no-separator": ("1234", "1234"),
    "four-digits-before-it": ("1234,567", "1234.567"),
    "four-decimals": ("1,2345", "1.2345"),
    "two-decimals": ("1,23", "1.23"),
    "nothing-in-thousands": ("0,955", "0.955"),
    "zero": ("0", "0"),
    "zeros-kept-apart": ("12,9500", "12.95"),
}


@pytest.mark.parametrize(("written", "expected"), READ.values(), ids=READ)
def test_read_number(written, expected):
    assert read_number(written) == Decimal(expected)


@pytest.mark.parametrize(
    ("written", "whole", "decimal"),
    [
        pytest.param("1.234", "1234", "1,2340", id="dot"),
        pytest.param("1,234", "1234", "1,2340", id="comma"),
        pytest.param("12,950", "12950", "12,9500", id="two-before-it"),
        pytest.param("123.456", "123456", "123,4560", id="three-before-it"),
        pytest.param("１.２３４", "1234", "1,2340", id="full-width"),
    ],
)
def test_two_readings_are_asked_about_and_both_answers_can_be_read(written, whole, decimal):
    with pytest.raises(Refused) as refused:
        read_number(written)

    said = unicodedata.normalize("NFKC", written)
    assert refused.value.message == (
        f"‘{said}’ đọc được hai cách. Viết {whole} nếu là hàng nghìn, "
        f"{decimal} nếu là số thập phân."
    )
    assert read_number(whole) == 1000 * read_number(decimal)


NO_NUMBERS = {
    "about": "~45",
    "at-least": ">=45",
    "in-words": "khoảng 45",
    "fraction": "45/50",
    "from-to": "17-18",
    "nothing": "",
    "dash": "-",
    "negative": "-5",
    "plus": "+5",
    "two-decimal-signs": "12.9.5",
    "separator-last": "12,",
    "separator-first": ",5",
    "uneven-thousands": "1.23.456",
    "four-in-a-group": "1.2345.678",
    "both-signs-of-both": "1.234,567.8",
    "gap": "12 95",
    "exponent": "1E+02",
    "hexadecimal": "0x10",
    "underscore": "1_000",
    "infinity": "Infinity",
    "not-a-number": "NaN",
    "percent": "12,95%",
    "footnote": "12,95(1)",
    "superscript-footnote": "12,9¹",
    "squared": "95²",
    "circled": "9①",
    "half": "½",
}


@pytest.mark.parametrize("written", NO_NUMBERS.values(), ids=NO_NUMBERS)
def test_what_is_no_number_is_never_guessed(written):
    with pytest.raises(Refused) as refused:
        read_number(written)

    assert refused.value.message == f"‘{written}’ không phải một số. Viết như 12,95 hoặc 1234."


@pytest.mark.parametrize(
    "written", ["99999999999", "99999999999,9999", "0,0001", "000000000000001"]
)
def test_the_longest_figures_are_read(written):
    assert read_number(written) == Decimal(written.replace(",", "."))


@pytest.mark.parametrize(
    ("written", "repeated"),
    [
        pytest.param("100000000000", "100000000000", id="twelve-digits"),
        pytest.param("100.000.000.000", "100.000.000.000", id="twelve-in-groups"),
        pytest.param("0,00001", "0,00001", id="five-decimals"),
        pytest.param("9" * 5000, "9" * 40 + "…", id="five-thousand-digits"),
    ],
)
def test_longer_ones_are_refused(written, repeated):
    with pytest.raises(Refused) as refused:
        read_number(written)

    assert refused.value.message == (
        f"‘{repeated}’ quá dài. Viết tối đa 11 chữ số và 4 chữ số thập phân."
    )


@pytest.mark.parametrize(
    ("value", "bound", "decimals", "expected"),
    [
        pytest.param("94.996", "95", 2, "94.99", id="just-below-is-not-rounded-up-to-it"),
        pytest.param("94.994", "95", 2, "94.99", id="below"),
        pytest.param("95", "95", 2, "95", id="on-it"),
        pytest.param("95.004", "95", 2, "95.01", id="just-above-stays-above"),
        pytest.param("95.006", "95", 2, "95.01", id="above"),
        pytest.param("8.004", "8", 2, "8.01", id="just-above-a-bound-not-to-exceed"),
        pytest.param("49.6", "50", 0, "49", id="no-decimals"),
        pytest.param("94.995", "96", 2, "95", id="half-goes-up-far-from-the-bound"),
        pytest.param("94.995", None, 2, "95", id="no-bound"),
        pytest.param("59.45", "59.45", 1, "59.45", id="on-a-finer-bound"),
        pytest.param("59.44", "59.45", 1, "59.4", id="below-a-finer-bound"),
        pytest.param("59.46", "59.45", 1, "59.5", id="above-a-finer-bound"),
        pytest.param("0.004", "0", 2, "0.01", id="above-nothing"),
    ],
)
def test_round_beside(value, bound, decimals, expected):
    bound = None if bound is None else Decimal(bound)

    assert round_beside(Fraction(value), bound, decimals) == Decimal(expected)


def test_round_beside_shows_a_share_as_it_is():
    share = Fraction(100) * Fraction("14") / Fraction("15.7")

    assert round_beside(share, Decimal(80), 2) == Decimal("89.17")
    assert round_beside(share, Decimal("89.18"), 2) == Decimal("89.17")


def test_round_beside_never_crosses_the_bound_and_stays_near():
    """Values around bounds with fewer, as many and more decimals than are shown."""
    chance = random.Random(318)
    for _ in range(5000):
        decimals = chance.randint(0, 4)
        bound = Decimal(chance.randint(0, 10**6)).scaleb(-chance.randint(0, 4))
        value = Fraction(bound) + Fraction(chance.randint(-3000, 3000), chance.randint(1, 10**7))

        rounded = Fraction(round_beside(value, bound, decimals))

        assert (rounded > bound, rounded < bound) == (value > bound, value < bound)
        assert abs(rounded - value) < Fraction(1, 10**decimals)
        assert rounded == bound or (rounded * 10**decimals).denominator == 1
