"""What follows from the rows of a plan: counts, or bounds where the log knows nothing. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from plans.checks.facts import PlanFacts, Row

ALL = 100  # percent


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a count can be; equal where every commune is known."""

    low: int
    high: int

    def beside(self, number: Decimal | int) -> str:
        """In words, for a figure that is not within: "7", "ít nhất 7", "nhiều nhất 9"."""
        if self.low == self.high:
            return str(self.low)
        return f"ít nhất {self.low}" if number < self.low else f"nhiều nhất {self.high}"

    def __contains__(self, number: Decimal | int) -> bool:
        return self.low <= number <= self.high


def reaches(facts: PlanFacts, row: Row, criterion: str) -> bool | None:
    """Whether the commune will have met the criterion; None where nobody says."""
    if criterion in row.planned:
        return True
    if criterion in row.not_met or facts.known[row.code]:
        return False
    return True if row.keeps(facts.tier) else None


def _bounds(answers: list[bool | None]) -> Bounds:
    sure = answers.count(True)
    return Bounds(sure, sure + answers.count(None))


def criterion_communes(facts: PlanFacts, criterion: str) -> Bounds | None:
    """Communes that will have met a criterion; None without a row for every commune."""
    if not facts.complete:
        return None
    return _bounds([reaches(facts, row, criterion) for row in facts.rows])


def criterion_added(facts: PlanFacts, criterion: str) -> int | None:
    """Communes that promise a criterion; None without rows or without any promise."""
    if not facts.complete or not any(row.targets for row in facts.rows):
        return None
    return sum(criterion in row.targets for row in facts.rows)


def all_criteria(facts: PlanFacts, rows: tuple[Row, ...] | None = None) -> Bounds | None:
    """Criteria that the communes will have met together."""
    if rows is None:
        if not facts.complete:
            return None
        rows = facts.rows
    codes = [code for code, _ in facts.criteria]
    return _bounds([reaches(facts, row, code) for row in rows for code in codes])


def added_criteria(facts: PlanFacts) -> int | None:
    """Criteria that the communes promise together; None without any promise."""
    if not facts.complete:
        return None
    return sum(len(set(row.targets) - row.met) for row in facts.rows) or None


def in_band(facts: PlanFacts, band: tuple[int, int]) -> int | None:
    """Communes with so many criteria at the end; None unless every commune is known."""
    if not facts.complete or not all(facts.known.values()):
        return None
    low, high = band
    return sum(low <= len(row.planned) <= high for row in facts.rows)


def complete_rows(facts: PlanFacts) -> tuple[set[str], set[str]]:
    """Codes of the communes that had met every criterion, and that will have met it."""
    every = {code for code, _ in facts.criteria}
    before = {row.code for row in facts.rows if row.met >= every}
    return before, {row.code for row in facts.rows if row.planned >= every}


def tier_added(facts: PlanFacts, tier: str, year: int | None = None) -> set[int] | None:
    """How many communes reach a tier, in each way that it can be counted; None: nobody says.

    "Xây dựng" may be work that does not end within the plan, "hoàn thành" is its end.
    """
    built: set[str] = set()
    completed: set[str] = set()
    for row in facts.rows:
        for goal in row.goals:
            if goal.tier == tier and goal.reaches and year in (None, goal.year):
                (completed if goal.action == "COMPLETE" else built).add(row.code)
    if tier == facts.tier and facts.first_year == facts.last_year:
        before, after = complete_rows(facts)
        completed |= after - before
    if not built and not completed:
        return None
    return {len(built | completed), len(completed)} if completed else {len(built)}


def tier_total(facts: PlanFacts, tier: str) -> int | None:
    """Communes of the plan's own tier at its end; None where that cannot be counted."""
    if tier != facts.tier or not facts.complete or not all(facts.known.values()):
        return None
    return len(complete_rows(facts)[1])


def average_range(bounds: Bounds, communes: int) -> tuple[Fraction, Fraction]:
    return Fraction(bounds.low, communes), Fraction(bounds.high, communes)


def stated_criteria(facts: PlanFacts) -> Bounds | None:
    """Criteria of all communes by the plan's own totals for each criterion; a criterion without
    a figure may be met by none or by all. None without any figure.
    """
    communes = facts.communes
    if not communes:
        return None
    totals = {
        one.criterion: communes if one.total is None else one.total
        for one in facts.objectives
        if one.kind == "CRITERION" and not one.group and (one.total is not None or one.share == ALL)
    }
    if not totals:
        return None
    low = sum(totals.values())
    return Bounds(low, low + (len(facts.criteria) - len(totals)) * communes)


def banded_criteria(facts: PlanFacts) -> Bounds | None:
    """Criteria of all communes by the plan's own bands; communes in no band may have any number
    below the lowest band. None without bands.
    """
    bands = [one for one in facts.objectives if one.kind == "BAND" and not one.group]
    communes = facts.communes
    if not bands or not communes or any(one.total is None for one in bands):
        return None
    counted = [(one.lowest or 0, one.highest or 0, one.total or 0) for one in bands]
    rest = communes - sum(total for _, _, total in counted)
    if rest < 0:
        return None
    below = max(0, min(low for low, _, _ in counted) - 1)
    low = sum(least * total for least, _, total in counted)
    high = sum(most * total for _, most, total in counted)
    return Bounds(low, high + rest * below)
