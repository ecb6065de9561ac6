"""A plan against reality on a day: what each cell counts as, and whether that is in time. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

# (commune id, criterion id)
Square = tuple[int, int]
COMMUNE, CRITERION = 0, 1


class Kind(StrEnum):
    """What the cells of a plan are counted by; the value stands in addresses."""

    BASELINE = "dat-goc"  # met on the baseline day
    PLANNED = "phan-dau"  # a target
    PROMISED = "ke-hoach"  # met on the baseline day or a target: the plan's last column
    REACHED = "da-dat"  # a target that is met on the day
    REMAINING = "con-lai"  # a target that is not
    REGRESSED = "khong-con-dat"  # met on the baseline day, not on the day
    EXTRA = "ngoai-ke-hoach"  # met on the day, neither on the baseline day nor a target
    MET = "dat"  # met on the day


@dataclass(frozen=True)
class Progress:
    """before: cells met on the baseline day; now: on the day; targeted: the plan's targets.

    is_earlier: the day is before the baseline day: nothing can have moved since.
    """

    before: frozenset[Square]
    now: frozenset[Square]
    targeted: frozenset[Square]
    is_earlier: bool = False

    def of(self, kind: Kind) -> frozenset[Square]:
        """PLANNED is REACHED and REMAINING together."""
        nothing: frozenset[Square] = frozenset()
        return {
            Kind.BASELINE: self.before,
            Kind.PLANNED: self.targeted,
            Kind.PROMISED: self.before | self.targeted,
            Kind.REACHED: self.targeted & self.now,
            Kind.REMAINING: self.targeted - self.now,
            Kind.REGRESSED: nothing if self.is_earlier else self.before - self.now,
            Kind.EXTRA: nothing if self.is_earlier else self.now - self.before - self.targeted,
            Kind.MET: self.now,
        }[kind]

    def counts(self, side: int) -> dict[Kind, Counter[int]]:
        """How many cells of each kind every commune (COMMUNE) or criterion (CRITERION) has."""
        return {kind: Counter(square[side] for square in self.of(kind)) for kind in Kind}

    def totals(self) -> dict[Kind, int]:
        return {kind: len(self.of(kind)) for kind in Kind}


@dataclass(frozen=True)
class Term:
    """The time of a plan, both days included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def passed(self, day: date) -> int:
        """Days gone by at the end of `day`: from 0 before the plan begins to all of them."""
        return min(max((day - self.first).days + 1, 0), self.days)

    def elapsed(self, day: date) -> Fraction:
        return Fraction(self.passed(day), self.days)


def term_of(first_year: int, last_year: int) -> Term:
    return Term(date(first_year, 1, 1), date(last_year, 12, 31))


class Pace(StrEnum):
    """On track or behind; the value stands in addresses."""

    NO_TARGETS = "khong-phan-dau"
    NOT_BEGUN = "chua-bat-dau"
    ON_TRACK = "dung-tien-do"
    BEHIND = "cham"
    DONE = "dat-du"
    MISSED = "het-han"


def due(planned: int, term: Term, day: date) -> int:
    """Targets that the calendar asks for by the end of `day`: there is no half of a criterion."""
    return int(planned * term.elapsed(day))


def pace(planned: int, reached: int, term: Term, day: date) -> Pace:
    """The share of targets reached against the share of the plan's time, in whole targets."""
    if not planned:
        return Pace.NO_TARGETS
    if reached >= planned:
        return Pace.DONE
    if day < term.first:
        return Pace.NOT_BEGUN
    if day > term.last:
        return Pace.MISSED
    return Pace.ON_TRACK if reached >= due(planned, term, day) else Pace.BEHIND


class GoalPace(StrEnum):
    """Whether a tier stands, and else whether its year is over; the value stands in addresses."""

    REACHED = "dat"
    OPEN = "chua-toi-han"
    OVERDUE = "qua-han"


def goal_pace(*, is_recognised: bool, year: int, day: date) -> GoalPace:
    """year: in which the plan wants the tier; due on its last day."""
    if is_recognised:
        return GoalPace.REACHED
    return GoalPace.OVERDUE if day.year > year else GoalPace.OPEN
