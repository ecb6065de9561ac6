"""What a carry-over or a merger would write, cell by cell. Only reads: the dry run is this."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from communes import packed
from communes.boards import Rows, read_board, rows_by_requirement
from communes.models import AdministrativeUnit, Cell, StatusEntry
from communes.querysets import UnitQuerySet
from communes.yardsticks import columns_on
from criteria.figures import Figure, Said, fits
from criteria.models import CriteriaSet, EditionMapping, Requirement
from criteria.models.passing import by_code
from criteria.rules import Relation, Verdict, carried_verdict, roll_up
from criteria.yardsticks import Yardstick, Yardsticks

# What a mapping says of one new requirement: each old one, and how the new compares with it.
Lines = list[tuple[Relation, Requirement]]


@dataclass(frozen=True)
class Source:
    """An old cell on which a new one rests; rows: ids of the log rows behind what it says."""

    commune: AdministrativeUnit
    requirement: Requirement
    verdict: Verdict
    rows: tuple[int, ...]
    figure: Figure | None = None

    @property
    def said(self) -> Said:
        return Said(self.figure, self.verdict)


@dataclass(frozen=True)
class Move:
    """One new cell. said: what would be written, nothing: to be measured again (đo lại).

    standing: what the cell says already; seen: its newest own row on the day, 0 for none.
    yardstick: what a figure is measured against; it decides where it is verified. how: the rule
    of a merger in words, "" without one.
    """

    commune: AdministrativeUnit
    requirement: Requirement
    sources: tuple[Source, ...]
    said: Said
    standing: Said
    seen: int
    yardstick: Yardstick | None = None
    how: str = ""

    @property
    def verdict(self) -> Verdict:
        """As `record_figures` will store it."""
        decided = Verdict.NO_DATA
        if self.said.figure is not None and self.yardstick is not None:
            decided = self.yardstick.decided(self.said.figure)
        if decided is not Verdict.NO_DATA:
            return decided
        return self.said.verdict or Verdict.NO_DATA

    @property
    def bound(self) -> Decimal | None:
        """The threshold's value, for words."""
        return self.yardstick.value if self.yardstick else None

    @property
    def outcome(self) -> Said:
        """What the cell will say."""
        return self.standing if self.is_kept else Said(self.said.figure, self.verdict)

    @property
    def is_kept(self) -> bool:
        """The cell already says something: it is left alone."""
        return _says_something(self.standing)

    @property
    def is_written(self) -> bool:
        return not self.is_kept and _says_something(self.said)

    @property
    def is_to_measure(self) -> bool:
        return not self.is_kept and not _says_something(self.said)


def _says_something(said: Said) -> bool:
    return said.figure is not None or said.verdict not in (None, Verdict.NO_DATA)


@dataclass(frozen=True)
class Situation:
    """What the official voices say of a set's requirements on a day, in the order of the set."""

    requirements: Sequence[Requirement]
    criteria: Mapping[tuple[int, int], Verdict]
    rows: Mapping[int, Rows]
    children: Mapping[int, Sequence[Requirement]]
    figures: Mapping[int, Figure]

    def verdict(self, commune: AdministrativeUnit, requirement: Requirement) -> Verdict:
        """A criterion as the board shows it, an indicator by its own row."""
        if requirement.kind == Requirement.Kind.CRITERION:
            return self.criteria.get((commune.pk, requirement.pk), Verdict.NO_DATA)
        return self._own(commune, requirement)

    def source(self, commune: AdministrativeUnit, requirement: Requirement) -> Source:
        """The cell with the rows behind it: its own, or those of the parts that roll up."""
        said = self.said(commune, requirement)
        verdict = said.verdict or Verdict.NO_DATA
        rows: tuple[int, ...] = ()
        if self._own(commune, requirement) != verdict:
            rows = tuple(self._rows_below(commune, requirement))
        elif _says_something(said):
            rows = (self.version(commune, requirement),)
        return Source(commune, requirement, verdict, rows, said.figure)

    def said(self, commune: AdministrativeUnit, requirement: Requirement) -> Said:
        """The verdict with the figure of the cell's newest own row."""
        figure = self.figures.get(self.version(commune, requirement))
        return Said(figure, self.verdict(commune, requirement))

    def version(self, commune: AdministrativeUnit, requirement: Requirement) -> int:
        """Id of the cell's newest own row, 0 where there is none."""
        row = self.rows[requirement.pk].get(commune.pk)
        return packed.entry_id(row) if row else 0

    def only_indicator(self, criterion: Requirement) -> Requirement | None:
        """The one that shares the criterion's number, as Thu nhập 10 does: it has the figure."""
        children = self.children.get(criterion.pk, ())
        return children[0] if [one.code for one in children] == [criterion.code] else None

    def speaker(self, commune: AdministrativeUnit, requirement: Requirement) -> Requirement:
        """The requirement, or its only indicator whose figure is behind its verdict."""
        only = self.only_indicator(requirement)
        if only is None:
            return requirement
        said = self.said(commune, only)
        speaks = said.figure is not None and said.verdict == self.verdict(commune, requirement)
        return only if speaks else requirement

    def targets(
        self, *, named: AbstractSet[int], follows: Callable[[Requirement], bool]
    ) -> list[Requirement]:
        """The requirements of a dry run: every criterion, and the indicators in `named` (ids).

        follows: whether a criterion goes by its indicators; it is left out where one is named.
        """
        return [
            one
            for one in self.requirements
            if (one.pk in named or one.kind == Requirement.Kind.CRITERION)
            and not (follows(one) and any(child.pk in named for child in self._below(one)))
        ]

    def _below(self, requirement: Requirement) -> Iterator[Requirement]:
        for child in self.children.get(requirement.pk, ()):
            yield child
            yield from self._below(child)

    def _own(self, commune: AdministrativeUnit, requirement: Requirement) -> Verdict:
        row = self.rows[requirement.pk].get(commune.pk)
        return packed.verdict(row) if row else Verdict.NO_DATA

    def _rows_below(self, commune: AdministrativeUnit, requirement: Requirement) -> Iterable[int]:
        for child in self._below(requirement):
            if self._own(commune, child) != Verdict.NO_DATA:
                yield self.version(commune, child)


def read_situation(
    *, communes: Sequence[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> Situation:
    """Five queries, whatever the number of communes."""
    requirements = list(criteria_set.requirements.order_by("position"))
    board = read_board(communes=communes, criteria_set=criteria_set, day=day)
    children: dict[int, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        requirement.criteria_set = criteria_set
        if requirement.parent_id is not None:
            children[requirement.parent_id].append(requirement)
    with_figures = StatusEntry.objects.as_of(
        day,
        cells=Cell.objects.of(communes=communes, requirements=requirements),
    ).with_figure()
    return Situation(
        requirements=requirements,
        criteria={key: Verdict(square.state) for key, square in board.squares.items()},
        rows=rows_by_requirement(communes, requirements, day=day),
        children=children,
        figures={entry.pk: entry.figure for entry in with_figures},
    )


def carried_communes(
    *, mapping: EditionMapping, unit: AdministrativeUnit, day: date
) -> UnitQuerySet:
    """Communes at or below `unit` for which the new edition counts on `day`, by official code."""
    below = AdministrativeUnit.objects.at_or_below([unit.pk]).rural_communes().existing_on(day)
    return below.judged_by(mapping.new_set, day).order_by("code")


def plan_carry_over(
    *, mapping: EditionMapping, communes: Sequence[AdministrativeUnit], day: date
) -> list[Move]:
    """The dry run of an edition: every criterion of the new set and every indicator that a line
    of the mapping names, commune by commune. Fifteen queries, or one more where a threshold
    follows from another set, whatever the number of communes.

    Where several lines lead to one requirement, it asks all of them together. A criterion that
    only its indicators are mapped to goes by them and is left out.
    """
    old = read_situation(communes=communes, criteria_set=mapping.old_set, day=day)
    new = read_situation(communes=communes, criteria_set=mapping.new_set, day=day)
    old_by_code = by_code(mapping.old_set)
    lines: dict[int, Lines] = defaultdict(list)
    new_by_code = by_code(mapping.new_set)
    for line in mapping.lines.order_by("position"):
        if line.old_code and line.new_code:
            asked = (Relation(line.relation), old_by_code[line.old_code])
            lines[new_by_code[line.new_code].pk].append(asked)
    targets = new.targets(named=set(lines), follows=lambda one: one.pk not in lines)
    yardsticks = Yardsticks(mapping.new_set)
    columns = columns_on(communes, mapping.new_set, day)
    moves = []
    for commune in communes:
        for target in targets:
            requirement, asked = _meant(commune, target, lines[target.pk], old, new)
            sources = tuple(old.source(commune, one) for _, one in asked)
            relations = [relation for relation, _ in asked]
            moves.append(
                Move(
                    commune=commune,
                    requirement=requirement,
                    sources=sources,
                    said=_carried(relations, sources, requirement),
                    standing=new.said(commune, requirement),
                    seen=new.version(commune, requirement),
                    yardstick=yardsticks.of(requirement, columns[commune.pk], day.year),
                )
            )
    return moves


def _meant(
    commune: AdministrativeUnit, target: Requirement, asked: Lines, old: Situation, new: Situation
) -> tuple[Requirement, Lines]:
    """A number of a criterion and of its only indicator: from indicator to indicator where the
    figure is there, so that it passes too.
    """
    if [relation for relation, _ in asked] != [Relation.SAME]:
        return target, asked
    before, after = old.speaker(commune, asked[0][1]), new.only_indicator(target)
    if before == asked[0][1] or after is None or _says_something(new.said(commune, target)):
        return target, asked
    return after, [(Relation.SAME, before)]


def _carried(
    relations: Sequence[Relation], sources: Sequence[Source], requirement: Requirement
) -> Said:
    """The verdict that is proven; of one requirement that stays the same, also its figure."""
    pairs = zip(relations, sources, strict=True)
    verdict = roll_up(carried_verdict(relation, source.verdict) for relation, source in pairs)
    if relations == [Relation.SAME]:
        old, figure = sources[0].requirement, sources[0].figure
        said = Said(figure, verdict)
        is_alike = (old.unit, old.by_sex) == (requirement.unit, requirement.by_sex)
        if figure is not None and is_alike and fits(said, requirement):
            return said
    return Said(verdict=verdict)


def fingerprint(moves: Sequence[Move]) -> str:
    """Changes when the dry run does: what a person confirms is what they saw."""
    parts = (
        f"{move.commune.pk}:{move.requirement.pk}:{move.verdict}:{move.said}:{move.standing}:"
        f"{move.seen}:" + ",".join(f"{source.verdict}{source.rows}" for source in move.sources)
        for move in moves
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
