"""Việc của tôi: what each person finds on the page where he lands."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.models import Agency, WorkItem, WorkParty, WorkTask
from tests.assignments.work import DAY, QUERY, fill_duties, make_plan, make_work, member, task
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkTaskFactory,
)
from tests.factories.communes import CellFactory, UnitRoleFactory
from tests.factories.criteria import CriterionFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_work()


def page(client, user, query=QUERY):
    client.force_login(user)
    return client.get(f"/{query}")


def sections(response):
    """Part -> titles of its lines."""
    return {
        section.part.value: [line.duty.heading for line in section.lines]
        for section in response.context["sections"]
        if section.lines
    }


def test_a_head_sees_what_is_late_without_a_click(client, world):
    task(world, world.agency, text="Tập huấn", due_on=date(2024, 6, 10))
    task(world, world.agency, text="Kiểm tra", due_on=date(2024, 6, 17))
    task(world, world.agency, text="Báo cáo", state="WAITING")
    task(world, world.agency, text="Sơ kết", due_on=date(2024, 12, 31))
    task(world, world.other, text="Việc người khác", due_on=date(2024, 6, 10))

    response = page(client, world.head)

    assert sections(response) == {
        "qua-han": ["Tập huấn"],
        "sap-han": ["Kiểm tra"],
        "cho": ["Báo cáo"],
        "con-lai": ["Sơ kết"],
    }
    text = response.text
    assert "quá hạn 4 ngày" in text
    assert "còn 3 ngày" in text
    assert "Việc người khác" not in text


def test_a_member_sees_what_was_handed_to_him(client, world):
    task(world, world.agency, text="Của tôi", assignee=world.member, due_on=DAY)
    task(world, world.agency, text="Của phòng", due_on=DAY)

    assert sections(page(client, world.member)) == {"sap-han": ["Của tôi"]}


def test_a_commune_sees_its_own_list_and_the_way_to_its_form(client, world):
    bodies = AgencyFactory(unit=world.district, kind=Agency.Kind.COMMUNES)
    task(world, bodies, text="Việc các xã", due_on=DAY)
    task(world, bodies, text="Việc xã bên", due_on=DAY, rows=world.rows[1:])
    task(world, world.agency, text="Việc của phòng", due_on=DAY)

    response = page(client, world.officer)

    assert sections(response) == {"sap-han": ["Việc các xã"]}
    assert f'href="/xa/{world.communes[0].code}/">Nhập kết quả:' in response.text


def test_the_office_sees_what_waits_for_it(client, world):
    task(world, world.agency, text="Báo xong", state="WAITING")

    response = page(client, world.office)

    assert sections(response) == {"cho": ["Báo xong"]}
    assert "Chờ bạn xác nhận" in response.text


def test_a_leader_lands_on_the_overview(client, world):
    task(world, world.agency, due_on=date(2024, 6, 10))

    response = page(client, world.leader)

    assert "assignments/overview.html" in [one.name for one in response.templates]
    assert "Việc của tôi" in response.text


def test_a_reader_sees_the_units_work(client, world):
    task(world, world.agency, text="Tập huấn", due_on=DAY)

    response = page(client, world.reader)

    assert sections(response) == {"sap-han": ["Tập huấn"]}
    assert "Việc của đơn vị" in response.text


def test_an_administrator_is_led_to_the_staff_pages(client, world):
    admin = member(world.agency, is_head=True, admin=True)
    task(world, world.agency, due_on=DAY)

    assert "Tài khoản quản trị không ghi số liệu" in page(client, admin).text


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("head", "Không có việc nào quá hạn: mọi việc còn trong hạn hoặc đã báo xong."),
        ("member", "Không còn việc nào được giao cho bạn."),
        ("office", "Không có việc nào đang chờ xác nhận."),
    ],
)
def test_empty_parts_say_what_is_normal(client, world, who, words):
    assert words in page(client, getattr(world, who)).text


def test_nobody_without_a_role_is_left_alone(client):
    assert "chưa được giao vai trò" in page(client, UserFactory()).text


def test_drafts_are_marked(client, world):
    draft = make_plan(world, status="DRAFT")
    WorkTaskFactory(item=WorkItemFactory(section__plan=draft), due_on=DAY)
    assert "(dự thảo)</span>" in page(client, world.office).text

    type(draft).objects.filter(pk=draft.pk).update(status="SIGNED")
    assert "(dự thảo)</span>" not in page(client, world.office).text


def asked(response):
    return [(one["words"], one["count"], one["address"]) for one in response.context["asked"]]


def submitted(world, commune, requirement, step="SUBMITTED"):
    cell = CellFactory(commune=commune, requirement=requirement)
    return ReviewStepFactory(entry=AssessmentFactory(cell=cell), step=step, by=world.leader)


def test_what_communes_submitted_waits_for_the_agency_that_leads_it(client, world):
    ResponsibilityFactory(plan=world.plan, agency=world.agency, requirement=world.criteria[0])
    code = world.communes[0].code
    for criterion in world.criteria[:2]:
        submitted(world, world.communes[0], criterion)
    query = f"?ngay={{}}&bo=BO-THU&buoc=SUBMITTED&co-quan={world.agency.pk}"

    (found,) = asked(page(client, world.head, ""))

    assert found[:2] == ("chờ thẩm tra", 1)
    assert found[2].startswith(f"/xa/{code}/tham-tra/?ngay=")
    assert found[2].endswith(query.rpartition("{}")[2])
    rows = client.get(found[2]).context["rows"]
    assert [row.line.requirement for row in rows] == [world.criteria[0]]
    assert asked(page(client, world.other_head, "")) == []


def test_the_office_verifies_and_confirms_and_a_commune_sees_what_came_back(client, world):
    first, second, _ = world.communes
    submitted(world, first, world.criteria[0], "RETURNED")
    submitted(world, first, world.criteria[1])
    submitted(world, second, world.criteria[1], "VERIFIED")

    assert [found[:2] for found in asked(page(client, world.office, ""))] == [
        ("chờ thẩm tra", 1),
        ("chờ xác nhận", 1),
    ]
    assert [found[:2] for found in asked(page(client, world.officer, ""))] == [("bị trả lại", 1)]
    assert asked(page(client, world.neighbour, "")) == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?nhom=xa", 200),
        ("?nhom=khong-co", 400),
        ("?ngay=31/02/2024", 400),
        ("?ke-hoach=khong-co", 404),
    ],
)
def test_addresses(client, world, query, status):
    assert page(client, world.office, query).status_code == status


def test_by_commune_and_by_criterion(client, world):
    fill_duties(world)

    for group, name in (("xa", world.communes[0].full_name), ("tieu-chi", "1. Tiêu chí số 1")):
        response = page(client, world.office, f"{QUERY}&nhom={group}")
        assert name in [line["name"] for line in response.context["table"]]


def many(world, count):
    """`count` late tasks of the agency, in bulk."""
    items = WorkItem.objects.bulk_create(
        WorkItem(plan=world.plan, section=world.section, position=place, text=f"Việc {place}")
        for place in range(1, count + 1)
    )
    WorkParty.objects.bulk_create(
        WorkParty(item=item, agency=world.agency, role="LEAD") for item in items
    )
    WorkTask.objects.bulk_create(WorkTask(item=item, due_on=date(2024, 1, 31)) for item in items)


@pytest.mark.parametrize("count", [5, 2000])
def test_query_count_and_the_lines_shown(client, world, count):
    many(world, count)
    CriterionFactory(criteria_set=world.criteria_set)
    client.force_login(world.head)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/{QUERY}")

    assert len(queries) == 33
    assert response.context["counts"][0][2] == count
    assert response.text.count('class="due due--qua-han"') == min(count, 12)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow_with_communes_that_ask(client, world, count):
    for commune in world.communes[:count]:
        submitted(world, commune, world.criteria[0])
    client.force_login(world.office)

    with CaptureQueriesContext(connection) as queries:
        assert len(client.get("/").context["asked"]) == count

    assert len(queries) == 23


def test_an_officer_of_two_communes_has_both(client, world):
    UnitRoleFactory(user=world.officer, unit=world.communes[1], role="OFFICER")

    assert page(client, world.officer).text.count("Nhập kết quả:") == 2
