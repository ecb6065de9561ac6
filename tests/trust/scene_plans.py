"""Plans of the scene: one in every state, with the steps that lead there and lines of contents."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings

from ntm_portal.lib import kept_files
from plans.models import Plan, PlanScan
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.communes import CommuneFactory
from tests.factories.files import PDF
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    MandateFactory,
    NarrativeFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGroupFactory,
    VillageGoalFactory,
)
from tests.factories.signing import bring_to, newest_step
from tests.trust.scene_duties import plan_duties
from tests.trust.scene_work import OF_WORK, kinds_of_work, work_of

if TYPE_CHECKING:
    from accounts.models import User
    from communes.models import AdministrativeUnit
    from plans.models import LegalBasis
    from tests.trust.scene import Scene

# What a plan has, as the names of the scene that differ from plan to plan.
OF_PLAN = ("plan", "step seen", "part", "second part", "group", "row", "source", "handed", *OF_WORK)


def plans(scene: Scene) -> None:
    """Two communes and two legal bases in each; the draft has a line of every other kind too."""
    world = scene.world
    for status in Plan.Status.values:
        _plan(scene, status, world.district, world.communes)
    _plan(
        scene, "by the leader", world.district, world.communes, status="SUBMITTED", by=world.leader
    )
    beyond = [scene.far_commune, CommuneFactory(parent=scene.far)]
    _plan(scene, "foreign, signed", scene.far, beyond, status="SIGNED")
    _plan(scene, "foreign", scene.far, beyond, status="DRAFT")
    numbers = scene.names["district id/nothing"]
    for name in OF_PLAN:
        scene.names[name] = scene.names[f"{name}/DRAFT"]
        scene.names[f"{name}/nothing"] = numbers
    scene.names["plan/nothing"] = scene.names["commune/nothing"]
    kinds_of_work(scene)
    _other_kinds(scene, Plan.objects.get(code=scene.names["plan"]))
    scene.name("kind", "can-cu")
    scene.name("appendix", "phu-luc-02")
    scene.name("second commune", world.communes[1].code, foreign=beyond[1].code)
    new = CommuneFactory(parent=world.district)
    scene.name("new commune", new.code, foreign=scene.far_commune.code)
    signed = Plan.objects.in_bulk(field_name="code")
    for state, plan in (("SIGNED", "SIGNED"), ("SUPERSEDED",) * 2, ("foreign", "foreign, signed")):
        scene.names[f"scan/{state}"] = str(_scan(signed[scene.names[f"plan/{plan}"]]))
    scene.names |= {
        "capital unit": Plan._meta.get_field("capital_unit").default,
        "scan": scene.names["scan/SIGNED"],
        "scan/nothing": numbers,
        "replaced": str(signed[scene.names["plan/SIGNED"]].pk),
        "replaced/foreign": str(signed[scene.names["plan/foreign, signed"]].pk),
        "replaced/nothing": numbers,
    }


def _plan(
    scene: Scene,
    state: str,
    unit: AdministrativeUnit,
    communes: list[AdministrativeUnit],
    *,
    status: str = "",
    by: User | None = None,
) -> None:
    plan = PlanFactory(unit=unit, criteria_set=scene.world.criteria_set, status="DRAFT")
    rows = [PlanCommuneFactory(plan=plan, commune=commune) for commune in communes]
    first, second = _bases(plan)
    group = PlanGroupFactory(plan=plan)
    source = CapitalLineFactory(plan=plan)
    handed = ResponsibilityFactory(plan=plan, criteria_set=plan.criteria_set, role="SUPPORT")
    work = work_of(plan, scene)
    agency = scene.agency if unit == scene.world.district else AgencyFactory(unit=unit)
    plan_duties(plan, agency, rows)
    bring_to(plan, status or state, submitted_by=by)
    lines = first.pk, second.pk, group.pk, rows[0].pk, source.pk, handed.pk
    values = plan.code, newest_step(plan), *lines, *work
    for name, value in zip(OF_PLAN, values, strict=True):
        scene.names[f"{name}/{state}"] = str(value)


def _bases(plan: Plan) -> list[LegalBasis]:
    return [LegalBasisFactory(plan=plan, position=place) for place in (1, 2)]


def _other_kinds(scene: Scene, plan: Plan) -> None:
    """A line of every kind, under the kind's word in addresses."""
    criterion = scene.world.criteria[0]
    lines = {
        "noi-dung": NarrativeFactory(plan=plan),
        "chi-tieu": ObjectiveFactory(plan=plan, requirement=criterion),
        "bat-buoc": MandateFactory(plan=plan, requirement=criterion),
        "thon": VillageGoalFactory(plan=plan),
        "von": CapitalLineFactory(plan=plan),
    }
    numbers = {kind: str(line.pk) for kind, line in lines.items()}
    numbers |= {"nhom-xa": scene.names["group"]}
    for kind, number in numbers.items():
        scene.names |= {f"kind/{kind}": kind, f"part/{kind}": number}


def _scan(plan: Plan) -> int:
    name = kept_files.random_name()
    kept_files.keep(settings.EVIDENCE_DIR, name, PDF)
    scan = PlanScan(
        plan=plan,
        stored_as=name,
        file_name="ban-quet.pdf",
        content_type="application/pdf",
        size=len(PDF),
        sha256=hashlib.sha256(PDF).hexdigest(),
        added_by=plan.steps.first().by,
    )
    scan.save()
    return scan.pk
