"""Lộ trình: the communes that reach a tier, year by year.

Source of the grouping: mục II.2.1 of the plan of Tân Yên 2021-2025, which names the communes of
each year and points to "biểu 01, 02". The columns are the portal's own: the tables themselves
were not at hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from criteria.models import CriteriaSet
from ntm_portal.lib.text import clean_line
from plans.models import Action, Plan, PlanGoal
from reports.appendices.headings import period, roman, unnumbered
from reports.appendices.origin import STATED
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind


@dataclass(frozen=True)
class Roadmap:
    """One tier's appendix. code: of the sheet."""

    tier: str
    code: str
    name: str

    def __call__(self, *, plan: Plan, day: date) -> AppendixTable:
        """What the plan promises; `day` changes nothing."""
        goals = list(
            PlanGoal.objects.filter(row__plan=plan, tier=self.tier)
            .select_related("row__commune")
            .order_by("year", "row__position")
        )
        return self.arrange(plan=plan, goals=goals)

    def arrange(self, *, plan: Plan, goals: list[PlanGoal]) -> AppendixTable:
        """goals: of this tier, by year and STT."""
        reached = [goal for goal in goals if goal.action != Action.MAINTAIN]
        tier = CriteriaSet.Tier(self.tier).label
        return AppendixTable(
            code=self.code,
            **unnumbered(
                plan, name=self.name, title=f"lộ trình xã đạt chuẩn {tier} {period(plan)}"
            ),
            header=(
                Column("STT", Kind.INTEGER, 10),
                Column("Đơn vị", Kind.TEXT, 55, Align.LEFT, names_row=True),
                Column("Năm đạt chuẩn", Kind.INTEGER, 35),
            ),
            rows=(
                *_years(reached),
                Row(RowKind.TOTAL, ("Tổng cộng", "", f"{len(reached)} xã")),
            ),
            notes=(*_kept(goals, tier), STATED),
            follows_day=False,
        )


advanced = Roadmap(CriteriaSet.Tier.ADVANCED, "LoTrinhNangCao", "Lộ trình xã nâng cao")
model = Roadmap(CriteriaSet.Tier.MODEL, "LoTrinhKieuMau", "Lộ trình xã kiểu mẫu")


def _years(goals: list[PlanGoal]) -> Iterator[Row]:
    years = [(year, list(of_year)) for year, of_year in groupby(goals, lambda goal: goal.year)]
    for place, (year, of_year) in enumerate(years, start=1):
        yield Row(RowKind.SECTION, (roman(place), f"Năm {year}: {len(of_year)} xã", ""))
        for number, goal in enumerate(of_year, start=1):
            # As text: a year has no dot for its thousands.
            yield Row(RowKind.ROW, (number, goal.row.name, str(year)))


def _kept(goals: list[PlanGoal], tier: str) -> tuple[str, ...]:
    """Communes that only keep the tier are on no road to it, but the plan speaks of them."""
    names = [clean_line(goal.row.name) for goal in goals if goal.action == Action.MAINTAIN]
    return (f"Không kể xã duy trì {tier}: {', '.join(names)}.",) if names else ()
