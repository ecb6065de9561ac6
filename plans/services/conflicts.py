"""What a person wanted of a plan, and what it means that somebody else was faster."""

from collections.abc import Sequence
from dataclasses import dataclass

from criteria.models import Requirement
from plans.models import PlanChange, PlanCommune, PlanTarget


@dataclass(frozen=True)
class TargetChange:
    """Whether a commune shall target a criterion.

    seen: id of the target that the person saw, 0 where there was none; None: does not matter.
    """

    row: PlanCommune
    requirement: Requirement
    targeted: bool
    seen: int | None = None

    @property
    def key(self) -> tuple[int, int]:
        """(row id, requirement id)"""
        return self.row.pk, self.requirement.pk

    @property
    def what(self) -> str:
        """As the history names it."""
        return criterion_words(self.requirement)

    @property
    def place(self) -> str:
        return f"{self.row.name}, tiêu chí {self.requirement.code}"


def criterion_words(requirement: Requirement) -> str:
    """What the history of a plan writes for a target."""
    return f"Tiêu chí {requirement.code}"


@dataclass(frozen=True)
class PlanConflict:
    """Somebody else was faster.

    standing: what stands now, in words. last: the newest line of history about it, if any.
    change, newest: for a target, what was wanted and the target that stands (None: there is none).
    """

    place: str
    standing: str
    last: PlanChange | None
    change: TargetChange | None = None
    newest: PlanTarget | None = None

    @property
    def sentence(self) -> str:
        who = f"{self.last.changed_by} vừa đổi" if self.last else "vừa được đổi"
        return f"{self.place}: {who}, nay là “{self.standing}”. Xem lại rồi lưu."


class StalePlan(Exception):
    """Raised when something no longer is what the person saw. Nothing of the request is stored."""

    def __init__(self, conflicts: Sequence[PlanConflict]) -> None:
        super().__init__(f"{len(conflicts)} stale places of a plan")
        self.conflicts = list(conflicts)
