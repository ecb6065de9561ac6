"""The review of a cell: which step follows which, and who takes it. Pure."""

from collections.abc import Collection
from enum import StrEnum


class Step(StrEnum):
    """What has last happened to a self-assessment (bước thẩm tra)."""

    SUBMITTED = "SUBMITTED"  # xã nộp
    RETURNED = "RETURNED"  # trả lại kèm lý do
    VERIFIED = "VERIFIED"  # thẩm tra
    CONFIRMED = "CONFIRMED"  # văn phòng xác nhận


class Party(StrEnum):
    """In which capacity a person takes a step."""

    COMMUNE = "COMMUNE"  # cán bộ của xã
    AGENCY = "AGENCY"  # cơ quan chuyên môn của đơn vị cấp trên
    OFFICE = "OFFICE"  # văn phòng điều phối


# None: nothing has been submitted, or the commune has said something else since.
_FOLLOWS: dict[Step | None, frozenset[Step]] = {
    None: frozenset({Step.SUBMITTED}),
    Step.SUBMITTED: frozenset({Step.RETURNED, Step.VERIFIED}),
    Step.RETURNED: frozenset({Step.SUBMITTED}),
    Step.VERIFIED: frozenset({Step.RETURNED, Step.CONFIRMED}),
    Step.CONFIRMED: frozenset(),
}
_TAKEN_BY: dict[Step, frozenset[Party]] = {
    Step.SUBMITTED: frozenset({Party.COMMUNE, Party.OFFICE}),
    Step.RETURNED: frozenset({Party.AGENCY, Party.OFFICE}),
    Step.VERIFIED: frozenset({Party.AGENCY, Party.OFFICE}),
    Step.CONFIRMED: frozenset({Party.OFFICE}),
}
# Four eyes: who recorded or submitted an entry never vouches for it.
_NEEDS_OTHER_EYES = frozenset({Step.VERIFIED, Step.CONFIRMED})


def allowed(step_now: Step | None, action: Step, *, is_stale: bool) -> bool:
    """Whether `action` may follow the newest step of a cell.

    step_now: None where nobody has submitted anything. is_stale: the commune has recorded
    something newer than what that step was about.
    """
    return action in _FOLLOWS[None if is_stale else step_now]


def may_take(parties: Collection[Party], action: Step) -> bool:
    """Whether somebody in one of these capacities takes such a step at all."""
    return not _TAKEN_BY[action].isdisjoint(parties)


def needs_other_eyes(action: Step) -> bool:
    """Whether the step is closed to who recorded or submitted the entry."""
    return action in _NEEDS_OTHER_EYES
