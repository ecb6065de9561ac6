"""The table of a review's steps, whole."""

from itertools import product

import pytest

from communes.rules import Party, Step, allowed, may_take, needs_other_eyes

SUBMITTED, RETURNED, VERIFIED, CONFIRMED = Step
ALLOWED = {
    (None, SUBMITTED),
    (SUBMITTED, RETURNED),
    (SUBMITTED, VERIFIED),
    (RETURNED, SUBMITTED),
    (VERIFIED, RETURNED),
    (VERIFIED, CONFIRMED),
}


@pytest.mark.parametrize(("step_now", "action"), list(product([None, *Step], Step)))
def test_what_follows_a_step(step_now, action):
    assert allowed(step_now, action, is_stale=False) == ((step_now, action) in ALLOWED)


@pytest.mark.parametrize(("step_now", "action"), list(product([None, *Step], Step)))
def test_after_a_newer_word_of_the_commune_everything_begins_anew(step_now, action):
    assert allowed(step_now, action, is_stale=True) == (action is SUBMITTED)


@pytest.mark.parametrize(("party", "action"), list(product(Party, Step)))
def test_who_takes_which_step(party, action):
    takes = {
        Party.COMMUNE: {SUBMITTED},
        Party.AGENCY: {RETURNED, VERIFIED},
        Party.OFFICE: {SUBMITTED, RETURNED, VERIFIED, CONFIRMED},
    }

    assert may_take({party}, action) == (action in takes[party])


def test_somebody_without_a_part_takes_no_step():
    assert [step for step in Step if may_take(frozenset(), step)] == []


def test_whoever_vouches_needs_other_eyes():
    assert [step for step in Step if needs_other_eyes(step)] == [VERIFIED, CONFIRMED]
