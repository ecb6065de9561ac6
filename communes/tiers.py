"""Tiers (cấp độ): communes against several sets at once on a day, and what they are recognised for.

Reads in a fixed number of queries, however many sets and communes there are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communes.boards import Board, read_boards
from communes.models import AdministrativeUnit, Recognition
from criteria.models import CriteriaSet, Prerequisite, Requirement, RevocationRule
from criteria.recognition_rules import Clause, Ground, missing_prerequisite, revocation_ground
from criteria.rules import Verdict

TIERS = CriteriaSet.Tier.values


@dataclass(frozen=True)
class Tier:
    """A set, and the law on its recognition on the day; None where our data hold none."""

    criteria_set: CriteriaSet
    prerequisite: Prerequisite | None
    rule: RevocationRule | None


@dataclass(frozen=True)
class Loss:
    """What a recognised commune no longer meets of a set, on official figures.

    criteria: those NOT_MET, at least one. no_data: how many nobody has spoken of, never counted
    as lost. rule, ground: None where this set does not decide about revocation, or not yet.
    """

    criteria_set: CriteriaSet
    criteria: tuple[Requirement, ...]
    total: int
    no_data: int
    rule: RevocationRule | None = None
    ground: Ground | None = None

    @property
    def codes(self) -> str:
        return ", ".join(one.code for one in self.criteria)

    @property
    def named(self) -> str:
        """The named criteria that make the smaller share enough: "10 Thu nhập"; else ""."""
        if self.ground is None or self.ground.clause is not Clause.WITH_NAMED:
            return ""
        named = [one for one in self.criteria if one.code in self.ground.named]
        return ", ".join(f"{one.code} {one.name}" for one in named)


@dataclass(frozen=True)
class Standing:
    """One commune against one set on a day.

    recognition: the one that stands under this set; earlier: one of the same tier under another.
    missing: the set whose recognition the law asks for before and that does not stand; told only
        where it matters, of a commune that is recognised or meets everything.
    losses: of a recognised commune; first the set that decides about revocation.
    """

    tier: Tier
    met: int
    no_data: int
    total: int
    recognition: Recognition | None
    earlier: Recognition | None
    missing: CriteriaSet | None
    losses: tuple[Loss, ...]

    @property
    def at_risk(self) -> bool:
        return any(loss.ground for loss in self.losses)


@dataclass(frozen=True)
class Tiers:
    """communes in the order given; each has one standing per tier, in the order of the tiers."""

    tiers: Sequence[Tier]
    rows: Sequence[tuple[AdministrativeUnit, tuple[Standing, ...]]]


def read_tiers(
    *, communes: Iterable[AdministrativeUnit], criteria_sets: Iterable[CriteriaSet], day: date
) -> Tiers:
    """`communes` against `criteria_sets`, by tier, as of `day`. Six queries."""
    communes = list(communes)
    sets = sorted(criteria_sets, key=lambda one: (TIERS.index(one.tier), one.pk))
    tiers = _tiers(sets, day)
    judging = {tier.rule.judged_by.pk: tier.rule.judged_by for tier in tiers if tier.rule}
    wanted = {one.pk: one for one in sets} | judging
    boards = dict(
        zip(
            wanted,
            read_boards(communes=communes, criteria_sets=list(wanted.values()), day=day),
            strict=True,
        )
    )
    recognitions = _recognitions(communes, day)
    rows = [
        (
            commune,
            tuple(_standing(commune, tier, boards, recognitions[commune.pk]) for tier in tiers),
        )
        for commune in communes
    ]
    return Tiers(tiers, rows)


def recognised_standings(
    *, commune: AdministrativeUnit, criteria_sets: Iterable[CriteriaSet], day: date
) -> list[Standing]:
    """The tiers for which a commune is recognised. One query for a commune that never was."""
    if not Recognition.objects.filter(commune=commune).standing_on(day).exists():
        return []
    read = read_tiers(communes=[commune], criteria_sets=criteria_sets, day=day)
    return [one for one in read.rows[0][1] if one.recognition or one.earlier]


def _tiers(sets: Sequence[CriteriaSet], day: date) -> list[Tier]:
    before = Prerequisite.objects.filter(criteria_set__in=sets).select_related("requires")
    prerequisites = {one.criteria_set_id: one for one in before}
    in_force = RevocationRule.objects.in_force(day).filter(criteria_set__in=sets)
    rules = {
        rule.criteria_set_id: rule
        for rule in in_force.select_related("judged_by").prefetch_related("named")
    }
    return [Tier(one, prerequisites.get(one.pk), rules.get(one.pk)) for one in sets]


def _recognitions(
    communes: Sequence[AdministrativeUnit], day: date
) -> dict[int, dict[int, Recognition]]:
    """Commune id -> set id -> the recognition that stands; the newest last."""
    found: dict[int, dict[int, Recognition]] = {commune.pk: {} for commune in communes}
    standing = Recognition.objects.filter(commune__in=communes).standing_on(day)
    for one in standing.select_related("criteria_set").order_by("decided_on", "pk"):
        found[one.commune_id][one.criteria_set_id] = one
    return found


def _standing(
    commune: AdministrativeUnit,
    tier: Tier,
    boards: dict[int, Board],
    recognised: dict[int, Recognition],
) -> Standing:
    own, before = tier.criteria_set, tier.prerequisite
    board = boards[own.pk]
    states = Counter(square.state for square in board.row(commune))
    recognition = recognised.get(own.pk)
    same_tier = [one for one in recognised.values() if one.criteria_set.tier == own.tier]
    complete = bool(board.criteria) and states[Verdict.MET.value] == len(board.criteria)
    missing = None
    if before is not None and (recognition or complete):
        gone = missing_prerequisite(before.requires_id, recognised)
        missing = before.requires if gone is not None else None
    return Standing(
        tier=tier,
        met=states[Verdict.MET.value],
        no_data=states[Verdict.NO_DATA.value],
        total=len(board.criteria),
        recognition=recognition,
        earlier=None if recognition or not same_tier else same_tier[-1],
        missing=missing,
        losses=_losses(commune, tier, boards) if recognition else (),
    )


def _losses(commune: AdministrativeUnit, tier: Tier, boards: dict[int, Board]) -> tuple[Loss, ...]:
    judging = tier.rule.judged_by if tier.rule else tier.criteria_set
    by_set = {judging.pk: judging, tier.criteria_set.pk: tier.criteria_set}
    losses = []
    for pk, criteria_set in by_set.items():
        rule = tier.rule if pk == judging.pk else None
        loss = _loss(commune, criteria_set, boards[pk], rule)
        if loss.criteria:
            losses.append(loss)
    return tuple(losses)


def _loss(
    commune: AdministrativeUnit,
    criteria_set: CriteriaSet,
    board: Board,
    rule: RevocationRule | None,
) -> Loss:
    pairs = list(zip(board.criteria, board.row(commune), strict=True))
    lost = tuple(one for one, square in pairs if square.state == Verdict.NOT_MET)
    ground = None
    if rule is not None:
        codes = frozenset(one.code for one in lost)
        ground = revocation_ground(codes, len(pairs), rule.loss_rule)
    return Loss(
        criteria_set=criteria_set,
        criteria=lost,
        total=len(pairs),
        no_data=sum(square.state == Verdict.NO_DATA for _, square in pairs),
        rule=rule,
        ground=ground,
    )
