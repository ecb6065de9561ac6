"""The list of one's own reports, and the page of one report."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assignments.models import Report
from assignments.services.agencies import add_member
from assignments.services.reporting import close_cycle
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.reporting import ReportFactory, ReportingCycleFactory, ReportingPartyFactory
from tests.factories.world import make_world
from tests.pages import seen

pytestmark = pytest.mark.django_db
WORDS = {"results": "Đạt <b>", "difficulties": "", "proposals": "", "next_tasks": ""}


@pytest.fixture
def world():
    world = make_world()
    world.plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    world.cycle = ReportingCycleFactory(plan=world.plan)
    world.agency = AgencyFactory(unit=world.district, name="Phòng Nông nghiệp")
    world.party = ReportingPartyFactory(cycle=world.cycle, agency=world.agency)
    row = PlanCommuneFactory(plan=world.plan, commune=world.communes[0])
    world.of_commune = ReportingPartyFactory(cycle=world.cycle, agency=None, commune=row.commune)
    other = AgencyFactory(unit=world.district, name="Phòng Tài chính")
    world.member, world.other = UserFactory(full_name="Thành viên"), UserFactory()
    add_member(agency=world.agency, user=world.member, is_head=False, by=None)
    add_member(agency=other, user=world.other, is_head=True, by=None)
    ReportingPartyFactory(cycle=world.cycle, agency=other)
    return world


def at(party):
    return f"/bao-cao/{party.cycle_id}/{party.key}/"


def lines(response, name):
    return [(line.cycle.key, line.party.name) for line in response.context[name]]


def sent():
    return [(one.party_id, one.number, one.results) for one in Report.objects.order_by("pk")]


def test_a_member_sees_the_reports_of_the_agency_alone(client, world):
    coming = ReportingCycleFactory(
        plan=world.plan,
        first_on=date(2099, 1, 1),
        last_on=date(2099, 1, 31),
        due_on=date(2099, 1, 29),
    )
    ReportingPartyFactory(cycle=coming, agency=world.agency)
    client.force_login(world.member)

    response = client.get("/bao-cao/")

    assert lines(response, "to_send") == [("thang-02-2024", "Phòng Nông nghiệp")]
    assert lines(response, "coming") == [("thang-01-2099", "Phòng Nông nghiệp")]
    assert response.context["sent"] == []
    assert "1 báo cáo đã quá hạn, chưa gửi." in response.text


def test_an_officer_sees_those_of_the_commune(client, world):
    client.force_login(world.officer)

    response = client.get("/bao-cao/")

    assert lines(response, "to_send") == [("thang-02-2024", world.communes[0].full_name)]
    assert response.context["plans"] == []


@pytest.mark.parametrize(
    ("status", "shown"), [("DRAFT", 0), ("APPROVED", 0), ("SIGNED", 1), ("SUPERSEDED", 0)]
)
def test_a_commune_reports_on_signed_plans_only(client, world, status, shown):
    type(world.plan).objects.filter(pk=world.plan.pk).update(status=status)
    client.force_login(world.officer)

    assert len(client.get("/bao-cao/").context["to_send"]) == shown
    assert client.get(at(world.of_commune)).status_code == (
        200 if status in ("SIGNED", "SUPERSEDED") else 404
    )


def test_an_agency_reports_on_drafts_too_and_sees_that_they_are(client, world):
    type(world.plan).objects.filter(pk=world.plan.pk).update(status="DRAFT")
    client.force_login(world.member)

    assert "(dự thảo)" in client.get("/bao-cao/").text
    assert "(dự thảo)" in client.get(at(world.party)).text


def test_as_of_a_day_before_the_deadline_nothing_is_late(client, world):
    client.force_login(world.member)

    response = client.get("/bao-cao/?ngay=2024-02-29")

    assert response.context["late_count"] == 0
    assert "chưa đến hạn" in response.text
    assert lines(client.get("/bao-cao/?ngay=2024-01-31"), "to_send") == []


def test_sent_with_one_click_from_the_form_as_it_comes(client, world):
    client.force_login(world.member)
    page = client.get(at(world.party))
    assert page.context["figures"].planned == 0

    response = client.post(at(world.party), {"seen": page.context["seen"]})

    assert (response.status_code, response.url) == (302, at(world.party))
    assert sent() == [(world.party.pk, 1, "")]
    assert "Đã gửi báo cáo tháng 02/2024 của Phòng Nông nghiệp." in client.get(response.url).text
    assert lines(client.get("/bao-cao/"), "sent") == [("thang-02-2024", "Phòng Nông nghiệp")]


def test_words_are_shown_as_text(client, world):
    client.force_login(world.member)
    client.post(at(world.party), WORDS | {"seen": "0"})

    assert "Đạt &lt;b&gt;" in client.get(at(world.party)).text


def test_a_correction_without_its_reason_is_a_sentence(client, world):
    ReportFactory(party=world.party, results="Một", sent_by=world.member)
    client.force_login(world.member)

    response = client.post(at(world.party), WORDS | {"seen": "1"})

    assert response.status_code == 422
    assert "Bản gửi lại phải ghi đã sửa gì." in response.text
    assert sent() == [(world.party.pk, 1, "Một")]


def test_versions_can_be_read_one_by_one(client, world):
    ReportFactory(party=world.party, results="Bản đầu")
    ReportFactory(party=world.party, number=2, correction="Số liệu", results="Bản sau")
    client.force_login(world.reader)

    assert client.get(at(world.party)).context["shown"].results == "Bản sau"
    assert client.get(f"{at(world.party)}?ban=1").context["shown"].results == "Bản đầu"
    assert client.get(f"{at(world.party)}?ban=3").status_code == 404


def test_who_was_too_late_sees_both(client, world):
    ReportFactory(party=world.party, results="Của người kia", sent_by=world.office)
    client.force_login(world.member)

    response = client.post(at(world.party), WORDS | {"seen": "0"})

    assert response.status_code == 409
    assert "Của người kia" in response.text
    assert "Đạt &lt;b&gt;</textarea>" in response.text
    assert f"{world.office} vừa gửi báo cáo này (bản 1)." in response.text
    assert sent() == [(world.party.pk, 1, "Của người kia")]


def test_the_office_types_in_a_paper(client, world):
    client.force_login(world.office)

    client.post(at(world.of_commune), WORDS | {"seen": "0", "received_on": "28/02/2024"})

    report = Report.objects.get()
    assert (report.on_behalf, report.sent_on) == (True, date(2024, 2, 28))
    page = client.get(at(world.of_commune)).text
    assert "nhập hộ" in page
    assert "đúng hạn" in page


@pytest.mark.parametrize("text", ["31/02/2024", "hôm qua"])
def test_a_day_that_does_not_exist_is_a_sentence(client, world, text):
    client.force_login(world.office)

    response = client.post(at(world.party), WORDS | {"seen": "0", "received_on": text})

    assert response.status_code == 422
    assert f"Ngày ‘{text}’ không có." in response.text
    assert sent() == []


@pytest.mark.parametrize("who", ["reader", "leader", "other"])
def test_who_reads_the_unit_reads_and_cannot_send(client, world, who):
    client.force_login(getattr(world, who))

    page = client.get(at(world.party))
    answer = client.post(at(world.party), WORDS | {"seen": "0"})

    assert page.status_code == 200
    assert page.context["form"] is None
    assert 'name="seen"' not in page.text
    assert answer.status_code == 404
    assert sent() == []


@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
def test_an_agencys_report_is_not_there_for_communes_and_strangers(client, world, who):
    ReportFactory(party=world.party, results="Bí mật")
    client.force_login(getattr(world, who))
    missing = seen(client.get(f"/bao-cao/{world.cycle.pk}/cq-999999/"))

    assert seen(client.get(at(world.party))) == missing
    assert missing[0] == 404
    assert seen(client.post(at(world.party), WORDS | {"seen": "1"}))[0] == 404


def test_a_party_of_another_cycle_is_not_there(client, world):
    foreign = ReportingPartyFactory()
    client.force_login(world.office)

    for address in (
        f"/bao-cao/{world.cycle.pk}/{foreign.key}/",
        f"/bao-cao/{foreign.cycle_id}/{world.party.key}/",
        f"/bao-cao/{world.cycle.pk}/xx-1/",
        f"/bao-cao/{world.cycle.pk}/cq-{'9' * 40}/",
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, WORDS).status_code == 404


def test_a_closed_cycle_has_no_form(client, world):
    close_cycle(cycle=world.cycle, by=world.office)
    client.force_login(world.member)

    assert client.get(at(world.party)).context["form"] is None
    response = client.post(at(world.party), WORDS | {"seen": "0"})
    assert response.status_code == 422
    assert sent() == []


def test_a_cycle_that_has_not_begun_has_no_form(client, world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    cycle = ReportingCycleFactory(
        plan=world.plan,
        first_on=tomorrow,
        last_on=tomorrow + timedelta(days=27),
        due_on=tomorrow,
    )
    party = ReportingPartyFactory(cycle=cycle, agency=world.agency)
    client.force_login(world.member)

    page = client.get(at(party))

    assert page.context["form"] is None
    assert "chưa gửi được" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_has_a_flat_query_count(client, world, count):
    for month in range(3, 3 + count):
        cycle = ReportingCycleFactory(
            plan=world.plan,
            first_on=date(2024, month, 1),
            last_on=date(2024, month, 28),
            due_on=date(2024, month, 28),
        )
        party = ReportingPartyFactory(cycle=cycle, agency=world.agency)
        ReportFactory(party=party)
    client.force_login(world.member)

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/bao-cao/")

    assert len(response.context["sent"]) == count
    assert len(queries) == 10
