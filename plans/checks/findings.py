"""What a check finds, and how a printed figure is compared with a computed one. Pure."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from ntm_portal.lib.numbers import format_number, round_half_up


class Severity(StrEnum):
    """How bad it is. CUT: the last digit was dropped where it should have been rounded up."""

    ERROR = "error"
    WARNING = "warning"
    CUT = "cut"


SEVERITY_WORDS = {
    Severity.ERROR: "Sai",
    Severity.WARNING: "Cần xem lại",
    Severity.CUT: "Cắt bớt số lẻ",
}


@dataclass(frozen=True)
class Place:
    """Where a figure stands. kind, key: what a page needs to lead there; name: in words.

    key: a commune's official code for "row" and "board", the row's id for a part of the contents,
    "" for the plan's table.
    """

    kind: str
    name: str
    key: str = ""


@dataclass(frozen=True)
class Finding:
    """One contradiction: what is printed in the first place, what follows from the others.

    message: a Vietnamese sentence. printed, computed: the two figures in words, "" without one.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]
    printed: str = ""
    computed: str = ""

    @property
    def where(self) -> str:
        return self.places[0].name


TABLE = Place("table", "bảng tiêu chí phấn đấu")
PLAN = Place("plan", "kế hoạch")


def exactly(number: Decimal | int) -> str:
    """As an office writes it, all its decimals: 3002.800 -> "3.002,8"."""
    exact = Decimal(number).normalize()
    return format_number(exact, max(0, -int(exact.as_tuple().exponent)))


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half-up, from the exact value."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return round_half_up(exact, decimals)


def severity(printed: Decimal, exact: Fraction, decimals: int) -> Severity | None:
    """None: printed is `exact` rounded half-up to as many decimals. CUT: it is cut off there."""
    if printed == rounded(exact, decimals):
        return None
    digits = Decimal(1).scaleb(-decimals)
    whole = Decimal(exact.numerator) / Decimal(exact.denominator)
    if printed == whole.quantize(digits, rounding=ROUND_DOWN):
        return Severity.CUT
    return Severity.ERROR


def decimals_of(number: Decimal) -> int:
    """Decimals as written: 2 of 14.50; a stored 14.5000 has to be normalized before."""
    return max(0, -int(number.as_tuple().exponent))


def short(text: str, most: int = 80) -> str:
    """The beginning of a line of contents, for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
