"""Which periods are reported on (kỳ báo cáo), until when, and who is late. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = 12
DAY = timedelta(days=1)


class Kind(StrEnum):
    """How often. The months of one period: `MONTHS_OF`."""

    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"


MONTHS_OF = {Kind.MONTHLY: 1, Kind.QUARTERLY: 3, Kind.HALF_YEAR: 6, Kind.YEAR: 12}
# In addresses: thang-01-2024, quy-1-2024, nua-nam-1-2024, nam-2024.
KEYS = {
    Kind.MONTHLY: "thang-{:02d}-{}",
    Kind.QUARTERLY: "quy-{}-{}",
    Kind.HALF_YEAR: "nua-nam-{}-{}",
    Kind.YEAR: "nam-{1}",
}
HALVES = ("đầu", "cuối")
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """A period (kỳ): the `number`th of its kind in the year, from 1."""

    kind: Kind
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS_OF[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        return last_of_month(self.year, self.number * MONTHS_OF[self.kind])

    @property
    def key(self) -> str:
        """What stands in addresses."""
        return KEYS[self.kind].format(self.number, self.year)

    @property
    def words(self) -> str:
        """ "tháng 01/2024", "quý I/2024", "6 tháng đầu năm 2024", "năm 2024"."""
        match self.kind:
            case Kind.MONTHLY:
                return f"tháng {self.number:02d}/{self.year}"
            case Kind.QUARTERLY:
                return f"quý {ROMAN[self.number - 1]}/{self.year}"
            case Kind.HALF_YEAR:
                return f"6 tháng {HALVES[self.number - 1]} năm {self.year}"
            case Kind.YEAR:
                return f"năm {self.year}"

    @property
    def next_last(self) -> date:
        """The last day of the period after this one (kỳ tới)."""
        month = self.number * MONTHS_OF[self.kind] + MONTHS_OF[self.kind]
        return last_of_month(self.year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1)


def periods_of(kind: Kind, year: int) -> tuple[Period, ...]:
    """All periods of the kind in the year, in their order."""
    return tuple(Period(kind, year, number + 1) for number in range(MONTHS // MONTHS_OF[kind]))


def period_from(kind: Kind, first: date) -> Period:
    """The period of the kind that begins on `first`."""
    return Period(kind, first.year, (first.month - 1) // MONTHS_OF[kind] + 1)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True)
class Deadline:
    """The rule by which a report falls due: "trước ngày 30 hằng tháng".

    day: the printed number, and the last day in time, be it written "trước ngày" (is_before) or
    "chậm nhất ngày": as in the timings of work and the deadlines of measures (docs/timing.md).
    A month without that day has its own last day: 28 or 29 February. next_month: of the month
    after the period, else of the period's last month.
    """

    day: int
    is_before: bool = True
    next_month: bool = False

    @property
    def words(self) -> str:
        how = "trước ngày" if self.is_before else "chậm nhất ngày"
        month = "của tháng sau kỳ báo cáo" if self.next_month else "của tháng cuối kỳ báo cáo"
        return f"{how} {self.day:02d} {month}"

    def due_on(self, period: Period) -> date:
        """The last day in time, before days off are looked at."""
        month = period.last + DAY if self.next_month else period.last.replace(day=1)
        last = monthrange(month.year, month.month)[1]
        return month + DAY * (min(self.day, last) - 1)


class Standing(StrEnum):
    """Whether a report is there, and in time; the value stands in addresses."""

    ON_TIME = "dung-han"
    LATE = "muon"
    MISSING = "chua-gui"  # and its last day is over
    NOT_DUE = "chua-den-han"  # not sent either, but there is time


def standing(sent_on: date | None, until: date, day: date) -> Standing:
    """As of `day`. until: the last day in time. What was sent later than `day` is not there yet."""
    if sent_on is not None and sent_on <= day:
        return Standing.ON_TIME if sent_on <= until else Standing.LATE
    return Standing.NOT_DUE if day <= until else Standing.MISSING


def days_late(sent_on: date | None, until: date, day: date) -> int:
    """Days after `until`, up to the day of sending, or to `day` where nothing was sent."""
    end = sent_on if sent_on is not None and sent_on <= day else day
    return max((end - until).days, 0)


def read_key(text: str) -> Period | None:
    """The period that an address names; None where it names none."""
    parts = text.rsplit("-", maxsplit=1)
    if len(parts) != 2 or not _is_number(parts[1], 4):
        return None
    year = int(parts[1])
    if not year:
        return None
    for kind in Kind:
        for period in periods_of(kind, year):
            if period.key == text:
                return period
    return None


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == digits
