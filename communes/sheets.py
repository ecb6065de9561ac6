"""The sheet of one commune (phiếu chỉ tiêu): every indicator with its figure, mark and verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communes.boards import Square, read_board
from communes.models import AdministrativeUnit, Cell, StatusEntry, VerdictChoice
from communes.yardsticks import columns_of
from criteria.figures import Said, figure_words, said_text
from criteria.models import CriteriaSet, Requirement
from criteria.rules import Verdict
from criteria.yardsticks import Yardstick, Yardsticks

SELF = StatusEntry.Voice.SELF
NO_YARDSTICK = "Chưa có mức để so."


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of a commune on a day.

    entry: the newest row of the voice that is shown; beside: that of the other voice.
    yardstick: what the entry is measured against, in its own year; asked: what a figure of the
    sheet's day is. None where no threshold is known for the commune and year. typed: what a plain
    form shows in its box; was, seen: what stood there when the person began, and its version.
    """

    requirement: Requirement
    entry: StatusEntry | None
    beside: StatusEntry | None
    yardstick: Yardstick | None
    asked: Yardstick | None
    typed: str = ""
    was: str = ""
    seen: int = 0

    @property
    def is_figure(self) -> bool:
        return self.requirement.value_kind in ("NUMBER", "COMPOSITE")

    @property
    def state(self) -> str:
        """What the entry grid holds: the text of a figure, else the code of the verdict."""
        if self.is_figure:
            return self.entry.said_text if self.entry else ""
        return self.verdict

    @property
    def version(self) -> int:
        return self.entry.pk if self.entry else 0

    @property
    def verdict(self) -> str:
        return self.entry.verdict if self.entry else VerdictChoice.NO_DATA.value

    @property
    def verdict_word(self) -> str:
        """A figure that nobody has decided about is not the same as no figure."""
        if self.entry and self.entry.figure and self.verdict == VerdictChoice.NO_DATA:
            return "Chờ kết luận"
        return VerdictChoice(self.verdict).label

    @property
    def reason(self) -> str:
        """ "43,8 < 50 (vùng …, QĐ …)"; "" without a figure."""
        figure = self.entry.figure if self.entry else None
        if figure is None:
            return ""
        return self.yardstick.explain(figure) if self.yardstick else NO_YARDSTICK

    @property
    def measured(self) -> str:
        """The figure in words: "43,8%", "14/15,7 = 89,17%"; "" without one."""
        return self._measured(self.entry)

    @property
    def measured_beside(self) -> str:
        return self._measured(self.beside)

    def _measured(self, entry: StatusEntry | None) -> str:
        figure = entry.figure if entry else None
        if figure is None:
            return ""
        bound = self.yardstick.value if self.yardstick else None
        return figure_words(figure, self.requirement, bound)

    @property
    def suggestion(self) -> Verdict | None:
        """What an unverified threshold says of a figure that nobody has decided about."""
        figure = self.entry.figure if self.entry else None
        if figure is None or self.verdict != VerdictChoice.NO_DATA or self.yardstick is None:
            return None
        said = self.yardstick.suggested(figure)
        return None if said is Verdict.NO_DATA else said

    @property
    def suggestion_sign(self) -> str:
        return said_text(Said(verdict=self.suggestion))

    @property
    def suggestion_word(self) -> str:
        return VerdictChoice(self.suggestion).label if self.suggestion else ""


@dataclass(frozen=True)
class CriterionBlock:
    """A criterion with its indicators; square: its verdict in the voice that is shown."""

    criterion: Requirement
    square: Square
    lines: tuple[IndicatorLine, ...]

    @property
    def verdict_word(self) -> str:
        return VerdictChoice(self.square.state).label


def read_sheet(
    *, commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date, voice: str
) -> list[CriterionBlock]:
    """All criteria of the set in order, in one voice with the other beside it. Eight queries, one
    more where a threshold follows from another set, one more where decisions count.
    """
    requirements = list(criteria_set.requirements.order_by("position"))
    official = voice != SELF
    shown = _newest(commune, requirements, day, official=official)
    other = _newest(commune, requirements, day, official=not official)
    yardsticks = Yardsticks(criteria_set)
    days = {day, *(entry.observed_on for entry in shown.values())}
    columns = columns_of(commune, criteria_set, days)
    board = read_board(communes=[commune], criteria_set=criteria_set, day=day, official=official)
    lines: dict[int | None, list[IndicatorLine]] = {}
    for node in requirements:
        entry = shown.get(node.pk)
        judged_on = entry.observed_on if entry else day
        held = {on: yardsticks.of(node, columns[on], on.year) for on in (judged_on, day)}
        line = IndicatorLine(node, entry, other.get(node.pk), held[judged_on], held[day])
        lines.setdefault(node.parent_id, []).append(line)
    return [
        CriterionBlock(
            criterion, board.square(commune, criterion), tuple(lines.get(criterion.pk, ()))
        )
        for criterion in board.criteria
    ]


def _newest(
    commune: AdministrativeUnit, requirements: Sequence[Requirement], day: date, *, official: bool
) -> dict[int, StatusEntry]:
    """Requirement id -> the newest row as of `day`."""
    cells = Cell.objects.of(communes=[commune], requirements=requirements)
    rows = StatusEntry.objects.as_of(day, cells=cells, official=official)
    return {row.cell.requirement_id: row for row in rows.select_related("cell", "recorded_by")}
