"""What a column of figures can hold. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_portal.lib.numbers import round_beside
from ntm_portal.lib.workbooks.written import plain

HUNDRED = 100


@dataclass(frozen=True)
class Share:
    """A figure given as numerator / denominator (tử số/mẫu số): 45/50."""

    numerator: Decimal
    denominator: Decimal

    @property
    def is_part(self) -> bool:
        return self.denominator > 0 and self.numerator <= self.denominator

    @property
    def words(self) -> str:
        """ "45/50 = 90 %"."""
        percent = round_beside(
            HUNDRED * Fraction(self.numerator) / Fraction(self.denominator), None, 2
        )
        return f"{plain(self.numerator)}/{plain(self.denominator)} = {plain(percent)} %"


def share_or_number(stored: str) -> Decimal | Share:
    """What an answer stands for: "12.95", "45/50"."""
    numerator, _, denominator = stored.partition("/")
    if denominator:
        return Share(Decimal(numerator), Decimal(denominator))
    return Decimal(numerator)


def stored(figure: Decimal | Share) -> str:
    """As an answer keeps it: with a point."""
    if isinstance(figure, Share):
        return f"{stored(figure.numerator)}/{stored(figure.denominator)}"
    return f"{figure.normalize() + 0:f}"


@dataclass(frozen=True)
class Measure:
    """What a column of figures can hold.

    key: of the column; questions of two columns are never the same. low, high: the range; None:
    no upper end is known, or a hundred for `percent`. percent: "45/50" and 0.955 in a format of
    percent are figures of it. unit: may stand behind a figure ("km"). whole: counts only.
    bound: the threshold, to whose other side a figure with too many decimals is never rounded.
    """

    key: str
    low: Decimal = Decimal(0)
    high: Decimal | None = None
    percent: bool = False
    unit: str = ""
    whole: bool = False
    bound: Decimal | None = None

    @property
    def most(self) -> Decimal | None:
        return Decimal(HUNDRED) if self.percent and self.high is None else self.high

    def fits(self, number: Decimal) -> bool:
        if self.whole and number != number.to_integral_value():
            return False
        return number >= self.low and (self.most is None or number <= self.most)

    @property
    def range_words(self) -> str:
        return f"{plain(self.low)}–{plain(self.most)}" if self.most is not None else "cho phép"
