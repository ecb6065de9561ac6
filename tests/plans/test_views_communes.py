"""The communes of a plan on their page: added, put in order, spelt as printed, taken out."""

from datetime import date

import pytest

from assignments.models import Measure
from ntm_portal.lib.refusals import Refused
from plans.models import PlanChange
from plans.services.communes import add_communes
from tests.factories.communes import CommuneFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanGroupFactory,
    PlanTargetFactory,
    VillageGoalFactory,
)
from tests.factories.world import World, make_world

pytestmark = pytest.mark.django_db

PAGE = "/ke-hoach/ke-hoach/cac-xa/"


@pytest.fixture
def world() -> World:
    return make_world(communes=4)


@pytest.fixture
def plan(world):
    """Three of the four communes of the district."""
    plan = PlanFactory(
        code="ke-hoach", unit=world.district, criteria_set=world.criteria_set, status="DRAFT"
    )
    for commune in world.communes[:3]:
        PlanCommuneFactory(plan=plan, commune=commune)
    return plan


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def order(plan) -> list[tuple[int, str]]:
    rows = plan.rows.order_by("position")
    return [(row.position, row.commune.code) for row in rows.select_related("commune")]


def history() -> list[tuple[str, str, str]]:
    return list(PlanChange.objects.order_by("pk").values_list("what", "before", "after"))


def codes(world, *numbers: int) -> list[tuple[int, str]]:
    return [(place, world.communes[n].code) for place, n in enumerate(numbers, start=1)]


def test_a_commune_is_added_at_the_end(office, world, plan):
    new = world.communes[3]

    response = office.post(PAGE, {"communes": [new.code]})

    assert response.url == PAGE
    assert order(plan) == codes(world, 0, 1, 2, 3)
    assert history() == [("Các xã", "", f"Thêm 1 xã: {new.full_name}")]


def test_all_that_are_missing_are_added_at_once(office, world, plan):
    CommuneFactory(parent=world.district, valid_from=date(2024, 1, 2))
    plan.rows.all().delete()

    office.post(PAGE, {"all": "1"})

    assert order(plan) == codes(world, 0, 1, 2, 3)


@pytest.mark.parametrize("chosen", [[], ["khong-co"], ["in-the-plan"], ["elsewhere"]], ids="-".join)
def test_what_cannot_be_added_is_refused(office, world, plan, chosen):
    known = {"in-the-plan": world.communes[0].code, "elsewhere": CommuneFactory().code}

    response = office.post(PAGE, {"communes": [known.get(one, one) for one in chosen]})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["communes"]
    assert (plan.rows.count(), history()) == (3, [])


def test_the_service_refuses_a_commune_from_elsewhere(world, plan):
    foreign = CommuneFactory()

    with pytest.raises(Refused, match=r"không phải xã của .* ngày 01/01/2024"):
        add_communes(plan=plan, communes=[world.communes[3], foreign], by=world.office)

    assert (plan.rows.count(), history()) == (3, [])


@pytest.mark.parametrize(
    ("place", "numbers"),
    [("1", (2, 0, 1)), ("2", (0, 2, 1)), ("0", (2, 0, 1)), ("99", (0, 1, 2))],
)
def test_a_commune_is_put_in_a_place(office, world, plan, place, numbers):
    commune = world.communes[2]

    response = office.post(f"{PAGE}{commune.code}/", {"position": place, "seen": ""})

    assert response.url == f"{PAGE}#xa-{commune.code}"
    assert order(plan) == codes(world, *numbers)
    moved = numbers.index(2) + 1
    assert history() == ([] if moved == 3 else [("STT", "3", str(moved))])


def test_a_commune_goes_up_and_down_one_place_and_stops_at_the_ends(office, world, plan):
    first = world.communes[0].code

    for deed in ("xuong", "xuong", "xuong", "len"):
        office.post(f"{PAGE}{first}/{deed}/")

    assert order(plan) == codes(world, 1, 0, 2)
    assert len(history()) == 3


def test_a_commune_is_spelt_as_printed(office, world, plan):
    form = {"printed_name": "  Xã  Nàn Sín ", "position": "1", "seen": ""}

    office.post(f"{PAGE}{world.communes[0].code}/", form)

    assert plan.rows.get(position=1).printed_name == "Xã Nàn Sín"
    assert history() == [("Tên như in", "", "Xã Nàn Sín")]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"printed_name": "x" * 81, "position": "1"}, "printed_name"),
        ({"position": ""}, "position"),
        ({"position": "1,5"}, "position"),
        ({"position": "đầu"}, "position"),
    ],
)
def test_a_bad_place_or_name_is_answered_beside_its_field(office, world, plan, form, field):
    response = office.post(f"{PAGE}{world.communes[2].code}/", form | {"seen": ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert (order(plan), history()) == (codes(world, 0, 1, 2), [])


def test_somebody_else_spelt_it_otherwise(office, world, plan):
    address = f"{PAGE}{world.communes[0].code}/"
    office.post(address, {"printed_name": "Xã Nhanh", "position": "1", "seen": ""})

    response = office.post(address, {"printed_name": "Xã Chậm", "position": "1", "seen": ""})

    assert response.status_code == 409
    assert "Xã Nhanh" in response.text
    assert response.context["form"]["printed_name"].value() == "Xã Chậm"
    assert response.context["seen"] == "Xã Nhanh"
    assert plan.rows.get(position=1).printed_name == "Xã Nhanh"


def test_a_commune_is_taken_out_and_the_others_move_up(office, world, plan):
    response = office.post(f"{PAGE}{world.communes[0].code}/bo/")

    assert response.url == PAGE
    assert order(plan) == codes(world, 1, 2)
    assert history() == [("Các xã", world.communes[0].full_name, "")]


def hang_something_on(row, what: str) -> None:
    criterion = row.plan.criteria_set.requirements.criteria().first()
    {
        "target": lambda: PlanTargetFactory(row=row, requirement=criterion),
        "goal": lambda: PlanGoalFactory(row=row),
        "group": lambda: PlanGroupFactory(plan=row.plan, members=[row]),
        "village": lambda: VillageGoalFactory(plan=row.plan, row=row),
        "measure": lambda: Measure.objects.create(row=row, position=1, text="Vận động"),
    }[what]()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("target", "1 tiêu chí phấn đấu"),
        ("goal", "1 mục tiêu cấp độ"),
        ("group", "1 nhóm xã"),
        ("village", "1 mục tiêu thôn, khu dân cư, vườn"),
        ("measure", "1 giải pháp"),
    ],
)
def test_a_commune_that_the_plan_speaks_of_stays(office, world, plan, what, words):
    row = plan.rows.get(position=1)
    hang_something_on(row, what)
    address = f"{PAGE}{row.commune.code}/bo/"
    sentence = f"{row.name} còn {words} trong kế hoạch. Bỏ các mục đó trước, rồi bỏ xã."

    page, response = office.get(address), office.post(address)

    assert (page.status_code, response.status_code) == (200, 422)
    assert sentence in page.text
    assert sentence in response.text
    assert (plan.rows.count(), history()) == (3, [])


def test_a_signed_plan_keeps_its_communes(office, world, plan):
    plan.status = "SIGNED"
    plan.save()
    row = f"{PAGE}{world.communes[0].code}/"
    forms = {
        PAGE: {"communes": [world.communes[3].code]},
        row: {"printed_name": "Khác", "position": "3", "seen": ""},
        f"{row}bo/": {},
        f"{row}xuong/": {},
    }

    answers = [office.post(address, form) for address, form in forms.items()]

    assert [one.status_code for one in answers] == [422] * 4
    assert ["đã ký, không sửa được nữa" in one.text for one in answers] == [True] * 4
    assert (order(plan), history()) == (codes(world, 0, 1, 2), [])


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_only_the_office_changes_communes(client, world, plan, who):
    client.force_login(getattr(world, who))
    row = f"{PAGE}{world.communes[0].code}/"

    for address in (PAGE, row, f"{row}bo/", f"{row}len/"):
        assert client.post(address, {"all": "1"}).status_code == 404
    assert plan.rows.count() == 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(office, world, plan, count, django_assert_num_queries):
    plan.rows.filter(position__gt=count).delete()
    for row in plan.rows.all():
        PlanTargetFactory(row=row, requirement=world.criteria[0])
        PlanGoalFactory(row=row)

    with django_assert_num_queries(7):
        page = office.get(PAGE)

    assert [(row.target_count, row.goal_count) for row in page.context["rows"]] == [(1, 1)] * count
    assert page.context["missing"] == 4 - count
