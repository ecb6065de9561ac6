"""Who moves a duty to which state."""

import pytest

from assignments.duty_rules import State
from assignments.work_rules import Party, may_hand_over, needs_reason, open_states

NOT_STARTED, DOING, WAITING, DONE = State
AGENCY = [NOT_STARTED, DOING, WAITING]
OFFICE = [NOT_STARTED, DOING, DONE]


@pytest.mark.parametrize("state", State)
def test_who_only_reads_moves_nothing(state):
    assert open_states(state, frozenset()) == []


@pytest.mark.parametrize("party", [Party.HEAD, Party.ASSIGNEE])
@pytest.mark.parametrize(
    ("state", "then"), [(NOT_STARTED, AGENCY), (DOING, AGENCY), (WAITING, AGENCY), (DONE, [])]
)
def test_an_agency_says_done_and_the_office_confirms(party, state, then):
    assert open_states(state, {party}) == then


@pytest.mark.parametrize("state", State)
def test_the_office_moves_everything_but_to_waiting(state):
    assert open_states(state, {Party.OFFICE}) == OFFICE


def test_an_office_that_is_the_agency_too_does_both():
    assert open_states(DOING, {Party.OFFICE, Party.HEAD}) == list(State)


@pytest.mark.parametrize(
    ("before", "after", "parties", "needed"),
    [
        (WAITING, DOING, {Party.OFFICE}, True),
        (DONE, NOT_STARTED, {Party.OFFICE}, True),
        (WAITING, DONE, {Party.OFFICE}, False),
        (DOING, NOT_STARTED, {Party.OFFICE}, False),
        (WAITING, DOING, {Party.HEAD}, False),
        (WAITING, DOING, {Party.OFFICE, Party.HEAD}, False),
    ],
)
def test_sending_back_needs_a_reason(before, after, parties, needed):
    assert needs_reason(before, after, frozenset(parties)) is needed


def test_heads_and_offices_hand_over():
    assert [may_hand_over({party}) for party in Party] == [True, True, False]
