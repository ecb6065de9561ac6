"""What merging old communes into a new one would write, cell by cell. Only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from communes.carrying import Move, Situation, Source, read_situation
from communes.models import AdministrativeUnit, StatusEntry, UnitSuccession
from communes.yardsticks import columns_on
from criteria.models import CriteriaSet, MergeRule, Requirement
from criteria.rules import (
    Bound,
    Figure,
    MergeBase,
    Merging,
    Verdict,
    assess,
    merged,
)
from criteria.yardsticks import Yardstick, Yardsticks
from ntm_portal.lib.numbers import format_number

DECIMALS = 2
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

    Without a rule a requirement is measured again. Fifteen queries at most.
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
    sources = {
        requirement.pk: tuple(old.source(commune, requirement) for commune in communes)
        for requirement in targets
    }
    figures = _figures(old, sources)
    moves = []
    for requirement in targets:
        rule = rules.get(requirement.code)
        bound, is_verified = _bound(yardsticks.of(requirement, column, day.year), requirement)
        found = None
        if rule is not None and merger.is_whole:
            parts = [figures[requirement.pk, commune.pk] for commune in communes]
            found = merged(parts, Merging(rule.rule), merger.weights(rule.base))
        moves.append(
            Move(
                commune=merger.unit,
                requirement=requirement,
                sources=sources[requirement.pk],
                verdict=_verdict(found, requirement, bound),
                standing=new.verdict(merger.unit, requirement),
                seen=new.version(merger.unit, requirement),
                words=_words(rule, found, requirement, communes, is_verified=is_verified),
            )
        )
    return moves


def _figures(
    old: Situation, sources: Mapping[int, Sequence[Source]]
) -> dict[tuple[int, int], Figure]:
    """(requirement id, commune id) -> what the old commune says. One query."""
    own = {
        (source.requirement.pk, source.commune.pk): old.version(source.commune, source.requirement)
        for of_requirement in sources.values()
        for source in of_requirement
    }
    entries = StatusEntry.objects.in_bulk({pk for pk in own.values() if pk})
    found = {}
    for of_requirement in sources.values():
        for source in of_requirement:
            key = source.requirement.pk, source.commune.pk
            entry = entries.get(own[key])
            if entry is None or source.verdict != entry.verdict:
                found[key] = Figure(source.verdict)
            else:
                found[key] = Figure(source.verdict, entry.value, entry.numerator, entry.denominator)
    return found


def _bound(yardstick: Yardstick | None, requirement: Requirement) -> tuple[Bound | None, bool]:
    """The threshold of the new commune, and whether it is verified.

    None where none is known, where it is more than one number, and where men and women are
    judged apart: the verdict is then entered by hand.
    """
    if requirement.by_sex or yardstick is None or yardstick.threshold.text:
        return None, False
    return yardstick.bound, yardstick.decides


def value_of(figure: Figure, requirement: Requirement) -> Decimal | None:
    """In the requirement's unit, unrounded; a fraction of a percentage is worth its hundredfold."""
    if figure.value is not None:
        return figure.value
    if figure.numerator is None or not figure.denominator:
        return None
    share = figure.numerator / figure.denominator
    return share * WHOLE if requirement.unit == "%" else share


def _verdict(found: Figure | None, requirement: Requirement, bound: Bound | None) -> Verdict:
    if found is None:
        return Verdict.NO_DATA
    if found.verdict != Verdict.NO_DATA:
        return found.verdict
    return assess(value_of(found, requirement), bound)


def _words(
    rule: MergeRule | None,
    found: Figure | None,
    requirement: Requirement,
    communes: Sequence[AdministrativeUnit],
    *,
    is_verified: bool,
) -> str:
    """ "Gộp (bình quân có trọng số, dân số: 44,91) từ Xã A, Xã B"."""
    if rule is None:
        return ""
    how = rule.get_rule_display()
    if rule.base:
        how += f", {rule.get_base_display()}"
    value = value_of(found, requirement) if found else None
    if found is not None and value is not None:
        decimals = DECIMALS if requirement.decimals is None else requirement.decimals
        how += f": {format_number(value, decimals)}"
        if found.denominator is not None and found.numerator is not None:
            how += f" = {format_number(found.numerator)}/{format_number(found.denominator)}"
        if not is_verified:
            how += "; mức chưa đối chiếu"
    return f"Gộp ({how}) từ {', '.join(commune.full_name for commune in communes)}"
