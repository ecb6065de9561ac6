"""Stretches of the calendar as plans write them: a day, a month, a quarter, a year. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from assignments.timing_rules.words import UnreadError
from ntm_portal.lib.dates import format_day

MONTHS = 12
ROMAN = ("I", "II", "III", "IV")


class Unit(Enum):
    DAY = auto()
    MONTH = auto()
    QUARTER = auto()
    FIRST_MONTHS = auto()  # 6 tháng đầu năm
    LAST_MONTHS = auto()  # 6 tháng cuối năm
    YEAR = auto()


class Mode(Enum):
    """What is said of a point: in it, before it, until it is over, from its first day on."""

    IN = auto()
    BEFORE = auto()
    UNTIL = auto()
    FROM = auto()


@dataclass
class Point:
    """number: of the month, the quarter or the day, or how many months; 0 of a year.

    month: of a day, 0 where a later day names it. year: None where it is not written. bound: its
    year is that of the next point, as in "tháng 11, 12/2023", not only perhaps. doubt: "T3" is
    also short for a weekday. monthly: a day of every month.
    """

    unit: Unit
    number: int = 0
    month: int = 0
    year: int | None = None
    bound: bool = False
    doubt: bool = False
    monthly: bool = False

    @property
    def name(self) -> str:
        """Without its year, for a question about it."""
        match self.unit:
            case Unit.DAY:
                return f"ngày {self.number}" + (f"/{self.month}" if self.month else "")
            case Unit.MONTH:
                return f"tháng {self.number}"
            case Unit.QUARTER:
                return f"quý {ROMAN[self.number - 1]}"
            case Unit.FIRST_MONTHS:
                return f"{self.number} tháng đầu năm"
            case Unit.LAST_MONTHS:
                return f"{self.number} tháng cuối năm"
            case Unit.YEAR:
                return "năm"

    def label(self, year: int) -> str:
        match self.unit:
            case Unit.DAY:
                return f"ngày {format_day(self.first(year))}"
            case Unit.MONTH | Unit.QUARTER:
                return f"{self.name}/{year}"
            case _:
                return f"{self.name} {year}"

    def first(self, year: int) -> date:
        """Raises UnreadError for a day that is not in the calendar."""
        if self.unit == Unit.DAY:
            try:
                return date(year, self.month, self.number)
            except ValueError:
                raise UnreadError(f"ngày {self.number}/{self.month}/{year} không có") from None
        return date(year, self._months()[0], 1)

    def last(self, year: int) -> date:
        if self.unit == Unit.DAY:
            return self.first(year)
        return last_day(year, self._months()[1])

    def _months(self) -> tuple[int, int]:
        match self.unit:
            case Unit.MONTH:
                return self.number, self.number
            case Unit.QUARTER:
                return 3 * self.number - 2, 3 * self.number
            case Unit.FIRST_MONTHS:
                return 1, self.number
            case Unit.LAST_MONTHS:
                return MONTHS + 1 - self.number, MONTHS
            case _:
                return 1, MONTHS


@dataclass(frozen=True)
class Span:
    """One time of an item. label: the same for every way in which it may be written."""

    label: str
    starts_on: date | None
    due_on: date | None


@dataclass
class Stretch:
    """A point, or from the first to the second, and what is said of it."""

    mode: Mode
    point: Point
    until: Point | None = None

    @property
    def points(self) -> list[Point]:
        return [self.point] if self.until is None else [self.point, self.until]

    def span(self, year: int | None = None) -> Span:
        """year: in place of the points' own, for what comes back every year."""
        point, own = self.point, _known(self.point, year)
        first, last, label = point.first(own), point.last(own), point.label(own)
        if self.until is not None:
            other = _known(self.until, year)
            end = self.until.last(other)
            if end <= last or self.until.first(other) <= first:
                raise UnreadError(f"{self.until.label(other)} không sau {label}")
            return Span(f"từ {label} đến {self.until.label(other)}", first, end)
        match self.mode:
            case Mode.IN:
                return Span(label, None if point.unit == Unit.DAY else first, last)
            case Mode.BEFORE:
                due = first if point.unit == Unit.DAY else first - timedelta(days=1)
                return Span(f"trước {label}", None, due)
            case Mode.UNTIL:
                return Span(f"đến hết {label}", None, last)
            case Mode.FROM:
                return Span(f"từ {label}", first, None)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _known(point: Point, year: int | None) -> int:
    if year is not None:
        return year
    if point.year is None:
        raise UnreadError(f"chưa rõ năm của ‘{point.name}’")
    return point.year


def settle_years(points: Sequence[Point], years: range) -> None:
    """Give each point its year: the written one, that of the next beside it, or the plan's own.

    Raises UnreadError where more than one year would fit.
    """
    sole = years[0] if len(years) == 1 else None
    _settle_days(points)
    written = [point.year for point in points]
    following: int | None = None
    for place in range(len(points) - 1, -1, -1):
        point = points[place]
        if point.year is None:
            before = {year for year in written[:place] if year is not None}
            point.year = _year_of(point, following, before, sole)
        if point.doubt and written[place] is None and not point.bound:
            raise UnreadError(f"‘T{point.number}’ là {point.name} hay thứ {point.number}")
        following = point.year if written[place] is not None or point.bound else following


def _year_of(point: Point, following: int | None, before: set[int], sole: int | None) -> int:
    if point.bound and following is not None:
        return following
    candidates = {year for year in (following, sole) if year is not None}
    if following is None:
        candidates |= before
        if sole is None:
            candidates.clear()
    if len(candidates) != 1:
        raise UnreadError(f"chưa rõ năm của ‘{point.name}’")
    return candidates.pop()


def _settle_days(points: Sequence[Point]) -> None:
    """ "ngày 15 và 20/3": the month stands behind the last one only."""
    month = 0
    for point in reversed(points):
        if point.unit != Unit.DAY:
            month = 0
        elif point.month:
            month = point.month
        elif not month or not point.bound:
            raise UnreadError(f"chưa rõ tháng của ‘{point.name}’")
        else:
            point.month = month
