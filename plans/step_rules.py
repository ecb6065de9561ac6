"""The steps of a plan towards its signature: which follows which, and who takes it. Pure."""

from collections.abc import Collection
from enum import StrEnum


class Step(StrEnum):
    """What has been done with a plan (bước)."""

    SUBMITTED = "SUBMITTED"  # văn phòng trình
    RETURNED = "RETURNED"  # lãnh đạo trả lại kèm lý do
    APPROVED = "APPROVED"  # lãnh đạo duyệt
    SIGNED = "SIGNED"  # văn phòng ghi số, ngày và người ký của văn bản


class Party(StrEnum):
    """In which capacity a person takes a step."""

    OFFICE = "OFFICE"  # văn phòng điều phối
    LEADER = "LEADER"  # lãnh đạo


# By the status of the plan (Plan.Status).
_FOLLOWS: dict[str, frozenset[Step]] = {
    "DRAFT": frozenset({Step.SUBMITTED}),
    "SUBMITTED": frozenset({Step.RETURNED, Step.APPROVED}),
    "APPROVED": frozenset({Step.RETURNED, Step.SIGNED}),
    "SIGNED": frozenset(),
    "SUPERSEDED": frozenset(),
}
_TAKEN_BY: dict[Step, Party] = {
    Step.SUBMITTED: Party.OFFICE,
    Step.RETURNED: Party.LEADER,
    Step.APPROVED: Party.LEADER,
    Step.SIGNED: Party.OFFICE,
}
LEADS_TO: dict[Step, str] = {
    Step.SUBMITTED: "SUBMITTED",
    Step.RETURNED: "DRAFT",
    Step.APPROVED: "APPROVED",
    Step.SIGNED: "SIGNED",
}


def allowed(status: str, step: Step) -> bool:
    """Whether the step may follow for a plan of that status."""
    return step in _FOLLOWS[status]


def may_take(parties: Collection[Party], step: Step) -> bool:
    """Whether somebody in one of these capacities takes such a step at all."""
    return _TAKEN_BY[step] in parties


def open_steps(status: str, parties: Collection[Party]) -> list[Step]:
    """What somebody in these capacities may do next, in the order of the steps."""
    return [step for step in Step if allowed(status, step) and may_take(parties, step)]
