"""Decisions on thresholds and single-commune plans of the scene, each on sets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assignments.models import Agency
from assignments.services.measures import measure_version
from communes.models import DecisionWithdrawal
from criteria.models import CriteriaSet, Requirement, ThresholdDecision
from plans.models import Plan, PlanFinding
from plans.services.findings import finding_version
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import CellFactory, DistrictFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.decisions import decide, new_level
from tests.factories.findings import MeasureFactory, PlanFindingFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory

if TYPE_CHECKING:
    from datetime import date

    from communes.models import AdministrativeUnit
    from tests.trust.scene import Scene


def decisions(scene: Scene, last_day: date) -> None:
    """Standing, withdrawn, one by which a verdict stands, and one of the whole province."""
    world = scene.world
    row = IndicatorFactory(parent=CriterionFactory(criteria_set=CriteriaSetFactory()))
    standing, withdrawn, used, of_province, foreign = (
        decide(unit, new_level(row, value), decision_no=f"{value}/QĐ-UBND")
        for unit, value in (
            (world.district, 41),
            (world.district, 42),
            (world.district, 43),
            (world.province, 44),
            (scene.far, 45),
        )
    )
    DecisionWithdrawal.objects.create(entry=withdrawn, reason="Nhầm", withdrawn_by=world.office)
    StatusEntryFactory(
        cell=CellFactory(commune=world.communes[0], requirement=row),
        threshold=used.decision.thresholds.get(),
    )
    scene.name(
        "decision",
        standing.pk,
        withdrawn=withdrawn.pk,
        used=used.pk,
        of_province=of_province.pk,
        foreign=foreign.pk,
    )
    entered: ThresholdDecision = standing.decision
    scene.names |= {
        "decided set": entered.criteria_set.code,
        "decided indicator": str(row.pk),
        "entered no": entered.decision_no,
        "district/of province": world.province.code,
        "district/of commune": world.communes[0].code,
        "district/ended": DistrictFactory(parent=world.province, valid_to=last_day).code,
    }


def situations(scene: Scene) -> None:
    """A single-commune plan in every state, with two findings of a criterion and two measures."""
    world = scene.world
    own, others = _indicators(), _indicators()
    far_agency = AgencyFactory(unit=scene.far)
    for status in Plan.Status.values:
        _situation(scene, status, world.communes[0], own, scene.agency)
    _situation(scene, "foreign", scene.far_commune, others, far_agency)
    for name in ("commune plan", "measure", "measure seen"):
        scene.names[name] = scene.names[f"{name}/DRAFT"]
    scene.names |= {
        "commune plan/nothing": "khong-co",
        "commune plan/of the district": scene.names["plan/DRAFT"],
        "commune/beside": world.communes[1].code,
        "measure/nothing": scene.names["evidence/nothing"],  # a number of nothing
    }
    scene.name("found", own[0].pk, unsaid=own[2].pk, foreign=others[0].pk)
    scene.name("agency", scene.agency.pk, foreign=far_agency.pk)
    finding = PlanFinding.objects.filter(requirement=own[0]).first()
    scene.names |= {"found seen": finding_version(finding), "found seen/none": ""}


def _indicators() -> list[Requirement]:
    made: CriteriaSet = CriteriaSetFactory()
    return IndicatorFactory.create_batch(3, parent=CriterionFactory(criteria_set=made))


def _situation(
    scene: Scene,
    state: str,
    commune: AdministrativeUnit,
    indicators: list[Requirement],
    agency: Agency,
) -> None:
    """The last of the indicators is left unsaid."""
    plan = PlanFactory(
        unit=commune.parent,
        criteria_set=indicators[0].criteria_set,
        kind=Plan.Kind.COMMUNE,
        status=state if state in Plan.Status.values else Plan.Status.DRAFT,
    )
    row = PlanCommuneFactory(plan=plan, commune=commune)
    for indicator in indicators[:2]:
        PlanFindingFactory(row=row, requirement=indicator, text="Đang làm")
    measure, _ = (MeasureFactory(row=row, text="Làm thêm") for _ in range(2))
    measure.agencies.add(agency)
    scene.names |= {
        f"commune plan/{state}": plan.code,
        f"measure/{state}": str(measure.pk),
        f"measure seen/{state}": measure_version(measure),
    }
