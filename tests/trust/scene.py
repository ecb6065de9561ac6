"""The world of authz.csv: one district with everything in every state, another that is nobody's.

`names` says what a door's {name} stands for: "plan" the usual one, "plan/SIGNED" in that state,
"plan/foreign" one of the district far away, "plan/nothing" one that does not exist.
"""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from assignments.models import Agency
from assignments.services.agencies import add_member
from communes.carrying import carried_communes, fingerprint, plan_carry_over
from communes.models import AdministrativeUnit, CarryOver, CarryUndo, SuccessionVoid, UnitRole
from communes.services.merge import checked_merge
from criteria.models import CriteriaSet
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    DistrictFactory,
    EvidenceFactory,
    EvidenceWithdrawalFactory,
    ProvinceFactory,
    RequiredProofFactory,
    SetAdoptionFactory,
    StatusEntryFactory,
    UnitRoleFactory,
    kept_evidence,
)
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.passing import (
    EditionMappingFactory,
    MappingLineFactory,
    MergeRuleFactory,
    UnitSuccessionFactory,
)
from tests.factories.recognition import (
    RecognitionFactory,
    RecognitionVoidFactory,
    RevocationFactory,
)
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import DAY, World, make_world
from tests.trust.scene_accounts import accounts
from tests.trust.scene_agencies import agencies
from tests.trust.scene_duties import duties
from tests.trust.scene_imports import imports
from tests.trust.scene_papers import decisions, situations
from tests.trust.scene_plans import plans
from tests.trust.scene_reminders import reminders
from tests.trust.scene_reports import reporting

LAST_DAY = date(2023, 12, 31)
NO_ID, NO_CODE = 999999999, "khong-co"


@dataclass
class Scene:
    """elsewhere: another district of the province. far: a district where nobody has a role."""

    world: World
    elsewhere: AdministrativeUnit
    far: AdministrativeUnit
    far_commune: AdministrativeUnit
    people: dict[str, User | None]
    agency: Agency
    names: dict[str, str] = field(default_factory=dict)

    def name(self, name: str, own: object, **states: object) -> None:
        """Each state under its own name; what does not exist is a number or a code like `own`."""
        is_number = isinstance(own, int)
        values = {"": own, "nothing": NO_ID if is_number else NO_CODE, **states}
        for state, value in values.items():
            key = f"{name}/{state}" if state else name
            self.names[key.replace("_", " ")] = str(value)


def make_scene() -> Scene:
    world = make_world(criteria=5)
    elsewhere = DistrictFactory(parent=world.province)
    far = DistrictFactory(parent=ProvinceFactory(), name="Xa Xôi")
    SetAdoptionFactory(unit=far, criteria_set=world.criteria_set)
    agency = AgencyFactory(unit=world.district)
    scene = Scene(
        world, elsewhere, far, CommuneFactory(parent=far), people_of(world, agency), agency
    )
    UnitRoleFactory(user=world.stranger, unit=elsewhere, role=UnitRole.Role.OFFICE)
    add_member(
        agency=AgencyFactory(unit=elsewhere),
        user=scene.people["foreign_agency_head"],
        is_head=True,
        by=None,
    )
    for add in (units, sets, reviews, recognitions, evidence, proofs, successions, plans, carrying):
        add(scene)
    decisions(scene, LAST_DAY)
    situations(scene)
    agencies(scene)
    reporting(scene)
    duties(scene)
    reminders(scene)
    imports(scene)
    accounts(scene)
    return scene


def people_of(world: World, agency: Agency) -> dict[str, User | None]:
    """As `lines.PERSONAS`; whoever is not of the world's cast has an account of his own."""
    own = {
        name: getattr(world, name)
        for name in ("reader", "officer", "neighbour", "leader", "office", "province_office")
    }
    admin = UserFactory(admin=True)
    UnitRoleFactory(user=admin, unit=world.district, role=UnitRole.Role.OFFICE)
    member, head = UserFactory(), UserFactory()
    for user, is_head in ((member, False), (head, True), (admin, True)):
        add_member(agency=agency, user=user, is_head=is_head, by=None)
    return own | {
        "anonymous": None,
        "no_role": UserFactory(),
        "agency_member": member,
        "agency_head": head,
        "foreign_agency_head": UserFactory(),
        "foreign_office": world.stranger,
        "admin": admin,
    }


def ended_in(unit: AdministrativeUnit) -> AdministrativeUnit:
    return CommuneFactory(parent=unit, valid_to=LAST_DAY)


def units(scene: Scene) -> None:
    world = scene.world
    ended = ended_in(world.district)
    UnitRoleFactory(user=world.officer, unit=ended)
    scene.names |= {
        "day": DAY.isoformat(),
        "day/last": LAST_DAY.isoformat(),
        "another day": LAST_DAY.isoformat(),
        "username": world.reader.username,
        "password": PASSWORD,
        "new_password": "mot mat khau khac han",
    }
    scene.name("commune", world.communes[0].code, ended=ended.code, foreign=scene.far_commune.code)
    scene.name("district", world.district.code, foreign=scene.far.code)
    scene.name("district id", world.district.pk, foreign=scene.far.pk)


def with_rows(criteria_set: CriteriaSet) -> tuple[int, int]:
    """A criterion of the set and its indicator."""
    indicator = IndicatorFactory(parent=CriterionFactory(criteria_set=criteria_set))
    return indicator.parent_id, indicator.pk


def sets(scene: Scene) -> None:
    world = scene.world
    closed = CriteriaSetFactory(status=CriteriaSet.Status.CLOSED, effective_to=LAST_DAY)
    SetAdoptionFactory(unit=world.province, criteria_set=closed)  # nobody ended it
    not_adopted = CriteriaSetFactory()
    of_closed, of_not_adopted = with_rows(closed), with_rows(not_adopted)
    both = {"not adopted": of_not_adopted, "closed": of_closed}
    scene.name("set", world.criteria_set.code, closed=closed.code, not_adopted=not_adopted.code)
    for place, name in enumerate(("criterion", "indicator")):
        scene.names |= {f"{name}/{state}": str(rows[place]) for state, rows in both.items()}
    scene.name("criterion", world.criteria[0].pk, foreign=of_not_adopted[0])
    scene.name("indicator", IndicatorFactory(parent=world.criteria[2]).pk)


def reviews(scene: Scene) -> None:
    """Three lines that somebody else assessed and submitted."""
    steps: dict[str, tuple[str, ...]] = {
        "assessed": (),
        "submitted": ("SUBMITTED",),
        "verified": ("SUBMITTED", "VERIFIED"),
    }
    world = scene.world
    for criterion, (state, taken) in zip((1, 3, 4), steps.items(), strict=True):
        cell = CellFactory(commune=world.communes[0], requirement=world.criteria[criterion])
        entry = AssessmentFactory(cell=cell)
        last = 0
        for step in taken:
            last = ReviewStepFactory(entry=entry, step=step).pk
        scene.names[f"review/{state}"] = str(cell.requirement_id)
        scene.names[f"review seen/{state}"] = f"{entry.pk}-{last}-0"
    far_cell = CellFactory(commune=scene.far_commune, requirement=world.criteria[1])
    ReviewStepFactory(entry=AssessmentFactory(cell=far_cell))


def recognitions(scene: Scene) -> None:
    world = scene.world
    standing, revoked, voided = (RecognitionFactory(commune=world.communes[0]) for _ in range(3))
    RevocationFactory(recognition=revoked)
    RecognitionVoidFactory(recognition=voided)
    foreign = RecognitionFactory(commune=scene.far_commune, criteria_set=world.criteria_set)
    scene.name("recognition", standing.pk, revoked=revoked.pk, voided=voided.pk, foreign=foreign.pk)
    by_state = {"standing": standing, "revoked": revoked, "voided": voided}
    codes = {state: one.criteria_set.code for state, one in by_state.items()}
    scene.name("recognised set", world.criteria_set.code, **codes)
    for one in by_state.values():
        SetAdoptionFactory(unit=world.province, criteria_set=one.criteria_set)


def evidence(scene: Scene) -> None:
    world = scene.world
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[2])
    withdrawn = kept_evidence(cell=cell)
    EvidenceWithdrawalFactory(evidence=withdrawn)
    far_cell = CellFactory(commune=scene.far_commune, requirement=world.criteria[2])
    scene.name(
        "evidence",
        kept_evidence(cell=cell).pk,
        withdrawn=withdrawn.pk,
        address=EvidenceFactory(cell=cell).pk,
        of_commune=EvidenceFactory(cell=cell, voice="SELF").pk,
        foreign=kept_evidence(cell=far_cell).pk,
    )


def proofs(scene: Scene) -> None:
    world = scene.world
    asked = {"unit": world.district, "requirement": world.criteria[0]}
    retired = RequiredProofFactory(**asked, retired_on=LAST_DAY, retired_by=world.office)
    foreign = RequiredProofFactory(unit=scene.far, requirement=world.criteria[0])
    scene.name("proof", RequiredProofFactory(**asked).pk, retired=retired.pk, foreign=foreign.pk)


def carrying(scene: Scene) -> None:
    """A mapping by which one cell of the district would be written, and runs of it."""
    world = scene.world
    new_set = CriteriaSetFactory(effective_from=DAY)
    CriterionFactory(criteria_set=new_set)
    SetAdoptionFactory(unit=world.province, criteria_set=new_set, starts_on=DAY)
    mapping = EditionMappingFactory(old_set=world.criteria_set, new_set=new_set)
    MappingLineFactory(mapping=mapping)
    StatusEntryFactory(cell=CellFactory(commune=world.communes[1], requirement=world.criteria[0]))
    told = {"mapping": mapping, "day": DAY}
    communes = list(carried_communes(unit=world.district, **told))
    moves = plan_carry_over(mapping=mapping, communes=communes, day=DAY)
    runs = [
        CarryOver.objects.create(unit=unit, run_by=world.office, **told)
        for unit in (world.district, world.district, scene.far)
    ]
    CarryUndo.objects.create(run=runs[1], withdrawn_count=0, left_count=0, undone_by=world.office)
    scene.name("mapping", mapping.code)
    scene.names["carry seen"] = fingerprint(moves)
    scene.name("run", runs[0].pk, undone=runs[1].pk, foreign=runs[2].pk)


def successions(scene: Scene) -> None:
    world = scene.world
    district, commune = world.district, world.communes[0]
    begins = {"starts_on": DAY}
    standing, void, across = (
        UnitSuccessionFactory(old=ended_in(unit), new=commune, **begins)
        for unit in (district, district, scene.elsewhere)
    )
    SuccessionVoid.objects.create(succession=void, recorded_by=world.office)
    foreign = UnitSuccessionFactory(old=ended_in(scene.far), new=scene.far_commune, **begins)
    scene.name("succession", standing.pk, void=void.pk, across=across.pk, foreign=foreign.pk)
    scene.name(
        "ended id",
        ended_in(district).pk,
        taken_over=standing.old_id,
        elsewhere=ended_in(scene.elsewhere).pk,
        foreign=ended_in(scene.far).pk,
    )
    _mergeable(scene)


def _mergeable(scene: Scene) -> None:
    """A commune whose one predecessor leaves it a cell."""
    world = scene.world
    merged = CommuneFactory(parent=world.district)
    old = UnitSuccessionFactory(old=ended_in(world.district), new=merged, starts_on=DAY).old
    cell = CellFactory(commune=old, requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=LAST_DAY)
    MergeRuleFactory(criteria_set=world.criteria_set, code=world.criteria[0].code)
    _, moves = checked_merge(unit=merged, criteria_set=world.criteria_set, day=DAY)
    scene.names |= {"commune/merged": merged.code, "merge seen": fingerprint(moves)}
