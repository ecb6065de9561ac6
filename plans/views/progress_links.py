"""Numbers of a plan's progress with the addresses of the rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from ntm_portal.lib.dates import format_day
from plans.models import Plan
from plans.progress_rules import GoalPace, Kind, Pace

# In the order of the columns; in the last one the day takes the place of {}.
WORDS = {
    Kind.BASELINE: "Đạt ngày gốc",
    Kind.PLANNED: "Phấn đấu",
    Kind.PROMISED: "Cộng theo kế hoạch",
    Kind.REACHED: "Phấn đấu đã đạt",
    Kind.REMAINING: "Phấn đấu còn lại",
    Kind.REGRESSED: "Không còn đạt",
    Kind.EXTRA: "Đạt ngoài kế hoạch",
    Kind.MET: "Đạt ngày {}",
}
PACE_WORDS = {
    Pace.NO_TARGETS: "không có tiêu chí phấn đấu",
    Pace.NOT_BEGUN: "chưa bắt đầu",
    Pace.ON_TRACK: "đúng tiến độ",
    Pace.BEHIND: "chậm",
    Pace.DONE: "đạt đủ",
    Pace.MISSED: "hết hạn, chưa đủ",
}
GOAL_WORDS = {
    GoalPace.REACHED: "đã công nhận",
    GoalPace.OPEN: "chưa công nhận, còn hạn",
    GoalPace.OVERDUE: "quá hạn, chưa công nhận",
}


@dataclass(frozen=True)
class Number:
    """address: of exactly `count` rows."""

    word: str
    count: int
    address: str


@dataclass(frozen=True)
class CellLinks:
    """Addresses of lists of cells of a plan on a day."""

    plan: Plan
    day: date

    @cached_property
    def words(self) -> dict[Kind, str]:
        return {kind: word.format(format_day(self.day)) for kind, word in WORDS.items()}

    def address(self, kind: Kind, *, commune: str = "", criterion: str = "") -> str:
        """commune, criterion: codes; "" for all of them."""
        query = {"ngay": self.day.isoformat(), "loai": kind.value}
        narrowed = {"xa": commune, "tieu-chi": criterion}
        query |= {name: code for name, code in narrowed.items() if code}
        return f"{reverse('plans:progress_cells', args=[self.plan.code])}?{urlencode(query)}"

    def numbers(self, counts: Mapping[Kind, int], **narrowed: str) -> list[Number]:
        """One per kind that was counted, in the order of the columns."""
        return [
            Number(word, counts[kind], self.address(kind, **narrowed))
            for kind, word in self.words.items()
            if kind in counts
        ]
