"""When a recognition (công nhận đạt chuẩn) is in doubt. Pure: no database, no clock.

What the law says stands in the data (fixtures/recognition/); here is only how it is computed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Key = TypeVar("Key")


class Clause(StrEnum):
    """Which part of a revocation rule is fulfilled."""

    WITH_NAMED = "WITH_NAMED"  # the smaller share, with a named criterion among the lost
    ALONE = "ALONE"  # the greater share, whichever criteria are lost


@dataclass(frozen=True)
class LossRule:
    """How much must be lost before a recognition is revoked (thu hồi).

    share_with_named, share_alone: whole percent of the criteria, the share itself included.
    named: numbers of the criteria that count in the first clause.
    """

    share_with_named: int
    share_alone: int
    named: frozenset[str]


@dataclass(frozen=True)
class Ground:
    """Why a recognition is to be revoked. lost, named: numbers; named: those the rule names."""

    clause: Clause
    lost: frozenset[str]
    named: frozenset[str]
    total: int


def revocation_ground(lost: frozenset[str], total: int, rule: LossRule) -> Ground | None:
    """The clause that the loss fulfils, None when it fulfils none.

    lost: numbers of the criteria that are known not to be met (NOT_MET); one without a figure or
        not applicable is not lost. total: criteria of the set, whatever their state.
    Compared in whole numbers: 30 % of 19 is neither 5 nor 6, and no rounding decides it.
    Raises ValueError when more is lost than there is.
    """
    if len(lost) > total:
        raise ValueError(f"{len(lost)} of {total} criteria lost")
    if not lost:
        return None
    named = lost & rule.named
    if len(lost) * 100 >= rule.share_alone * total:
        return Ground(Clause.ALONE, lost, named, total)
    if named and len(lost) * 100 >= rule.share_with_named * total:
        return Ground(Clause.WITH_NAMED, lost, named, total)
    return None


def missing_prerequisite(required: Key | None, standing: Collection[Key]) -> Key | None:
    """The set that must be recognised before and is not; None when nothing is missing.

    required: None when the set has no prerequisite. standing: sets whose recognition stands.
    """
    return None if required is None or required in standing else required
