"""Two plans side by side, commune by commune; merged communes are named, never added up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from communes.models import AdministrativeUnit, UnitSuccession
from plans.models import Plan
from plans.querysets import plan_board, plan_row
from plans.rules import PlanRow


@dataclass
class Pair:
    """One commune in two plans; a side is None where the plan does not speak of it.

    heirs: names of the units that have taken it over; forebears: of those in either plan that it
    has taken over.
    """

    commune: AdministrativeUnit
    first: PlanRow | None = None
    second: PlanRow | None = None
    heirs: list[str] = field(default_factory=list)
    forebears: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """pairs: in the order of the first plan, then what only the second has, in its order."""

    pairs: Sequence[Pair]

    @property
    def both(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.first and pair.second]

    @property
    def only_first(self) -> list[Pair]:
        return [pair for pair in self.pairs if not pair.second]

    @property
    def only_second(self) -> list[Pair]:
        return [pair for pair in self.pairs if not pair.first]

    @property
    def first_rows(self) -> list[PlanRow]:
        return [pair.first for pair in self.pairs if pair.first]

    @property
    def second_rows(self) -> list[PlanRow]:
        return [pair.second for pair in self.pairs if pair.second]


def read_comparison(first: Plan, second: Plan) -> Comparison:
    """Each plan as of its own baseline day. Thirteen queries, however many communes there are."""
    pairs: dict[int, Pair] = {}
    for side, plan in (("first", first), ("second", second)):
        rows, board = plan_board(plan, plan.baseline_on)
        for row in rows:
            pair = pairs.setdefault(row.commune_id, Pair(row.commune))
            setattr(pair, side, plan_row(row, board))
    for one in UnitSuccession.objects.standing().filter(old__in=pairs):
        pairs[one.old_id].heirs.append(one.new.full_name)
        if one.new_id in pairs:
            pairs[one.new_id].forebears.append(one.old.full_name)
    return Comparison(list(pairs.values()))
