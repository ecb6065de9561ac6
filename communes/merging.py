"""What merging old communes into a new one would write, cell by cell. Only reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from communes.carrying import Move, Source, read_situation
from communes.models import AdministrativeUnit, UnitSuccession
from communes.yardsticks import columns_on
from criteria.figures import PERCENT, Said, fits
from criteria.merging_rules import MergeBase, Merging, merged
from criteria.models import CriteriaSet, MergeRule, Requirement
from criteria.yardsticks import Yardstick, Yardsticks

WHOLE = Decimal(100)
# A criterion has no figure of its own: by these rules it goes by its indicators.
OF_FIGURES = (MergeRule.Rule.SUM, MergeRule.Rule.WEIGHTED)


@dataclass(frozen=True)
class Merger:
    """The commune made, what it took over by the day, and whether each part came whole."""

    unit: AdministrativeUnit
    parts: Sequence[UnitSuccession]
    split: frozenset[int]

    @property
    def is_whole(self) -> bool:
        """A part of a commune has no figure of its own: nothing can be merged from it."""
        return not any(
            part.old_id in self.split or part.share_percent not in (None, WHOLE)
            for part in self.parts
        )

    def weights(self, base: str) -> list[Decimal | None]:
        field = {MergeBase.POPULATION: "population", MergeBase.HOUSEHOLDS: "households"}
        found = [getattr(part, field[MergeBase(base)]) if base else None for part in self.parts]
        return [None if one is None else Decimal(one) for one in found]


def read_merger(unit: AdministrativeUnit, day: date) -> Merger:
    """Two queries."""
    parts = list(UnitSuccession.objects.predecessors(unit, day))
    elsewhere = UnitSuccession.objects.standing().filter(old__in=[part.old_id for part in parts])
    split = elsewhere.exclude(new=unit).values_list("old_id", flat=True)
    return Merger(unit, parts, frozenset(split))


def plan_merge(*, merger: Merger, criteria_set: CriteriaSet, day: date) -> list[Move]:
    """The dry run of a merger: every criterion, and every indicator that has a rule.

    Without a rule a requirement is measured again. Sixteen queries, or one more where a threshold
    follows from another set.
    """
    communes = [part.old for part in merger.parts]
    old = read_situation(communes=communes, criteria_set=criteria_set, day=day)
    new = read_situation(communes=[merger.unit], criteria_set=criteria_set, day=day)
    rules = {rule.code: rule for rule in MergeRule.objects.filter(criteria_set=criteria_set)}
    yardsticks = Yardsticks(criteria_set)
    column = columns_on([merger.unit], criteria_set, day)[merger.unit.pk]
    targets = old.targets(
        named={one.pk for one in old.requirements if one.code in rules},
        follows=lambda one: one.code not in rules or rules[one.code].rule in OF_FIGURES,
    )
    moves = []
    for requirement in targets:
        rule = rules.get(requirement.code)
        sources = tuple(old.source(commune, requirement) for commune in communes)
        yardstick = yardsticks.of(requirement, column, day.year)
        moves.append(
            Move(
                commune=merger.unit,
                requirement=requirement,
                sources=sources,
                said=_merged(merger, rule, sources, requirement, yardstick),
                standing=new.said(merger.unit, requirement),
                seen=new.version(merger.unit, requirement),
                yardstick=yardstick,
                how=_how(rule),
            )
        )
    return moves


def _merged(
    merger: Merger,
    rule: MergeRule | None,
    sources: Sequence[Source],
    requirement: Requirement,
    yardstick: Yardstick | None,
) -> Said:
    """Nothing where it cannot be computed, or where the indicator could not say it."""
    if rule is None or not merger.is_whole:
        return Said()
    found = merged(
        [source.said for source in sources],
        Merging(rule.rule),
        merger.weights(rule.base),
        is_share=requirement.unit == PERCENT,
        bound=yardstick.value if yardstick else None,
    )
    return found if found is not None and fits(found, requirement) else Said()


def _how(rule: MergeRule | None) -> str:
    """ "bình quân có trọng số, dân số"."""
    if rule is None:
        return ""
    return ", ".join(filter(None, (rule.get_rule_display(), rule.get_base_display())))
