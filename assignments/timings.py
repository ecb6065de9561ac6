"""What an item's printed timing means in its plan. Reads only."""

from dataclasses import dataclass
from datetime import date

from assignments.timing_rules import Kind, Timing, read_timing
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import fold, shown
from plans.models import Plan, PlanCommune

LONGEST_LABEL = 110


@dataclass(frozen=True)
class Wanted:
    """One time at which an item is due. rows: ids of the communes it is about, empty for all."""

    label: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    rows: frozenset[int] = frozenset()


class PlanTimings:
    """The years and communes of a plan, against which its timings are read. One query."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.years = range(plan.first_year, plan.last_year + 1)
        self.row_of: dict[str, int] = {}
        self.names: list[str] = []
        self.rows: frozenset[int] = frozenset()
        rows = list(plan.rows.select_related("commune"))
        self.rows = frozenset(row.pk for row in rows)
        for row in rows:
            for name in _names(row):
                self.names.append(name)
                self.row_of[name] = row.pk

    def read(self, text: str) -> Timing:
        timing = read_timing(text, years=self.years, communes=self.names)
        if any(one.others for one in timing.occurrences) and self._named(timing) == self.rows:
            return Timing(Kind.UNREAD, why="kế hoạch không còn xã nào khác")
        return timing

    def _named(self, timing: Timing) -> frozenset[int]:
        names = (name for one in timing.occurrences for name in one.communes)
        return frozenset(self.row_of[name] for name in names)

    def wanted(self, timing: Timing) -> list[Wanted]:
        """Its times with rows; "các xã còn lại" are all that no other time names."""
        named = self._named(timing)
        return [
            Wanted(
                shown(one.label, LONGEST_LABEL),
                one.starts_on,
                one.due_on,
                self.rows - named
                if one.others
                else frozenset(self.row_of[name] for name in one.communes),
            )
            for one in timing.occurrences
        ]


def days(starts_on: date | None, due_on: date | None) -> str:
    """ "từ 01/03/2024, hạn 31/03/2024"."""
    parts = []
    if starts_on:
        parts.append(f"từ {format_day(starts_on)}")
    if due_on:
        parts.append(f"hạn {format_day(due_on)}")
    return ", ".join(parts) or "không có ngày cụ thể"


def _names(row: PlanCommune) -> list[str]:
    """The official name and the printed one without "Xã", once where they are read alike."""
    kind, _, rest = row.name.partition(" ")
    printed = rest if rest and fold(kind) in {"xa", "phuong"} else row.name
    return list({fold(name): name for name in (printed, row.commune.name)}.values())
