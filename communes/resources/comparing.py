"""What the cells of a sheet would change in the status log, and which rows that takes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from communes import grid
from communes.boards import read_board
from communes.cell_words import cell_words
from communes.models import AdministrativeUnit, Cell, StatusEntry
from communes.resources.scopes import BoardScope
from communes.resources.wanted import NO_FIGURE, Compared, Wanted
from communes.services.entries import Key, newest_below
from communes.services.figures import FigureChange, judged_change
from communes.services.status import Change, repeats
from communes.yardsticks import columns_on
from criteria.figures import Figure, Said, said_of, said_text
from criteria.models import Requirement
from criteria.rules import Verdict
from criteria.yardsticks import Yardstick, Yardsticks
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.sheet_kinds import State


class Standing(NamedTuple):
    """The row that stands in a cell, as far as it is compared: a province has twelve thousand."""

    pk: int
    verdict: str
    observed_on: date
    voice: str
    note: str
    recorded_by: str
    threshold_id: int | None
    measured: Figure

    @property
    def figure(self) -> Figure | None:
        return None if self.measured == NO_FIGURE else self.measured

    @property
    def said(self) -> Said:
        """As `StatusEntry.said`."""
        return said_of(self.figure, self.verdict, is_computed=self.threshold_id is not None)

    @property
    def said_text(self) -> str:
        return said_text(self.said)


_STANDING = (
    "pk",
    "verdict",
    "observed_on",
    "voice",
    "note",
    "recorded_by__full_name",
    "threshold_id",
    "value",
    "numerator",
    "denominator",
    "value_male",
    "value_female",
)
_FIGURE = _STANDING.index("value")


class Portal:
    """What the portal holds of a scope, read once. About ten queries, however many cells."""

    def __init__(self, scope: BoardScope) -> None:
        self._scope = scope
        official = scope.voice != StatusEntry.Voice.SELF
        cells = Cell.objects.of(communes=scope.communes, requirements=scope.requirements)
        rows = StatusEntry.objects.as_of(scope.day, cells=cells, official=official)
        self._standing = {
            (commune, requirement): Standing(*row[:_FIGURE], Figure(*row[_FIGURE:]))
            for commune, requirement, *row in rows.values_list(
                "cell__commune_id", "cell__requirement_id", *_STANDING
            )
        }
        self._board = read_board(
            communes=scope.communes,
            criteria_set=scope.criteria_set,
            day=scope.day,
            official=official,
        )
        self._yardsticks = Yardsticks(scope.criteria_set)
        self._columns = columns_on(set(scope.communes), scope.criteria_set, scope.day)

    def standing(self, commune: AdministrativeUnit, requirement: Requirement) -> Standing | None:
        """The row that stands on the day in the voice of the scope."""
        return self._standing.get((commune.pk, requirement.pk))

    def verdict(self, commune: AdministrativeUnit, criterion: Requirement) -> str:
        """As on the board."""
        return self._board.square(commune, criterion).state

    def words(self, commune: AdministrativeUnit, requirement: Requirement) -> str:
        """What stands, "" for nothing, with its day where that is an earlier one."""
        entry = self.standing(commune, requirement)
        if requirement.parent_id is None:
            state = self.verdict(commune, requirement)
            said = "" if state == Verdict.NO_DATA else grid.WORDS[state]
        else:
            said = self._said_words(entry, commune, requirement) if entry else ""
        if said and entry and entry.observed_on != self._scope.day:
            said = f"{said} ({format_day(entry.observed_on)})"
        return said

    def compare(self, wanted: Iterable[Wanted]) -> list[Compared]:
        """Each in its place. A criterion said again is stored anew behind its indicators."""
        wanted = list(wanted)
        changes = [self._change(one) for one in wanted]
        again = [
            change.key for change in changes if isinstance(change, Change) and self._repeats(change)
        ]
        below = newest_below(again, day=self._scope.day, voice=self._scope.voice)
        found = [
            self._compared(one, change, below) for one, change in zip(wanted, changes, strict=True)
        ]
        rolled_up = {
            (one.wanted.commune.pk, one.wanted.requirement.parent_id)
            for one in found
            if one.is_stored
        }
        return [
            replace(one, state=State.CHANGED, message="Ghi lại sau các chỉ tiêu của nó.")
            if one.state is State.SAME and one.wanted.key in rolled_up
            else one
            for one in found
        ]

    def _change(self, wanted: Wanted) -> Change | Refused:
        change = FigureChange(
            wanted.commune, wanted.requirement, wanted.said, seen=0, note=wanted.note
        )
        try:
            return judged_change(change, self.yardstick(wanted.commune, wanted.requirement))
        except Refused as refusal:
            return refusal

    def _compared(
        self, wanted: Wanted, change: Change | Refused, below: Mapping[Any, int]
    ) -> Compared:
        entry = self.standing(wanted.commune, wanted.requirement)
        seen = entry.pk if entry else 0
        before = self.words(wanted.commune, wanted.requirement)
        if isinstance(change, Refused):
            message = change.message.removeprefix(f"{wanted.place}: ")
            return Compared(wanted, State.ERROR, seen, before=before, message=message)
        read = self._change_words(change)
        if entry is None:
            state = State.NEW if change.says_something else State.SAME
        elif self._repeats(change):
            state = State.CHANGED if below.get(change.key, 0) > seen else State.SAME
        elif wanted.version is not None and wanted.version != seen:
            return Compared(wanted, State.CONFLICT, seen, read, before, _conflict(entry, before))
        else:
            state = State.NEW if self._is_only_later(change, entry) else State.CHANGED
        return Compared(wanted, state, seen, read, before, wanted.remark)

    def _repeats(self, change: Change) -> bool:
        entry = self._standing.get(change.key)
        scope = self._scope
        return entry is not None and repeats(change, entry, day=scope.day, voice=scope.voice)

    def _is_only_later(self, change: Change, entry: Standing) -> bool:
        """The same as on an earlier day: somebody has looked again."""
        same = (change.verdict, change.figure) == (entry.verdict, entry.figure)
        return same and entry.observed_on < self._scope.day

    def yardstick(self, commune: AdministrativeUnit, requirement: Requirement) -> Yardstick | None:
        column = self._columns[commune.pk]
        return self._yardsticks.of(requirement, column, self._scope.day.year)

    def _change_words(self, change: Change) -> str:
        said = Said(change.figure, Verdict(change.verdict))
        if said == Said(None, Verdict.NO_DATA):
            return "rút lại kết quả"
        yardstick = self.yardstick(change.commune, change.requirement)
        return cell_words(said, change.requirement, yardstick.value if yardstick else None)

    def _said_words(
        self, entry: Standing, commune: AdministrativeUnit, requirement: Requirement
    ) -> str:
        said = Said(entry.figure, Verdict(entry.verdict))
        if said == Said(None, Verdict.NO_DATA):
            return ""
        yardstick = self.yardstick(commune, requirement)
        return cell_words(said, requirement, yardstick.value if yardstick else None)


def _conflict(entry: Standing, before: str) -> str:
    return f"{entry.recorded_by} vừa đổi ô này thành ‘{before}’. Giữ một trong hai, sửa trên cổng."


def in_order(compared: Iterable[Compared]) -> Iterator[dict[str, Any]]:
    """The rows to store: indicators first, so that a criterion's own row is newer than theirs."""
    stored = [one for one in compared if one.is_stored]
    stored.sort(key=lambda one: one.wanted.requirement.parent_id is None)
    return (one.as_row for one in stored)


def repeated(wanted: Iterable[Wanted]) -> dict[tuple[int, int], str]:
    """(row, column) -> a sentence, where cells of the sheet speak of one thing differently."""
    by_key: dict[Key, list[Wanted]] = defaultdict(list)
    for one in wanted:
        by_key[one.key].append(one)
    found = {}
    for several in by_key.values():
        if len({(one.said, one.note) for one in several}) > 1:
            for one in several:
                other = next(o for o in several if (o.row, o.column) != (one.row, one.column))
                found[one.row, one.column] = (
                    f"{one.place}: dòng {one.row} ghi ‘{one.written}’, dòng {other.row} ghi "
                    f"‘{other.written}’. Giữ một."
                )
    return found
