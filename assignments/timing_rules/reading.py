"""From clauses to the times of an item: years, communes, what comes back. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from assignments.timing_rules.grammar import Clause, read_clauses
from assignments.timing_rules.phrases import Scope
from assignments.timing_rules.points import (
    MONTHS,
    Mode,
    Point,
    Span,
    Stretch,
    Unit,
    last_day,
    settle_years,
)
from assignments.timing_rules.words import UnreadError
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import lower_first, upper_first


class Kind(StrEnum):
    DATED = "DATED"
    OPEN = "OPEN"  # it says that there is no date: thường xuyên, khi tỉnh tổ chức
    UNREAD = "UNREAD"


@dataclass(frozen=True)
class Occurrence:
    """One time at which the item is to be done (đợt).

    label: the same however it is spelt. due_on None: no last day. communes: those it is said of,
    as given to the reader; others: of those that no other occurrence names.
    """

    label: str
    starts_on: date | None = None
    due_on: date | None = None
    communes: tuple[str, ...] = ()
    others: bool = False


@dataclass(frozen=True)
class Timing:
    """beside: words that were understood and ask for no time of their own: "thường xuyên".

    why: of an UNREAD text, what is not understood, as a sentence goes on. early: it is understood,
    but names a day before the earliest one that it may.
    """

    kind: Kind
    occurrences: tuple[Occurrence, ...] = ()
    beside: tuple[str, ...] = ()
    why: str = ""
    early: bool = False


def read_timing(text: str, *, years: range, communes: Sequence[str] = ()) -> Timing:
    """years: those of the plan, for what names none. communes: names of those in the plan.

    An empty text is OPEN. No day may be more than a year before the plan: "Tháng 11/2023" stands
    in the signed plan of 2024, earlier years are slips.
    """
    try:
        timing = _Told(read_clauses(text, communes), years).timing()
    except UnreadError as unread:
        return Timing(Kind.UNREAD, why=unread.why)
    days = [day for one in timing.occurrences for day in (one.starts_on, one.due_on) if day]
    if days and min(days).year < years[0] - 1:
        why = f"ngày {format_day(min(days))} trước kế hoạch hơn một năm"
        return Timing(Kind.UNREAD, why=why, early=True)
    return timing


class _Told:
    def __init__(self, clauses: Sequence[Clause], years: range) -> None:
        self.clauses, self.years = clauses, years
        self.dated = [clause for clause in clauses if clause.is_dated]

    def timing(self) -> Timing:
        self._refuse_what_may_mean_two_things()
        points = [
            point
            for clause in self.dated
            if not clause.every
            for stretch in clause.stretches
            for point in stretch.points
        ]
        settle_years(points, self.years)
        occurrences: list[Occurrence] = []
        beside: list[str] = []
        for clause in self._merged():
            if clause.is_dated:
                occurrences += [_occurrence(span, clause.scope) for span in self._spans(clause)]
            elif self._asks_for_a_time(clause):
                occurrences.append(self._without_date(clause))
            else:
                beside.append(clause.words)
        if len(set(occurrences)) != len(occurrences):
            raise UnreadError("một thời gian được nêu hai lần")
        kind = Kind.DATED if self.dated else Kind.OPEN
        return Timing(kind, tuple(occurrences), tuple(beside))

    def _refuse_what_may_mean_two_things(self) -> None:
        named = [clause for clause in self.clauses if clause.scope and clause.scope.named]
        for clause in self.clauses:
            if clause.scope and clause.scope.others and not named:
                raise UnreadError("chưa rõ ‘các xã còn lại’ là những xã nào")
        some_named = any(clause.scope and clause.scope.named for clause in self.dated)
        if some_named and not all(clause.scope for clause in self.dated):
            raise UnreadError("chưa rõ thời gian không nêu xã là của những xã nào")
        for before, clause in pairwise(self.dated):
            if clause.after == "hoac":
                raise UnreadError("có hai thời gian để chọn")
            if before.scope != clause.scope or (_begins(before) and _ends(clause)):
                continue
            ends = any(one.mode in (Mode.BEFORE, Mode.UNTIL) for one in clause.stretches)
            begun = before.every or any(one.mode == Mode.IN for one in before.stretches)
            if _begins(before) or (ends and begun):
                raise UnreadError("chưa rõ hai thời gian này là một đợt hay hai")

    def _merged(self) -> Iterator[Clause]:
        """ "Từ tháng 3, hoàn thành trước tháng 8" is one time."""
        waiting: Clause | None = None
        for clause in self.clauses:
            if waiting is not None and _ends(clause) and _same(waiting.scope, clause.scope):
                yield replace(
                    clause,
                    stretches=[*waiting.stretches, *clause.stretches],
                    scope=clause.scope or waiting.scope,
                )
                waiting = None
                continue
            if waiting is not None:
                yield waiting
            waiting = clause if _begins(clause) else None
            if waiting is None:
                yield clause
        if waiting is not None:
            yield waiting

    def _spans(self, clause: Clause) -> list[Span]:
        if clause.every == "year" and clause.stretches:
            spans = [one.span(year) for year in self.years for one in clause.stretches]
        elif clause.every:
            spans = list(self._coming_back(clause))
        else:
            spans = [one.span() for one in clause.stretches]
        if len(spans) == 2 and spans[0].due_on is None:
            return [_joined(*spans)]
        for one, other in pairwise(spans):
            if not _before(one, other):
                raise UnreadError(f"{other.label} không sau {one.label}")
        return spans

    def _coming_back(self, clause: Clause) -> Iterator[Span]:
        unit, count = {
            "month": (Unit.MONTH, MONTHS),
            "quarter": (Unit.QUARTER, 4),
            "year": (Unit.YEAR, 1),
        }[clause.every]
        for year in self.years:
            for number in range(1, count + 1):
                if clause.day:
                    last = last_day(year, number)
                    day = last.replace(day=min(last.day, clause.day))
                    before = "trước " if clause.mode == Mode.BEFORE else ""
                    yield Span(f"{before}ngày {format_day(day)}", None, day)
                else:
                    yield Stretch(clause.mode, Point(unit, number, year=year)).span()

    def _asks_for_a_time(self, clause: Clause) -> bool:
        """ "tiếp tục thực hiện khi …" is more work; "thường xuyên" is that of the other communes
        where every date is of some only.
        """
        if clause.goes_on or clause.scope is not None:
            return clause.goes_on or clause.scope not in (None, Scope())
        return bool(self.dated) and all(one.scope and one.scope.named for one in self.dated)

    def _without_date(self, clause: Clause) -> Occurrence:
        scope = clause.scope
        if scope is None and not clause.goes_on:
            scope = Scope(others=True)
        return _occurrence(Span(lower_first(clause.words), None, None), scope)


def _occurrence(span: Span, scope: Scope | None) -> Occurrence:
    scope = scope or Scope()
    return Occurrence(
        upper_first(span.label), span.starts_on, span.due_on, scope.named, scope.others
    )


def _begins(clause: Clause) -> bool:
    return (
        len(clause.stretches) == 1
        and clause.stretches[0].mode == Mode.FROM
        and clause.stretches[0].until is None
        and not clause.every
    )


def _ends(clause: Clause) -> bool:
    ending = (Mode.BEFORE, Mode.UNTIL)
    return len(clause.stretches) == 1 and clause.stretches[0].mode in ending and not clause.every


def _same(one: Scope | None, other: Scope | None) -> bool:
    return one is None or one == other


def _joined(begin: Span, end: Span) -> Span:
    if begin.starts_on is None or end.due_on is None or end.due_on <= begin.starts_on:
        raise UnreadError(f"{end.label} không sau {begin.label}")
    return Span(f"{begin.label}, {end.label}", begin.starts_on, end.due_on)


def _before(one: Span, other: Span) -> bool:
    """Whether the second begins and ends after the first."""
    if one.due_on is None or other.due_on is None or other.due_on <= one.due_on:
        return False
    if one.starts_on is None or other.starts_on is None:
        return True
    return other.starts_on > one.starts_on
