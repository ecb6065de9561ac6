"""New plans made and copied on pages."""

from datetime import date

import pytest

from plans.models import Plan, PlanChange
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)
from tests.factories.world import World, make_world

pytestmark = pytest.mark.django_db

NEW, COPY = "/ke-hoach/moi/", "/ke-hoach/cu/chep/"


@pytest.fixture
def world() -> World:
    world = make_world()
    world.district.name = "Đồi Vắng"
    world.district.save()
    return world


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def sound(world) -> dict[str, object]:
    return {
        "unit": world.district.pk,
        "title": "Kế hoạch xây dựng nông thôn mới năm 2025",
        "kind": "ANNUAL",
        "first_year": "2025",
        "last_year": "",
        "baseline_on": "31/12/2024",
        "criteria_set": "BO-THU",
        "issuer": "",
        "code": "",
        "with_communes": "1",
    }


@pytest.fixture
def source(world):
    plan = PlanFactory(
        code="cu",
        title="Kế hoạch số 5 năm 2024 (giai đoạn 2021-2025)",
        unit=world.district,
        criteria_set=world.criteria_set,
    )
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    return plan


def test_a_plan_is_made_with_what_can_be_known_filled_in(office, world):
    response = office.post(NEW, sound(world))

    plan = Plan.objects.get()
    assert response.url == "/ke-hoach/doi-vang-2025/noi-dung/"
    assert (plan.status, plan.first_year, plan.last_year) == ("DRAFT", 2025, 2025)
    assert plan.issuer == f"UBND {world.district.get_kind_display()} Đồi Vắng"
    assert [row.commune for row in plan.rows.all()] == world.communes
    assert PlanChange.objects.get().changed_by == world.office


def test_a_plan_of_totals_starts_without_rows(office, world):
    office.post(NEW, sound(world) | {"with_communes": "0"})

    assert Plan.objects.get().rows.count() == 0


def test_the_second_plan_of_a_year_gets_another_code(office, world):
    office.post(NEW, sound(world))
    office.post(NEW, sound(world))

    codes = Plan.objects.order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["doi-vang-2025", "doi-vang-2025-2"]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        pytest.param({"code": "moi"}, "code", "đã dành cho trang khác", id="reserved"),
        pytest.param({"code": "so-sanh"}, "code", "đã dành cho trang khác", id="reserved-too"),
        pytest.param({"code": "có dấu"}, "code", "", id="no-slug"),
        pytest.param({"code": "cu"}, "code", "", id="taken"),
        pytest.param({"title": " "}, "title", "bắt buộc", id="no-title"),
        pytest.param({"baseline_on": "31/02/2025"}, "baseline_on", "31/02/2025", id="no-such-day"),
        pytest.param({"baseline_on": ""}, "baseline_on", "bắt buộc", id="no-day"),
        pytest.param({"first_year": "hai nghìn"}, "first_year", "bốn chữ số", id="no-year"),
        pytest.param({"last_year": "2026"}, "last_year", "chỉ có một năm", id="two-years"),
        pytest.param({"criteria_set": "KHONG-CO"}, "criteria_set", "Hãy chọn", id="no-set"),
        pytest.param({"kind": "X"}, "kind", "", id="no-kind"),
        pytest.param({"with_communes": "2"}, "with_communes", "Hãy chọn", id="no-choice"),
    ],
)
@pytest.mark.usefixtures("source")
def test_bad_input_is_answered_beside_its_field(office, world, fields, field, sentence):
    response = office.post(NEW, sound(world) | fields)

    assert response.status_code == 422
    assert sentence in response.context["form"].errors[field][0]
    assert (Plan.objects.count(), PlanChange.objects.count()) == (1, 0)


def test_only_units_that_the_person_speaks_for(office, world):
    offered = office.get(NEW).context["form"].fields["unit"].queryset
    assert list(offered) == [world.district, *world.communes]

    response = office.post(NEW, sound(world) | {"unit": world.province.pk})

    assert response.status_code == 422
    assert Plan.objects.count() == 0


@pytest.mark.parametrize("who", ["leader", "reader", "officer"])
def test_who_is_no_office_makes_no_plan(client, world, source, who):
    client.force_login(getattr(world, who))

    for address, form in ((NEW, sound(world)), (COPY, {})):
        assert client.get(address).status_code == 404
        assert client.post(address, form).status_code == 404
    assert NEW not in client.get("/ke-hoach/").text
    assert Plan.objects.count() == 1


def test_the_list_of_plans_leads_to_the_new_one(office):
    assert f'href="{NEW}"' in office.get("/ke-hoach/").text


def test_the_copy_starts_a_year_later(office, source):
    form = office.get(COPY).context["form"]

    assert {
        name: form[name].value() for name in ("title", "code", "first_year", "criteria_set")
    } == {
        "title": "Kế hoạch số 5 năm 2025 (giai đoạn 2021-2025)",
        "code": "doi-vang-2025",
        "first_year": 2025,
        "criteria_set": "BO-THU",
    }
    assert 'value="01/01/2025"' in office.get(COPY).text


def test_a_leap_day_becomes_the_day_before(office, source):
    Plan.objects.update(baseline_on=date(2024, 2, 29))

    assert 'value="28/02/2025"' in office.get(COPY).text


def copy_form(**others) -> dict[str, object]:
    return {
        "title": "Kế hoạch năm 2025",
        "code": "",
        "first_year": "2025",
        "last_year": "2025",
        "baseline_on": "01/01/2025",
        "criteria_set": "BO-THU",
    } | others


def test_a_copy_says_what_came_along_and_what_did_not(office, world, source):
    world.communes[0].valid_to = date(2024, 12, 31)
    world.communes[0].save()
    new = CommuneFactory(parent=world.district, valid_from=date(2025, 1, 1))
    row = source.rows.get(position=2)
    PlanTargetFactory(row=row, requirement=world.criteria[0])
    StatusEntryFactory(
        cell=CellFactory(commune=row.commune, requirement=world.criteria[0]),
        observed_on=date(2025, 1, 1),
    )

    response = office.post(COPY, copy_form(), follow=True)

    assert response.redirect_chain == [("/ke-hoach/doi-vang-2025/noi-dung/", 302)]
    assert [str(one) for one in response.context["messages"]] == [
        f"Đã chép từ {source.title}: 1 xã.",
        f"Không chép {world.communes[0].full_name}: không còn ngày 01/01/2025.",
        f"Chưa có trong kế hoạch: {new.full_name}. Thêm ở trang ‘Các xã’ nếu kế hoạch kê.",
        "Không chép 1 tiêu chí phấn đấu đã đạt ngày 01/01/2025.",
    ]


@pytest.mark.parametrize(("ticked", "goals"), [({"with_goals": "on"}, 1), ({}, 0)])
def test_goals_come_along_when_asked_for(office, source, ticked, goals):
    PlanGoalFactory(row=source.rows.get(position=1))

    office.post(COPY, copy_form(**ticked))

    plan = Plan.objects.get(code="doi-vang-2025")
    assert sum(row.goals.count() for row in plan.rows.all()) == goals


def test_a_copy_for_another_set_says_what_it_leaves_out(office, world, source):
    CriteriaSetFactory(code="BO-MOI")
    PlanTargetFactory(row=source.rows.get(position=1), requirement=world.criteria[0])

    response = office.post(COPY, copy_form(criteria_set="BO-MOI"), follow=True)

    assert "Không chép 1 dòng nêu tiêu chí của" in response.text


def test_the_copy_of_a_plan_for_one_commune_says_what_is_written_anew(office, source):
    words = "Thực trạng và giải pháp không chép"
    others = office.get(COPY).text
    source.kind = "COMMUNE"
    source.save()

    assert (words in others, words in office.get(COPY).text) == (False, True)
    office.post(COPY, copy_form())
    assert words in office.get("/ke-hoach/").text


def test_a_bad_copy_stores_nothing(office, source):
    response = office.post(COPY, copy_form(code="cu"))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["code"]
    assert (Plan.objects.count(), PlanChange.objects.count()) == (1, 0)
