"""Nhật ký thay đổi of a plan: everything in it, also what is no more, and nothing of another."""

import pytest
from django.db import connection

from accounts.audit.triggers import chain_now
from plans.models import LegalBasis, PlanTarget
from tests.factories.assignments import WorkTaskFactory
from tests.factories.plans import (
    LegalBasisFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanTargetFactory,
)
from tests.factories.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    world.plan = PlanFactory(
        code="ke-hoach", status="DRAFT", unit=world.district, criteria_set=world.criteria_set
    )
    return world


def page(client, user, query: str = ""):
    client.force_login(user)
    chain_now(connection)
    return client.get(f"/ke-hoach/ke-hoach/nhat-ky/{query}")


def told(response) -> list[tuple[str, str, str]]:
    return [
        (line.entry.operation, line.entry.table, line.entry.row)
        for line in response.context["lines"]
    ]


def test_everything_in_the_plan_and_nothing_of_another(client, world):
    other = PlanCommuneFactory(plan__unit=world.district)
    row = PlanCommuneFactory(plan=world.plan, commune=world.communes[0])
    target = PlanTargetFactory(row=row, requirement=world.criteria[0])
    PlanTargetFactory(row=other, requirement=world.criteria[0])
    task = WorkTaskFactory(item__section__plan=world.plan)

    found = told(page(client, world.office))

    assert found == [
        ("INSERT", "assignments_worktask", str(task.pk)),
        ("INSERT", "assignments_workitem", str(task.item.pk)),
        ("INSERT", "assignments_worksection", str(task.item.section.pk)),
        ("INSERT", "plans_plantarget", str(target.pk)),
        ("INSERT", "plans_plancommune", str(row.pk)),
        ("INSERT", "plans_plan", str(world.plan.pk)),
    ]


def test_what_was_removed_keeps_its_story(client, world):
    basis = LegalBasisFactory(plan=world.plan)
    target = PlanTargetFactory(
        row=PlanCommuneFactory(plan=world.plan, commune=world.communes[0]),
        requirement=world.criteria[0],
    )
    LegalBasis.objects.filter(pk=basis.pk).update(text="Sửa trước khi bỏ")
    LegalBasis.objects.filter(pk=basis.pk).delete()
    PlanTarget.objects.filter(pk=target.pk).delete()

    found = told(page(client, world.office, "?bang=plans_legalbasis"))
    targets = told(page(client, world.office, "?bang=plans_plantarget"))

    key = str(basis.pk)
    assert found == [(one, "plans_legalbasis", key) for one in ("DELETE", "UPDATE", "INSERT")]
    assert [operation for operation, _, _ in targets] == ["DELETE", "INSERT"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_number_of_queries_is_flat(client, world, item_count, django_assert_num_queries):
    LegalBasisFactory.create_batch(item_count, plan=world.plan)
    client.force_login(world.office)
    chain_now(connection)

    with django_assert_num_queries(8):
        response = client.get("/ke-hoach/ke-hoach/nhat-ky/")

    assert len(response.context["lines"]) == item_count + 1


def test_the_office_reads_no_address_of_a_machine(client, world):
    client.force_login(world.office)
    client.post("/ke-hoach/ke-hoach/tieu-de/", {"heading": "AS_SIGNED"})

    office = page(client, world.office)

    assert office.context["lines"][0].entry.address == "127.0.0.1"
    assert "127.0.0.1" not in office.text


def test_the_history_of_the_plan_leads_there_for_the_office_alone(client, world):
    link = "/ke-hoach/ke-hoach/nhat-ky/"
    found = []
    for user in (world.office, world.reader):
        client.force_login(user)
        found.append(link in client.get("/ke-hoach/ke-hoach/lich-su/").text)

    assert found == [True, False]


def test_an_empty_answer_says_so(client, world):
    assert "Không có mục nào khớp bộ lọc." in page(client, world.office, "?nguoi=khong-co-ai").text
