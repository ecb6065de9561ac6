"""Every status against every step, and who takes it."""

from itertools import product

import pytest

from plans.models import Plan, PlanStep
from plans.step_rules import LEADS_TO, Party, Step, allowed, may_take, open_steps

ALLOWED = {
    ("DRAFT", Step.SUBMITTED),
    ("SUBMITTED", Step.RETURNED),
    ("SUBMITTED", Step.APPROVED),
    ("APPROVED", Step.RETURNED),
    ("APPROVED", Step.SIGNED),
}


def test_exactly_these_steps_follow():
    pairs = product(Plan.Status.values, Step)

    assert {pair for pair in pairs if allowed(*pair)} == ALLOWED


def test_the_office_submits_and_signs_the_leader_returns_and_approves():
    taken = {party: [step for step in Step if may_take({party}, step)] for party in Party}

    assert taken == {
        Party.OFFICE: [Step.SUBMITTED, Step.SIGNED],
        Party.LEADER: [Step.RETURNED, Step.APPROVED],
    }


@pytest.mark.parametrize(
    ("status", "parties", "steps"),
    [
        ("DRAFT", {Party.OFFICE}, [Step.SUBMITTED]),
        ("DRAFT", {Party.LEADER}, []),
        ("SUBMITTED", {Party.LEADER}, [Step.RETURNED, Step.APPROVED]),
        ("APPROVED", {Party.OFFICE, Party.LEADER}, [Step.RETURNED, Step.SIGNED]),
        ("SIGNED", {Party.OFFICE, Party.LEADER}, []),
        ("SUBMITTED", set(), []),
    ],
)
def test_open_steps(status, parties, steps):
    assert open_steps(status, parties) == steps


def test_the_model_knows_the_same_steps():
    assert PlanStep.Kind.values == [step.value for step in Step]
    assert set(LEADS_TO) == set(Step)
    assert set(LEADS_TO.values()) < set(Plan.Status.values)
