"""A plan's money in the order in which it is read: a source, then its parts. No database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plans.models import CapitalLine


@dataclass(frozen=True)
class Source:
    """A line of the tree. depth: 0 for a source of its own.

    parts_sum: what its parts come to; None where it has none.
    """

    line: CapitalLine
    depth: int
    parts_sum: Decimal | None

    @property
    def adds_up(self) -> bool:
        return self.parts_sum in (None, self.line.amount)


def sources(lines: Iterable[CapitalLine]) -> list[Source]:
    """lines: all of one plan, by position."""
    below: dict[int | None, list[CapitalLine]] = defaultdict(list)
    for line in lines:
        below[line.parent_id].append(line)

    def walk(parent: int | None, depth: int) -> Iterable[Source]:
        for line in below[parent]:
            parts = below.get(line.pk)
            total = sum((part.amount for part in parts), Decimal(0)) if parts else None
            yield Source(line, depth, total)
            yield from walk(line.pk, depth + 1)

    return list(walk(None, 0))
