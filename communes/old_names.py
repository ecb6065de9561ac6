"""A name of before a merger (xã cũ) -> the unit that took it over, as a question. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic

from communes.names import How, Names, U, Unit
from ntm_portal.lib.dates import format_day


@dataclass(frozen=True)
class Passing(Generic[U]):
    """One unit took over another, whole or in part, from a day (kế thừa)."""

    old: U
    new: U
    starts_on: date


@dataclass(frozen=True)
class PassedOn(Generic[U]):
    """A unit that is no more. into: what exists of it now; since: the day of the last merger."""

    old: U
    into: tuple[U, ...]
    since: date

    @property
    def question(self) -> str:
        """ "Ái Quốc đã sáp nhập vào Lợi Bác từ ngày 01/07/2025, dùng Lợi Bác?"."""
        names = " và ".join(str(unit.name) for unit in self.into)
        use = f"dùng {names}?" if len(self.into) == 1 else "dùng xã nào?"
        return f"{self.old.name} đã sáp nhập vào {names} từ ngày {format_day(self.since)}, {use}"


class OldNames(Generic[U]):
    """The units that were taken over by `day`, for names that no unit of that day bears.

    passings: those that stand, aliases of the old units prefetched; no query is run.
    """

    def __init__(self, passings: Iterable[Passing[U]], *, day: date) -> None:
        self._into: dict[U, list[Passing[U]]] = defaultdict(list)
        for one in passings:
            if one.starts_on <= day:
                self._into[one.old].append(one)
        self._names = Names(self._into)

    def ask(self, text: str) -> tuple[PassedOn[U], ...]:
        """What to ask for a name; several where several old units may be meant, () for none."""
        match = self._names.resolve(text)
        if match.how in (How.SEVERAL, How.UNKNOWN):
            return ()
        olds = (match.unit,) if match.unit else match.candidates
        return tuple(self._passed(old) for old in olds)

    def _passed(self, old: U) -> PassedOn[U]:
        ends = [*self._ends(old, frozenset())]
        since = max(one.starts_on for one in ends)
        return PassedOn(old, tuple(dict.fromkeys(one.new for one in ends)), since)

    def _ends(self, old: U, seen: frozenset[Unit]) -> Iterator[Passing[U]]:
        """The last mergers on the way from the old unit to what exists now."""
        for one in self._into[old]:
            if one.new in self._into and one.new not in seen:
                yield from self._ends(one.new, seen | {old})
            else:
                yield one
