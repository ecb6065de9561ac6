"""Arithmetic of a plan. Pure: no database, no clock."""

from dataclasses import dataclass
from decimal import Decimal

from ntm_portal.lib.numbers import average


def planned_total(met: frozenset[str], targeted: frozenset[str]) -> int:
    """Criteria a commune will have met by year end (Kế hoạch đạt tiêu chí năm).

    met: numbers of the criteria already met on the plan's baseline day.
    targeted: numbers the commune commits to reach during the year; disjoint from `met`.
    Raises ValueError when a criterion is in both.
    Source: Phụ lục 02, Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024): the last column is the sum
    of "Số tiêu chí đạt" and "Số tiêu chí phấn đấu" in all 19 rows.
    """
    both = met & targeted
    if both:
        raise ValueError(f"already met and targeted: {', '.join(sorted(both))}")
    return len(met) + len(targeted)


@dataclass(frozen=True)
class PlanRow:
    """One commune's line in a plan on a day.

    position: STT. name: as the plan prints it. met, targeted: criterion numbers in the order of
    the set. goal: "" or words such as "Xây dựng xã nông thôn mới nâng cao".
    """

    position: int
    name: str
    met: tuple[str, ...]
    targeted: tuple[str, ...]
    goal: str = ""
    commune_code: str = ""

    @property
    def met_count(self) -> int:
        return len(self.met)

    @property
    def targeted_count(self) -> int:
        return len(self.targeted)

    @property
    def reached(self) -> tuple[str, ...]:
        """Targets that are met on the day: none on the baseline of a sound plan."""
        return tuple(number for number in self.targeted if number in self.met)

    @property
    def planned_total(self) -> int:
        """A reached target counts once, so it also holds on a later day than the baseline."""
        reached = frozenset(self.reached)
        return planned_total(frozenset(self.met) - reached, frozenset(self.targeted))


@dataclass(frozen=True)
class PlanTotals:
    """Sums over all rows of a plan; averages per commune, half-up, None without communes."""

    communes: int
    met: int
    targeted: int
    planned: int

    @property
    def met_average(self) -> Decimal | None:
        return average(self.met, self.communes)

    @property
    def planned_average(self) -> Decimal | None:
        return average(self.planned, self.communes)


def totals(rows: list[PlanRow]) -> PlanTotals:
    return PlanTotals(
        communes=len(rows),
        met=sum(row.met_count for row in rows),
        targeted=sum(row.targeted_count for row in rows),
        planned=sum(row.planned_total for row in rows),
    )
