"""Figures as Vietnamese documents print them: decimal comma, dot for thousands."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, shown

MOST_DIGITS, MOST_DECIMALS = 11, 4  # 15 in all: what SQLite keeps exactly
# Not NFKC, which would read the footnote of "12,9¹" as one more digit.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# One separator before exactly three digits: "1.234" is 1234 to one reader and 1,234 to another.
_TWO_READINGS = re.compile(r"([1-9]\d{0,2})([.,])(\d{3})")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_GROUPED = [
    re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+"),  # 1.234.567 1.234,5
    re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+"),  # 1,234,567 1,234.5
    re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?"),  # 1 234,5
]


def read_number(text: str) -> Decimal:
    """A figure that is not negative, as people write it: "12,95", "12.95", "1.234,5", "1 234".

    Full-width digits, a leading apostrophe (Excel's text cell) and odd spaces do not count.
    Raises Refused with a sentence that begins with what is written: for "1.234" and its like,
    which have two readings, for words and signs ("~45", "17-18"), and for figures too long.
    """
    readings = number_readings(text)
    if len(readings) > 1:
        written = _written(text)
        whole, decimals = re.split("[.,]", written)
        raise Refused(
            f"‘{written}’ đọc được hai cách. Viết {whole}{decimals} nếu là hàng nghìn, "
            f"{whole},{decimals}0 nếu là số thập phân."
        )
    return readings[0]


def number_readings(text: str) -> tuple[Decimal, ...]:
    """As `read_number`, but both readings of "1.234" and its like, the Vietnamese one first."""
    written = _written(text)
    if two := _TWO_READINGS.fullmatch(written):
        whole, sign, decimals = two.groups()
        thousands, fraction = Decimal(whole + decimals), Decimal(f"{whole}.{decimals}")
        return (thousands, fraction) if sign == "." else (fraction, thousands)
    separators = re.sub(r"\d", "", written)
    if _PLAIN.fullmatch(written):
        number = Decimal(written.replace(",", "."))
    elif any(grouped.fullmatch(written) for grouped in _GROUPED):
        decimal = separators[-1] if separators.count(separators[-1]) == 1 else ""
        whole, _, decimals = written.rpartition(decimal) if decimal else (written, "", "")
        digits = re.sub(r"\D", "", whole)
        number = Decimal(f"{digits}.{decimals or 0}")
    else:
        raise Refused(f"‘{shown(text)}’ không phải một số. Viết như 12,95 hoặc 1234.")
    if not can_be_kept(number):
        raise Refused(
            f"‘{shown(text)}’ quá dài. Viết tối đa {MOST_DIGITS} chữ số và "
            f"{MOST_DECIMALS} chữ số thập phân."
        )
    return (number,)


def _written(text: str) -> str:
    return clean_line(text.translate(_FULL_WIDTH)).removeprefix("'").strip()


def can_be_kept(number: Decimal) -> bool:
    """Whether it has no more digits than a figure may have."""
    _, digits, exponent = number.as_tuple()
    return -int(exponent) <= MOST_DECIMALS and len(digits) + int(exponent) <= MOST_DIGITS


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """School rounding, as in the signed plans: 12,947… -> 12,95. Zero has no sign."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def format_number(value: Decimal | int, decimals: int = 0) -> str:
    """1234.5 with one decimal -> "1.234,5"."""
    text = f"{round_half_up(Decimal(value), decimals):,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def average(total: int, count: int, decimals: int = 2) -> Decimal | None:
    """Half-up average; None when there is nothing to divide by."""
    return round_half_up(Decimal(total) / count, decimals) if count else None


def exact_decimal(value: Fraction) -> Decimal | None:
    """The same number as a figure may be written; None where that has too many digits."""
    scaled = value * 10**MOST_DECIMALS
    if scaled.denominator != 1 or abs(value) >= 10**MOST_DIGITS:
        return None
    return Decimal(scaled.numerator).scaleb(-MOST_DECIMALS)


def round_beside(value: Fraction, bound: Decimal | None, decimals: int) -> Decimal:
    """Half-up, but on the same side of `bound` as the value itself: never rounded up to a pass.

    94,996 beside 95 is printed 94,99; 8,004 beside 8 is printed 8,01. bound: None: none known.
    """
    if bound is not None and value == bound:
        return bound  # which may have more decimals
    scale = 10**decimals
    rounded = Fraction((2 * value * scale + 1).__floor__() // 2, scale)
    if bound is not None and value < bound <= rounded:
        rounded = Fraction((value * scale).__floor__(), scale)
    elif bound is not None and value > bound >= rounded:
        rounded = Fraction((value * scale).__ceil__(), scale)
    return Decimal(rounded.numerator) / Decimal(rounded.denominator)


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """4 -> "IV"; for appendices and sections, so below 40."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
