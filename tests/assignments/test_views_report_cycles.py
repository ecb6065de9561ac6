"""The office makes cycles with a preview, merges the reports of one, closes and issues it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.models import DayOff, ReportingCycle, ReportSummary
from assignments.services.reporting import close_cycle
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.reporting import (
    NO_FIGURES,
    ReportFactory,
    ReportingCycleFactory,
    ReportingPartyFactory,
)
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db
WORDS = {"results": "Chung", "difficulties": "", "proposals": "", "next_tasks": ""}


@pytest.fixture
def world():
    world = make_world()
    world.plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    world.leading, world.idle = AgencyFactory.create_batch(2, unit=world.district)
    world.row = PlanCommuneFactory(plan=world.plan, commune=world.communes[0])
    PlanTargetFactory(row=world.row, requirement=world.criteria[0])
    ResponsibilityFactory(plan=world.plan, agency=world.leading, requirement=world.criteria[0])
    world.board = f"/ke-hoach/{world.plan.code}/bao-cao/"
    world.make = f"{world.board}lap/"
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def form(world, **more):
    filled = {
        "loai": "thang",
        "nam": "2024",
        "ngay-gui": "30",
        "cach": "truoc",
        "thang": "nay",
        "ky": ["thang-01-2024", "thang-02-2024"],
        "co-quan": [world.leading.pk],
        "xa": [world.communes[0].pk],
    }
    return filled | more


def made():
    return [(one.key, one.due_on, one.parties.count()) for one in ReportingCycle.objects.all()]


def test_the_preview_shows_what_would_be_made(office, world):
    DayOff.objects.create(day=date(2024, 1, 30), name="Ngày nghỉ thử")
    ReportingCycleFactory(plan=world.plan)

    page = office.get(world.make).context

    first, second = page["offered"][:2]
    assert (first["due_on"], first["until"]) == (date(2024, 1, 30), date(2024, 1, 31))
    assert [(one["is_there"], one["is_chosen"]) for one in (first, second)] == [
        (False, True),
        (True, False),
    ]
    assert page["agencies"] == [(world.leading, True), (world.idle, False)]
    assert page["communes"] == [(world.communes[0], True)]
    assert made() == [("thang-02-2024", date(2024, 2, 29), 0)]


def test_the_rule_is_that_of_the_address(office, world):
    query = "?loai=quy&ngay-gui=5&cach=cham-nhat&thang=sau"

    offered = office.get(world.make + query).context["offered"]

    assert [one["due_on"] for one in offered] == [
        date(2024, 4, 5),
        date(2024, 7, 5),
        date(2024, 10, 5),
        date(2025, 1, 5),
    ]


def test_what_is_ticked_is_made(office, world):
    response = office.post(world.make, form(world))

    assert (response.status_code, response.url) == (302, world.board)
    assert made() == [
        ("thang-01-2024", date(2024, 1, 30), 2),
        ("thang-02-2024", date(2024, 2, 29), 2),
    ]


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"ky": []}, 422, "Chưa chọn kỳ nào."),
        ({"ky": ["thang-01-2025"]}, 422, "Kỳ ‘thang-01-2025’ không có trong danh sách."),
        ({"ky": ["nam-2024"]}, 422, "Kỳ ‘nam-2024’ không có trong danh sách."),
        ({"co-quan": [], "xa": []}, 422, "Chưa chọn đơn vị nào phải báo cáo."),
        ({"ngay-gui": "32"}, 400, "Ngày gửi ‘32’ không có. Viết một số từ 1 đến 31."),
        ({"ngay-gui": "0"}, 400, "Ngày gửi ‘0’ không có."),
        ({"ngay-gui": "²"}, 400, "Ngày gửi ‘²’ không có."),
        ({"nam": "2025"}, 400, "Năm ‘2025’ không có. Viết một số từ 2024 đến 2024."),
        ({"loai": "tuan"}, 400, "Loại kỳ ‘tuan’ không có."),
        ({"cach": "sau"}, 400, "Cách tính hạn ‘sau’ không có."),
        ({"thang": "truoc"}, 400, "Tháng của hạn ‘truoc’ không có."),
    ],
)
def test_bad_input_is_a_sentence_and_makes_nothing(office, world, change, status, said):
    response = office.post(world.make, form(world, **change))

    assert response.status_code == status
    assert said in response.text
    assert made() == []


def test_an_agency_or_commune_by_a_foreign_id_is_refused(office, world):
    agency, commune = AgencyFactory(), CommuneFactory(parent=world.district)

    for change in ({"co-quan": [agency.pk]}, {"xa": [commune.pk]}):
        response = office.post(world.make, form(world, **change))
        assert response.status_code == 422
    assert made() == []


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_makes_cycles(client, world, who):
    client.force_login(getattr(world, who))

    assert client.get(world.make).status_code == 404
    assert client.post(world.make, form(world)).status_code == 404
    assert made() == []


@pytest.fixture
def cycle(world):
    """The agency's report says 0; since then the log says that the target was met."""
    cycle = ReportingCycleFactory(plan=world.plan)
    parties = (
        ReportingPartyFactory(cycle=cycle, agency=world.leading),
        ReportingPartyFactory(cycle=cycle, agency=None, commune=world.communes[0]),
    )
    figures = NO_FIGURES.as_json() | {"planned": 1}
    ReportFactory(party=parties[0], results="Một", difficulties="Thiếu vốn", figures=figures)
    ReportFactory(party=parties[1], results="Hai", figures=figures)
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=date(2024, 2, 10))
    cycle.address = f"{world.board}{cycle.key}/"
    return cycle


def test_the_words_of_all_stand_under_one_heading_each(office, world, cycle):
    form = office.get(cycle.address).context["form"]

    assert form["results"].value() == (
        f"{world.leading.name}: Một\n{world.communes[0].full_name}: Hai"
    )
    assert form["difficulties"].value() == f"{world.leading.name}: Thiếu vốn"
    assert form["proposals"].value() == ""


def test_the_figures_are_those_of_the_log_and_a_difference_is_told(office, world, cycle):
    page = office.get(cycle.address)

    (_, agency), (_, commune) = page.context["pairs"]
    for line in (agency, commune, page.context["whole"]):
        assert (line.met_now, line.met, line.planned) == (1, 1, 1)
    assert agency.says == (
        "mục tiêu đạt trong kỳ: báo cáo ghi 0, nhật ký nay 1",
        "mục tiêu đạt lũy kế: báo cáo ghi 0, nhật ký nay 1",
    )
    assert "Báo cáo đã gửi khác nhật ký" in page.text


def test_the_words_are_saved_and_merged_anew_on_demand(office, world, cycle):
    office.post(cycle.address, WORDS | {"seen": "0", "step": "save"})

    assert office.get(cycle.address).context["form"]["results"].value() == "Chung"
    anew = office.get(f"{cycle.address}?gop=1").context["form"]["results"].value()
    assert anew.startswith(f"{world.leading.name}: Một")


def test_who_saves_over_another_version_sees_both(office, world, cycle):
    office.post(cycle.address, WORDS | {"results": "Của người kia", "seen": "0"})

    response = office.post(cycle.address, WORDS | {"seen": "0"})

    assert response.status_code == 409
    assert "Của người kia" in response.text
    assert "Chung</textarea>" in response.text
    assert ReportSummary.objects.count() == 1


def test_closed_then_issued_the_page_stays_as_it_was(office, world, cycle):
    early = office.post(cycle.address, WORDS | {"seen": "0", "step": "issue"})
    assert early.status_code == 422

    office.post(f"{cycle.address}buoc/", {"step": "close"})
    office.post(cycle.address, WORDS | {"seen": "0", "step": "issue"})
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[1])
    StatusEntryFactory(
        cell=world.criteria[0].cells.get(), verdict="NOT_MET", observed_on=date(2024, 2, 20)
    )
    assert cell

    page = office.get(cycle.address)
    assert page.context["whole"].met == 1
    assert page.context["form"] is None
    assert "Đã phát hành lúc" in page.text
    assert office.post(f"{cycle.address}buoc/", {"step": "open"}).status_code == 422
    assert office.post(cycle.address, WORDS | {"seen": "1"}).status_code == 422


def test_a_cycle_is_opened_again(office, world, cycle):
    close_cycle(cycle=cycle, by=world.office)

    response = office.post(f"{cycle.address}buoc/", {"step": "open"})

    assert response.url == cycle.address
    assert not ReportingCycle.objects.get().is_closed


@pytest.mark.parametrize("who", ["leader", "reader"])
def test_readers_read_without_a_form(client, world, cycle, who):
    client.force_login(getattr(world, who))

    page = client.get(cycle.address)

    assert page.status_code == 200
    assert page.context["form"] is None
    assert client.post(cycle.address, WORDS | {"seen": "0"}).status_code == 404
    assert client.post(f"{cycle.address}buoc/", {"step": "close"}).status_code == 404
    assert not ReportSummary.objects.exists()


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_others_find_nothing(client, world, cycle, who):
    client.force_login(getattr(world, who))

    assert client.get(cycle.address).status_code == 404
    assert client.post(f"{cycle.address}buoc/", {"step": "close"}).status_code == 404


@pytest.mark.parametrize("key", ["thang-03-2024", "nam-2024", "khong-co", "thang-02-2025"])
def test_a_period_without_a_cycle_is_not_there(office, world, cycle, key):
    assert office.get(f"{world.board}{key}/").status_code == 404


def test_a_cycle_of_another_plan_is_not_there(office, world, cycle):
    other = PlanFactory(unit=world.district)

    assert office.get(f"/ke-hoach/{other.code}/bao-cao/{cycle.key}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(client, count):
    world = make_world()
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    cycle = ReportingCycleFactory(plan=plan)
    for _ in range(count):
        agency = AgencyFactory(unit=world.district)
        ReportFactory(party=ReportingPartyFactory(cycle=cycle, agency=agency))
    client.force_login(world.office)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/ke-hoach/{plan.code}/bao-cao/{cycle.key}/")

    assert len(response.context["pairs"]) == count
    assert len(queries) == 43
