"""Races of a signature against a save: nothing is written behind a signature.

One hand signs an approved plan, the other gets it back from the leader and writes to it.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ntm_portal.lib.refusals import Refused
from plans.models import LegalBasis, Plan, PlanChange, PlanStep
from plans.services.contents import add_part
from plans.services.steps import take_step
from plans.step_rules import Party, Step
from tests.factories.plans import LegalBasisFactory, PlanFactory
from tests.factories.signing import newest_step, sign
from tests.factories.world import World, make_world

RACES = [200, pytest.param(1000, marks=pytest.mark.long)]
PAIRS = 2

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer; nothing can race"
    ),
]


@pytest.mark.parametrize("races", RACES)
def test_nothing_is_written_behind_a_signature(races):
    world = make_world()
    plans = approved_plans(world, races)
    shares = [plans[first::PAIRS] for first in range(PAIRS)]
    starts = [Barrier(2) for _ in shares]

    def signing(share: list[Plan], start: Barrier) -> dict[int, bool]:
        return in_turn(
            share,
            start,
            lambda plan: done(lambda: sign(plan, by=world.office, number=f"{plan.pk}/KH-BCĐ")),
        )

    def saving(share: list[Plan], start: Barrier) -> dict[int, bool]:
        def act(plan: Plan) -> bool:
            sent_back(plan, world)
            return written(plan, world)  # also when the leader was too late

        return in_turn(share, start, act)

    with ThreadPoolExecutor(2 * PAIRS) as pool:
        signers = pool.map(signing, shares, starts)
        savers = pool.map(saving, shares, starts)
        signed = {pk: taken for one in signers for pk, taken in one.items()}
        saved = {pk: taken for one in savers for pk, taken in one.items()}

    # Exactly one of the two had its way in every race, and each of them now and then.
    outcomes = Counter((signed[plan.pk], saved[plan.pk]) for plan in plans)
    assert set(outcomes) == {(True, False), (False, True)}
    assert sum(outcomes.values()) == races
    steps = PlanStep.objects.filter(step="SIGNED").select_related("plan")
    assert {step.plan_id for step in steps} == {pk for pk, taken in signed.items() if taken}
    assert {step.plan.status for step in steps} == {"SIGNED"}
    assert not LegalBasis.objects.filter(plan__steps__in=steps).exists()
    last = {one.plan_id: one.what for one in PlanChange.objects.order_by("pk")}
    assert {last[step.plan_id] for step in steps} == {"Trình, duyệt, ký"}


def approved_plans(world: World, count: int) -> list[Plan]:
    """Without communes a plan has no appendix: the race is about the lock, not about printing."""
    plans = [
        PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="APPROVED")
        for _ in range(count)
    ]
    PlanStep.objects.bulk_create(
        PlanStep(plan=plan, step=step, by=world.province_office)
        for plan in plans
        for step in ("SUBMITTED", "APPROVED")
    )
    return plans


def in_turn(plans: list[Plan], start: Barrier, act: Callable[[Plan], bool]) -> dict[int, bool]:
    """Plan id -> whether this hand had its way; both hands begin each plan together."""
    taken = {}
    for plan in plans:
        mine = Plan.objects.select_related("unit", "criteria_set").get(pk=plan.pk)
        start.wait()
        taken[plan.pk] = act(mine)
    connection.close()
    return taken


def sent_back(plan: Plan, world: World) -> bool:
    return done(
        lambda: take_step(
            plan=plan,
            step=Step.RETURNED,
            remark="sửa căn cứ",
            seen=newest_step(plan),
            parties={Party.LEADER},
            by=world.leader,
        )
    )


def written(plan: Plan, world: World) -> bool:
    return done(lambda: add_part(part=LegalBasisFactory.build(plan=plan), by=world.office))


def done(write: Callable[[], object]) -> bool:
    """Whether it was taken."""
    try:
        write()
    except Refused:
        return False
    return True
