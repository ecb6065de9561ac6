"""Every page of the portal for the axe sweep, and a world in which each has something to show."""

from datetime import date
from decimal import Decimal

from communes.models import CarryOver, Cell
from tests.browser.account_pages import ACCOUNT_PAGES, fill_accounts
from tests.browser.agency_pages import AGENCY_PAGES, fill_agencies
from tests.browser.duty_pages import DUTY_PAGES, fill_duties
from tests.browser.import_pages import IMPORT_PAGES, fill_imports
from tests.browser.plan_pages import PLAN_PAGES, fill_contents, fill_steps
from tests.browser.progress_pages import PROGRESS_PAGES, add_goals
from tests.browser.reminder_pages import REMINDER_PAGES, fill_reminders
from tests.browser.report_pages import REPORT_PAGES, fill_reports
from tests.browser.work_pages import WORK_PAGES, fill_work
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    EvidenceFactory,
    EvidenceWithdrawalFactory,
    RequiredProofFactory,
    StatusEntryFactory,
)
from tests.factories.criteria import (
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    ThresholdFactory,
)
from tests.factories.decisions import decide, new_level
from tests.factories.findings import MeasureFactory, PlanFindingFactory
from tests.factories.passing import (
    EditionMappingFactory,
    MappingLineFactory,
    UnitSuccessionFactory,
)
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.recognition import (
    NamedCriterionFactory,
    PrerequisiteFactory,
    RecognitionFactory,
    RecognitionVoidFactory,
    RevocationFactory,
    RevocationRuleFactory,
)
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import World

# What -> (who, address). {commune}, {criterion} and the like are those of the `filled` world.
PAGES = {
    "login": (None, "/dang-nhap/"),
    "password": ("office", "/doi-mat-khau/"),
    "home": ("office", "/"),
    "home-officer": ("officer", "/"),
    "home-stranger": ("stranger", "/"),
    "board": ("office", "/bang-tieu-chi/"),
    "board-read-only": ("reader", "/bang-tieu-chi/"),
    "board-one-criterion": ("office", "/bang-tieu-chi/?tieu-chi=5"),
    "board-empty": ("office", "/bang-tieu-chi/?tim=khong-co-xa-nao"),
    "communes": ("office", "/xa/"),
    "communes-empty": ("office", "/xa/?tim=khong-co-xa-nao"),
    "commune": ("office", "/xa/{commune}/"),
    "commune-officer": ("officer", "/xa/{commune}/"),
    "commune-read-only": ("reader", "/xa/{commune}/"),
    "commune-empty": ("office", "/xa/{commune}/?trang-thai=NOT_APPLICABLE"),
    "cell": ("office", "/xa/{commune}/lich-su/{criterion}/"),
    "cell-read-only": ("reader", "/xa/{commune}/lich-su/{criterion}/"),
    "recognitions": ("office", "/cong-nhan/"),
    "recognitions-at-risk": ("reader", "/cong-nhan/?tinh-trang=nguy-co"),
    "recognitions-empty": ("office", "/cong-nhan/?tim=khong-co-xa-nao"),
    "recognitions-stranger": ("stranger", "/cong-nhan/"),
    "recognition": ("office", "/xa/{commune}/cong-nhan/"),
    "recognition-read-only": ("reader", "/xa/{commune}/cong-nhan/"),
    "recognition-revoke": ("office", "/xa/{commune}/cong-nhan/{recognition}/thu-hoi/"),
    "recognition-void": ("office", "/xa/{commune}/cong-nhan/{recognition}/ghi-nham/"),
    "evidence": ("office", "/xa/{commune}/minh-chung/?cho=yc-{criterion}"),
    "evidence-read-only": ("reader", "/xa/{commune}/minh-chung/"),
    "proofs": ("office", "/minh-chung/danh-muc/"),
    "proofs-read-only": ("reader", "/minh-chung/danh-muc/"),
    "proofs-empty": ("stranger", "/minh-chung/danh-muc/"),
    "sheet": ("office", "/xa/{commune}/chi-tieu/"),
    "sheet-officer": ("officer", "/xa/{commune}/chi-tieu/"),
    "sheet-read-only": ("reader", "/xa/{commune}/chi-tieu/"),
    "cell-on-behalf": ("office", "/xa/{commune}/lich-su/{criterion}/?tieng-noi=SELF"),
    "sheet-on-behalf": ("office", "/xa/{commune}/chi-tieu/?tieng-noi=SELF"),
    "review": ("office", "/xa/{commune}/tham-tra/"),
    "review-officer": ("officer", "/xa/{commune}/tham-tra/"),
    "review-read-only": ("reader", "/xa/{commune}/tham-tra/"),
    "review-no-such-step": ("office", "/xa/{commune}/tham-tra/?buoc=CONFIRMED"),
    "reviews": ("office", "/tham-tra/"),
    "reviews-empty": ("stranger", "/tham-tra/"),
    "disagreements": ("office", "/lech/"),
    "disagreements-empty": ("office", "/lech/?tim=khong-co-xa-nao"),
    "plans": ("office", "/ke-hoach/"),
    "plans-empty": ("stranger", "/ke-hoach/"),
    "plan": ("office", "/ke-hoach/{plan}/"),
    "plan-read-only": ("reader", "/ke-hoach/{plan}/"),
    "plan-row": ("office", "/ke-hoach/{plan}/xa/{commune}/"),
    "situation": ("office", "{row}thuc-trang/"),
    "situation-read-only": ("reader", "{row}thuc-trang/"),
    "finding": ("office", "{row}chi-tieu/{indicator}/"),
    "measure-add": ("office", "{row}giai-phap/?tieu-chi=1"),
    "measure": ("office", "{row}giai-phap/{measure}/"),
    "plan-check": ("office", "/ke-hoach/{plan}/kiem-tra/"),
    "plan-history": ("office", "/ke-hoach/{plan}/lich-su/"),
    "plan-audit": ("office", "/ke-hoach/{plan}/nhat-ky/"),
    "plan-audit-empty": ("office", "/ke-hoach/{plan}/nhat-ky/?nguoi=khong-co-ai"),
    "audit": ("admin", "/nhat-ky/"),
    **PLAN_PAGES,
    **WORK_PAGES,
    **PROGRESS_PAGES,
    **AGENCY_PAGES,
    **REPORT_PAGES,
    **DUTY_PAGES,
    **REMINDER_PAGES,
    **IMPORT_PAGES,
    **ACCOUNT_PAGES,
    "sets": ("office", "/bo-tieu-chi/"),
    "set": ("office", "/bo-tieu-chi/BO-THU/"),
    "set-empty": ("office", "/bo-tieu-chi/BO-THU/?tim=khong-co-tieu-chi-nao"),
    "editions": ("office", "/xa/{commune}/hai-bo/?ngay=2024-01-01"),
    "carry-list": ("office", "/bo-tieu-chi/chuyen-doi/"),
    "carry-list-read-only": ("reader", "/bo-tieu-chi/chuyen-doi/"),
    "carry-preview": (
        "office",
        "/bo-tieu-chi/chuyen-doi/xem-truoc/?bang=thu&don-vi={district}&ngay=2024-01-01",
    ),
    "decisions": ("office", "/bo-tieu-chi/quyet-dinh/"),
    "decisions-read-only": ("reader", "/bo-tieu-chi/quyet-dinh/?bo=BO-THU"),
    "decisions-empty": ("stranger", "/bo-tieu-chi/quyet-dinh/"),
    "decision": ("office", "/bo-tieu-chi/quyet-dinh/{decision}/"),
    "decision-enter": ("office", "/bo-tieu-chi/quyet-dinh/nhap/?bo=BO-THU&don-vi={district}"),
    "decision-withdraw": ("office", "/bo-tieu-chi/quyet-dinh/{decision}/rut/"),
    "succession": ("office", "/xa/{commune}/ke-thua/"),
    "succession-read-only": ("reader", "/xa/{ended}/ke-thua/"),
    "merge": ("office", "/xa/{commune}/gop/?ngay=2024-01-01"),
    "appendix-2": ("office", "/ke-hoach/{plan}/phu-luc/phu-luc-02/"),
}


def fill_statuses(world: World) -> None:
    """The first commune in four states, and what it says of itself."""
    for number, criterion in enumerate(world.criteria[:12]):
        cell = CellFactory(commune=world.communes[0], requirement=criterion)
        verdict = ("MET", "NOT_MET", "NO_DATA")[number % 3]
        StatusEntryFactory(
            cell=cell, verdict=verdict, recorded_by=world.office, observed_on=date(2024, 1, 1)
        )
        if number < 6:  # what the commune says of itself, half of it on the way to the office
            assessed = AssessmentFactory(
                cell=cell, recorded_by=world.officer, on_behalf=number == 1
            )
            for step in ("SUBMITTED", "RETURNED", "VERIFIED")[: number % 4]:
                ReviewStepFactory(entry=assessed, step=step, by=world.leader)


def fill(world: World) -> World:
    """Some of everything: statuses in four states, recognitions, a draft plan with targets."""
    fill_statuses(world)
    rule = RevocationRuleFactory(criteria_set=world.criteria_set, share_with_named=10)
    NamedCriterionFactory(rule=rule, code="2", name="Tiêu chí số 2")
    PrerequisiteFactory(criteria_set=world.criteria_set, provenance="UNVERIFIED")
    for make in (RevocationFactory, RecognitionVoidFactory):
        make(recognition__commune=world.communes[0], recognition__criteria_set=world.criteria_set)
    world.recognition = RecognitionFactory(
        commune=world.communes[0], criteria_set=world.criteria_set
    )
    asked = RequiredProofFactory(unit=world.district, requirement=world.criteria[0])
    RequiredProofFactory(unit=world.district, requirement=world.criteria[0])
    cell = Cell.objects.get(commune=world.communes[0], requirement=world.criteria[0])
    words = {"cell": cell, "page": "tr. 3", "quote": "Phê duyệt", "expires_on": date(2024, 1, 1)}
    EvidenceFactory(proof=asked, title="một-tên-dài-không-khoảng-trắng" * 6, **words)
    EvidenceWithdrawalFactory(evidence=EvidenceFactory(cell=cell))
    share = IndicatorFactory(parent=world.criteria[0])
    ThresholdFactory(requirement=share, provenance="UNVERIFIED")
    IndicatorFactory(parent=world.criteria[0], value_kind="QUALITATIVE", comparator="", unit="")
    cell = CellFactory(commune=world.communes[0], requirement=share)
    StatusEntryFactory(cell=cell, verdict="NO_DATA", value=85, recorded_by=world.office)
    world.plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    for commune in world.communes:
        row = PlanCommuneFactory(plan=world.plan, commune=commune)
        PlanTargetFactory(row=row, requirement=world.criteria[15])
    add_goals(world.plan)
    fill_agencies(world)
    of_one = PlanFactory(
        code="mot-xa",
        kind="COMMUNE",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
    )
    row = PlanCommuneFactory(plan=of_one, commune=world.communes[0])
    world.finding = PlanFindingFactory(row=row, requirement=share, printed_share=Decimal(80))
    PlanFindingFactory(row=row, requirement=world.criteria[0].children.last())
    for due_on in (date(2024, 11, 30), date(2025, 1, 1)):
        world.measure = MeasureFactory(row=row, requirement=world.criteria[0], due_on=due_on)
    world.measure.agencies.set(AgencyFactory.create_batch(2, unit=world.district))
    world.basis = fill_contents(world.plan)
    fill_steps(world)
    fill_reports(world)
    world.item = fill_work(world, world.plan)
    fill_duties(world)
    world.late_agency, world.invitation = fill_reminders(world), fill_accounts(world)
    old_set = CriteriaSetFactory(code="BO-CU")
    CriterionFactory(criteria_set=old_set)
    mapping = EditionMappingFactory(code="thu", old_set=old_set, new_set=world.criteria_set)
    MappingLineFactory(mapping=mapping, new_code="16")
    old_cell = CellFactory(
        commune=world.communes[0], requirement=old_set.requirements.get(code="1")
    )
    StatusEntryFactory(cell=old_cell)
    CarryOver.objects.create(
        mapping=mapping, unit=world.district, day=date(2024, 1, 1), run_by=world.office
    )
    world.decision = decide(world.district, new_level(share, 86))
    world.admin, world.ended = (
        UserFactory(admin=True),
        CommuneFactory(parent=world.district, valid_to=date(2023, 12, 31)),
    )
    UnitSuccessionFactory(
        old=world.ended, new=world.communes[0], starts_on=date(2024, 1, 1), population=1234
    )
    return fill_imports(world)


def address(template: str, world: World) -> str:
    return template.format(
        commune=world.communes[0].code,
        criterion=world.criteria[0].pk,
        plan=world.plan.code,
        recognition=world.recognition.pk,
        district=world.district.code,
        ended=world.ended.code,
        decision=world.decision.pk,
        row=f"/ke-hoach/mot-xa/xa/{world.communes[0].code}/",
        indicator=world.finding.requirement_id,
        measure=world.measure.pk,
        agency=world.agency.pk,
        basis=world.basis.pk,
        cycle=world.reporter.cycle_id,
        reporter=world.reporter.key,
        reported=world.reported.key,
        item=world.item.pk,
        leading=world.leading.pk,
        duty=world.duty,
        target=world.target,
        late_agency=world.late_agency.pk,
        **world.import_names,
        invitation=world.invitation,
    )
