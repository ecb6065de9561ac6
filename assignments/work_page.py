"""The list of work as its page shows it: words, what was read of them, what was not. Reads only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from assignments.agency_names import Reading, read_agencies
from assignments.bodies import known_names
from assignments.models import WorkItem, WorkParty, WorkSection, WorkTask
from assignments.models.work import CELL_OF
from assignments.timing_rules import Kind
from assignments.timings import PlanTimings, days
from assignments.work_list import Entry, read_work
from ntm_portal.lib.numbers import roman
from ntm_portal.lib.text import fold
from plans.models import Plan

MOST_NAMED = 4
_YEAR = re.compile(r"(?<![\d/])(?:\d{1,2}/)*(\d{4})(?![\d/])")


@dataclass(frozen=True)
class Cell:
    """words: as printed; agencies: names of those linked; unread: words that name nobody known.

    by_hand: the links are not those that the words give.
    """

    head: str
    words: str
    agencies: tuple[str, ...]
    unread: tuple[str, ...]
    by_hand: bool

    @property
    def is_plain(self) -> bool:
        """Whether the linked agencies are called just as they are printed."""
        words = ", ".join(self.agencies)
        return bool(self.agencies) and not self.by_hand and fold(words) == fold(self.words)


@dataclass(frozen=True)
class Time:
    """days: "từ 01/03/2024, hạn 31/03/2024"; communes: "" for all; moved_from: the stated date."""

    label: str
    days: str
    communes: str
    moved_from: str


@dataclass(frozen=True)
class TimingCell:
    """why: what is not understood, "" where it is read or was answered; by_hand: it was."""

    words: str
    times: tuple[Time, ...]
    beside: tuple[str, ...]
    why: str
    by_hand: bool
    is_open: bool


@dataclass(frozen=True)
class Line:
    """number: "" of a sub-item. place: "II.3", for links to it."""

    item: WorkItem
    number: str
    place: str
    cells: tuple[Cell, ...]
    timing: TimingCell
    may_rise: bool
    may_sink: bool
    heads_others: bool
    other_years: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    section: WorkSection
    number: str
    lines: tuple[Line, ...]
    may_rise: bool
    may_sink: bool


def read_page(plan: Plan, heads: tuple[str, ...]) -> list[Block]:
    """heads: the words of the columns. Eight queries, whatever the number of items."""
    reading = _Reading(plan, heads)
    items = plan.work_items.prefetch_related(
        Prefetch("parties", WorkParty.objects.select_related("agency").order_by("pk")),
        Prefetch("tasks", WorkTask.objects.order_by("position").prefetch_related("rows__commune")),
    )
    blocks = read_work(plan, items)
    last = len(blocks)
    return [
        Block(
            block.section,
            roman(block.number),
            tuple(reading.lines(roman(block.number), block.entries)),
            may_rise=block.number > 1,
            may_sink=block.number < last,
        )
        for block in blocks
    ]


def reading_of(item: WorkItem, plan: Plan) -> tuple[TimingCell, tuple[Cell, ...]]:
    """Of one item, for the page on which it is answered."""
    reading = _Reading(plan, ("",) * 6)
    return reading.timing(item, heads_others=item.sub_items.exists()), reading.cells(item)


class _Reading:
    def __init__(self, plan: Plan, heads: tuple[str, ...]) -> None:
        self.plan, self.heads = plan, heads
        self.known = known_names(plan.unit)
        self.timings = PlanTimings(plan)
        self.read: dict[str, Reading] = {}

    def lines(self, section: str, entries: Sequence[Entry]) -> Iterator[Line]:
        for entry in entries:
            place = f"{section}.{entry.number}"
            yield self._line(
                entry.item,
                str(entry.number),
                place,
                (entry.number > 1, entry.number < len(entries)),
                heads_others=bool(entry.subs),
            )
            for number, sub in enumerate(entry.subs, start=1):
                movable = number > 1, number < len(entry.subs)
                yield self._line(sub, "", place, movable, heads_others=False)

    def _line(
        self,
        item: WorkItem,
        number: str,
        place: str,
        movable: tuple[bool, bool],
        *,
        heads_others: bool,
    ) -> Line:
        own = {str(year) for year in self.timings.years}
        words = _YEAR.findall(f"{item.text}\n{item.timing}")
        return Line(
            item,
            number,
            place,
            self.cells(item),
            self.timing(item, heads_others=heads_others),
            *movable,
            heads_others,
            tuple(dict.fromkeys(year for year in words if year not in own)),
        )

    def cells(self, item: WorkItem) -> tuple[Cell, ...]:
        return tuple(
            self._cell(head, item, role, getattr(item, cell))
            for head, (role, cell) in zip(self.heads[2:5], CELL_OF.items(), strict=True)
        )

    def _cell(self, head: str, item: WorkItem, role: str, words: str) -> Cell:
        if words not in self.read:
            self.read[words] = read_agencies(words, self.known)
        reading = self.read[words]
        parties = [one for one in item.parties.all() if one.role == role]
        return Cell(
            head,
            words,
            tuple(one.agency.label for one in parties),
            reading.unread,
            by_hand={one.agency_id for one in parties} != set(reading.found),
        )

    def timing(self, item: WorkItem, *, heads_others: bool) -> TimingCell:
        timing = self.timings.read(item.timing)
        asked = timing.kind == Kind.UNREAD
        answered = asked and item.reading != WorkItem.Reading.UNREAD
        tasks = [one for one in item.tasks.all() if one.due_on or one.starts_on or one.label]
        return TimingCell(
            item.timing,
            tuple(map(_time, tasks)),
            timing.beside,
            why=timing.why if asked and not answered else "",
            by_hand=answered,
            is_open=not heads_others and item.reading == WorkItem.Reading.OPEN,
        )


def _time(task: WorkTask) -> Time:
    rows = [row.name for row in task.rows.all()]
    communes = ", ".join(rows) if len(rows) <= MOST_NAMED else f"{len(rows)} xã"
    moved = days(None, task.stated_due_on) if task.stated_due_on else ""
    return Time(task.label, days(task.starts_on, task.due_on), communes, moved)
