"""What the page of a set shows, as plain data; the template only prints it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from criteria.access import Scope
from criteria.models import Requirement, Threshold
from criteria.rules import applying


@dataclass(frozen=True)
class Level:
    """One threshold (mức đạt) in the words of the page; decimals: as many as it is written with."""

    threshold: Threshold
    decimals: int

    @property
    def mark(self) -> str:
        """Ending of the CSS class of the mark."""
        return self.threshold.provenance.lower()


@dataclass(frozen=True)
class CitedLevels:
    """Thresholds next to each other that rest on the same citation (căn cứ)."""

    citation: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class IndicatorCard:
    indicator: Requirement
    cited: tuple[CitedLevels, ...]


@dataclass(frozen=True)
class CriterionCard:
    criterion: Requirement
    indicators: tuple[IndicatorCard, ...]


def criterion_cards(
    requirements: Sequence[Requirement],
    thresholds: Iterable[Threshold],
    *,
    scope: Scope,
    matching: AbstractSet[int] | None = None,
) -> list[CriterionCard]:
    """The criteria of a set in its order, with the thresholds of the scope.

    requirements: all of the set, in order. thresholds: all of the set, in the order to print.
    matching: ids that a search found, None without one. A criterion that was found keeps all its
    indicators, another one only those that were found; it is left out when none was.
    """
    by_requirement: dict[int, list[Threshold]] = defaultdict(list)
    for threshold in thresholds:
        by_requirement[threshold.requirement_id].append(threshold)
    below: dict[int | None, list[Requirement]] = defaultdict(list)
    for node in requirements:
        below[node.parent_id].append(node)
    cards = []
    for criterion in below[None]:
        whole = matching is None or criterion.pk in matching
        shown = [one for one in below[criterion.pk] if whole or one.pk in (matching or ())]
        if whole or shown:
            made = (IndicatorCard(one, _cited(by_requirement[one.pk], scope)) for one in shown)
            cards.append(CriterionCard(criterion, tuple(made)))
    return cards


def decimals_of(value: Decimal | None) -> int:
    """80.0000 -> 0, 21.8000 -> 1: a threshold is printed as it is written."""
    if value is None:
        return 0
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _cited(thresholds: Sequence[Threshold], scope: Scope) -> tuple[CitedLevels, ...]:
    """Without a chosen scope all thresholds; otherwise the ones that hold there."""
    rows = list(thresholds)
    if scope.is_chosen:
        rows = applying(
            rows,
            region_id=scope.region.pk if scope.region else None,
            commune_group_id=scope.commune_group.pk if scope.commune_group else None,
        )
    return tuple(
        CitedLevels(citation, tuple(Level(row, decimals_of(row.value)) for row in cited))
        for citation, cited in groupby(rows, key=lambda row: row.citation)
    )
