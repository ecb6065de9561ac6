"""Who moves a duty to which state. Pure."""

from collections.abc import Collection
from enum import StrEnum

from assignments.duty_rules import State


class Party(StrEnum):
    """In which capacity a person acts on a duty."""

    OFFICE = "OFFICE"  # văn phòng điều phối
    HEAD = "HEAD"  # người đứng đầu cơ quan đang làm
    ASSIGNEE = "ASSIGNEE"  # người trong cơ quan được giao


BY_OFFICE = frozenset({State.NOT_STARTED, State.DOING, State.DONE})
BY_AGENCY = frozenset({State.NOT_STARTED, State.DOING, State.WAITING})
_OPEN_TO = {
    Party.OFFICE: BY_OFFICE,
    Party.HEAD: BY_AGENCY,
    Party.ASSIGNEE: BY_AGENCY,
}


def open_states(state: State, parties: Collection[Party]) -> list[State]:
    """To which states somebody in these capacities may move it, the present one included.

    What the office has confirmed is opened again by the office alone.
    """
    held = [party for party in parties if state != State.DONE or party is Party.OFFICE]
    allowed = frozenset().union(*(_OPEN_TO[party] for party in held))
    return [one for one in State if one in allowed]


def needs_reason(before: State, after: State, parties: Collection[Party]) -> bool:
    """The office says why it sends back what an agency said to be done, or opens it again."""
    returned = before in (State.WAITING, State.DONE) and after in (State.NOT_STARTED, State.DOING)
    return returned and parties == frozenset({Party.OFFICE})


def may_hand_over(parties: Collection[Party]) -> bool:
    """Who names the person in the agency that does it."""
    return Party.OFFICE in parties or Party.HEAD in parties
