"""Every route, swept: anonymous people are sent to the login, strangers find nothing."""

import re
from copy import deepcopy
from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from communes.models import CarryOver
from plans.services.scans import add_scan
from tests.factories.assignments import (
    AgencyAliasFactory,
    AgencyFactory,
    AgencySuccessionFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
)
from tests.factories.communes import (
    CellFactory,
    CommuneFactory,
    RequiredProofFactory,
    kept_evidence,
)
from tests.factories.criteria import IndicatorFactory
from tests.factories.decisions import decide, new_level
from tests.factories.files import PDF
from tests.factories.findings import MeasureFactory, PlanFindingFactory
from tests.factories.imports import block, handed_in
from tests.factories.passing import EditionMappingFactory, UnitSuccessionFactory
from tests.factories.plans import LegalBasisFactory, PlanCommuneFactory, PlanFactory
from tests.factories.recognition import RecognitionFactory
from tests.factories.reporting import ReportingCycleFactory, ReportingPartyFactory
from tests.factories.world import make_world
from tests.pages import read_out, seen
from tests.trust.scene_accounts import session_of

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

OPEN = {"dang-nhap/", "quen-mat-khau/", "loi-moi/<slug:secret>/", "lich/<slug:secret>.ics"}
# Pages that show every signed-in person only what is theirs, or data that is public law.
FOR_EVERYBODY = {
    "",
    "viec/",
    "viec/tong-quan/",
    "viec/doi-co-quan/",  # told to offices alone: tests/assignments/test_views_bulk.py
    "viec/doi-han/",
    "dang-nhap/ma-xac-thuc/",
    "dang-xuat/",
    "doi-mat-khau/",
    "tai-khoan/",
    "tai-khoan/phien/",
    "tai-khoan/phien/giu/",
    "tai-khoan/phien/ket-thuc/",
    "tai-khoan/nhat-ky/",
    "tai-khoan/du-lieu/",
    "tai-khoan/de-nghi-sua/",
    "tai-khoan/hai-buoc/",
    "tai-khoan/hai-buoc/tat/",
    "tai-khoan/hai-buoc/ma-du-phong/",
    "bang-tieu-chi/",
    "bang-tieu-chi/luu/",  # foreign cells: tests/communes/test_views_board_save.py
    "bang-tieu-chi/bieu-mau/",  # own communes only: tests/communes/test_sheet_forms.py
    "lech/",
    "tham-tra/",
    "xa/",
    "co-quan/",
    "cong-nhan/",
    "minh-chung/danh-muc/",
    "ke-hoach/",
    "ke-hoach/moi/",
    "ke-hoach/so-sanh/",  # foreign plans: tests/plans/test_views_progress.py
    "bo-tieu-chi/",
    "bo-tieu-chi/<slug:code>/",
    "bo-tieu-chi/chuyen-doi/",
    "bo-tieu-chi/quyet-dinh/",
    "bao-cao/",
    "nhap-lieu/",
    "tai-khoan/nhac-viec/",
    "tai-khoan/nhac-viec/lich/",
    "tai-khoan/nhac-viec/lich/bo/",
    "nhat-ky/",  # told to administrators alone: tests/trust/doors_audit.py
    "nhac-viec/",  # foreign agencies: tests/assignments/test_views_reminding.py
}
FOR_THE_DISTRICT = {
    "bo-tieu-chi/quyet-dinh/<int:decision_id>/",
    "viec/<slug:key>/",
    "ke-hoach/<slug:code>/",
    "ke-hoach/<slug:code>/lich-su/",
    "ke-hoach/<slug:code>/tien-do/",
    "ke-hoach/<slug:code>/tien-do/o/",
    "ke-hoach/<slug:code>/xa/<slug:commune_code>/thuc-trang/",
    "ke-hoach/<slug:code>/noi-dung/",
    "ke-hoach/<slug:code>/phan-cong/",
    "ke-hoach/<slug:code>/phan-cong/kiem-tra/",
    "ke-hoach/<slug:code>/phan-cong/co-quan/<int:agency_id>/",
    "ke-hoach/<slug:code>/cong-viec/",
    "ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/",
    "ke-hoach/<slug:code>/ban-quet/<int:scan_id>/",
}


def routes(resolver=None, prefix: str = "") -> list[str]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += [] if route.startswith("quan-tri/") else routes(entry, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    return found


ROUTES = sorted(routes())


@pytest.fixture(scope="module")
def made_world(rows_of_module):
    world = make_world()
    plan = PlanFactory(
        code="ke-hoach", kind="COMMUNE", unit=world.district, criteria_set=world.criteria_set
    )
    row = PlanCommuneFactory(plan=plan, commune=world.communes[0])
    world.finding = PlanFindingFactory(
        row=row, requirement=IndicatorFactory(parent=world.criteria[0])
    )
    world.measure = MeasureFactory(row=row)
    world.basis = LegalBasisFactory(plan=plan)
    world.line = ResponsibilityFactory(plan=plan, row=row)
    world.alias = AgencyAliasFactory(agency=world.line.agency)
    world.heir = AgencySuccessionFactory(old=world.line.agency)
    world.item = WorkItemFactory(section__plan=plan)
    world.task = WorkPartyFactory(item__section__plan=plan).item.tasks.create()
    world.scan = add_scan(plan=plan, file_name="a.pdf", content=PDF, by=world.office)
    RecognitionFactory(commune=world.communes[0], criteria_set=world.criteria_set)
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    world.evidence = kept_evidence(cell=cell)
    world.proof = RequiredProofFactory(unit=world.district, requirement=world.criteria[0])
    EditionMappingFactory(code="bang-thu", old_set=world.criteria_set)
    new = CommuneFactory(parent=world.district)
    ended = CommuneFactory(parent=world.district, valid_to=date(2023, 12, 31))
    world.succession = UnitSuccessionFactory(old=ended, new=world.communes[0])
    world.run = CarryOver.objects.create(
        merged_set=world.criteria_set, unit=new, day=date(2024, 1, 1), run_by=world.office
    )
    world.cycle = ReportingCycleFactory(plan=plan)
    text = block(("Xã", "Tiêu chí 1"), (world.communes[0].name, "Đạt"))
    world.imported = handed_in(world.office, text)
    agency = AgencyFactory(unit=world.district)
    world.party = ReportingPartyFactory(cycle=world.cycle, agency=agency)
    world.decision = decide(
        world.district, new_level(IndicatorFactory(parent=world.criteria[0]), 40)
    )
    world.session = session_of(world.office)
    return world


@pytest.fixture
def world(made_world, db):
    return deepcopy(made_world)


def parts(route: str, world) -> dict[str, str]:
    """What to put into the route, so that it leads to objects of the world's district."""
    commune = world.communes[0].code
    codes = {"bo-tieu-chi/": world.criteria_set.code, "ke-hoach/": "ke-hoach", "xa/": commune}
    known = {
        "<slug:code>": next((c for start, c in codes.items() if route.startswith(start)), ""),
        "<slug:plan>": "ke-hoach",
        "<slug:key>": f"viec-{world.task.pk}",
        "<slug:commune_code>": commune,
        "<slug:appendix>": "phu-luc-02",
        "<slug:kind>": "viec" if "/cong-viec/" in route else "can-cu",
        "<int:part_id>": str(world.item.pk if "/cong-viec/" in route else world.basis.pk),
        "<int:item_id>": str(world.item.pk),
        "<int:cycle_id>": str(world.cycle.pk),
        "<slug:who>": world.party.key,
        "<slug:period>": world.cycle.key,
        "<slug:secret>": "khong-co",
        "<int:session_id>": str(world.session.pk),
        "<int:scan_id>": str(world.scan.pk),
        "<int:requirement_id>": str(world.criteria[0].pk),
        "<int:recognition_id>": str(world.communes[0].recognitions.get().pk),
        "<int:indicator_id>": str(world.finding.requirement_id),
        "<int:measure_id>": str(world.measure.pk),
        "<int:evidence_id>": str(world.evidence.pk),
        "<int:proof_id>": str(world.proof.pk),
        "<int:decision_id>": str(world.decision.pk),
        "<int:run_id>": str(world.run.pk),
        "<slug:run>": str(world.imported.uuid),
        "<int:succession_id>": str(world.succession.pk),
        "<int:agency_id>": str(world.line.agency_id),
        "<int:alias_id>": str(world.alias.pk),
        "<int:heir_id>": str(world.heir.pk),
        "<int:line_id>": str(world.line.pk),
    }
    return {part: known[part] for part in re.findall("<.*?>", route)}


def fill(route: str, world, **others: str) -> str:
    for part, value in (parts(route, world) | others).items():
        route = route.replace(part, value)
    return f"/{route}?bo=BO-THU&ngay=2024-01-01&bang=bang-thu&don-vi={world.district.code}"


def addresses_of_nothing(route: str, world) -> list[str]:
    """The address with one part after the other that names nothing."""
    return [
        fill(route, world, **{part: "999999999" if "<int:" in part else "khong-co"})
        for part in parts(route, world)
    ]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in OPEN])
def test_anonymous_is_sent_to_the_login(client, world, route, method):
    response = getattr(client, method)(fill(route, world))

    assert response.status_code == 302
    assert response.url.startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["stranger", "neighbour"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in OPEN | FOR_EVERYBODY])
def test_a_foreign_object_equals_one_that_does_not_exist(client, world, route, method, who):
    if (who, method) == ("neighbour", "get") and route in FOR_THE_DISTRICT:
        pytest.skip("commune staff read their district's decisions and signed plan")
    client.force_login(world.office)
    answer = getattr(client, method)(fill(route, world))
    understood = answer.status_code != 405
    read_out(answer)
    client.logout()
    client.force_login(getattr(world, who))

    foreign = seen(getattr(client, method)(fill(route, world)))
    missing = [seen(getattr(client, method)(one)) for one in addresses_of_nothing(route, world)]

    assert foreign[0] == (404 if understood else 405)
    assert missing == [foreign] * len(missing)


@pytest.mark.parametrize("who", ["office", "leader", "reader", "officer", "stranger"])
def test_the_staff_pages_are_not_found_without_the_right(client, world, who):
    client.force_login(getattr(world, who))

    for address in ("/quan-tri/", "/quan-tri/accounts/user/", "/quan-tri/login/"):
        assert client.get(address).status_code == 404


def test_the_open_routes_are_exactly_these(client, world):
    answers = {route: client.get(fill(route, world)) for route in ROUTES}

    closed = {
        route
        for route, response in answers.items()
        if response.status_code == 302 and response.url.startswith("/dang-nhap/?next=")
    }
    assert set(ROUTES) - closed == OPEN
