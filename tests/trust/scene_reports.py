"""Reporting cycles of the scene, each of a signed plan of its own: open, closed, summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assignments.models import ReportingCycle, ReportSummary
from assignments.services.reporting import close_cycle
from tests.factories.assignments import AgencyFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.reporting import ReportFactory, ReportingCycleFactory, ReportingPartyFactory

if TYPE_CHECKING:
    from tests.trust.scene import Scene


def reporting(scene: Scene) -> None:
    world = scene.world
    is_open, closed, summed = (_cycle(scene) for _ in range(3))
    commune = PlanCommuneFactory(plan=is_open.plan, commune=world.communes[0]).commune
    of_commune = ReportingPartyFactory(cycle=is_open, agency=None, commune=commune)
    sent = _cycle(scene)
    ReportFactory(party=sent.parties.get())
    close_cycle(cycle=closed, by=world.office)
    ReportSummary(cycle=summed, number=1, by=world.office).save()
    foreign = ReportingPartyFactory(
        cycle=ReportingCycleFactory(plan=PlanFactory(unit=scene.far)),
        agency=AgencyFactory(unit=scene.far),
    )
    own = is_open.parties.get(agency=scene.agency)
    scene.name("cycle", is_open.pk, closed=closed.pk, sent=sent.pk, foreign=foreign.cycle_id)
    scene.name("reporter", own.key, commune=of_commune.key, foreign=foreign.key)
    scene.name(
        "reported plan",
        is_open.plan.code,
        closed=closed.plan.code,
        summed=summed.plan.code,
        foreign=foreign.cycle.plan.code,
    )
    scene.name("period", is_open.key)


def _cycle(scene: Scene) -> ReportingCycle:
    plan = PlanFactory(unit=scene.world.district, criteria_set=scene.world.criteria_set)
    cycle = ReportingCycleFactory(plan=plan)
    ReportingPartyFactory(cycle=cycle, agency=scene.agency)
    return cycle
