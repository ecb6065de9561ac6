"""What stands at the head of a plan: changed on a page, with both values in a conflict."""

from datetime import date

import pytest

from plans.models import PlanChange
from plans.services.goals import goal_words
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    VillageGoalFactory,
)

pytestmark = pytest.mark.django_db

PAGE = "/ke-hoach/ke-hoach/noi-dung/thong-tin/"


@pytest.fixture
def plan(world):
    return PlanFactory(
        code="ke-hoach",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        number="72/KH-UBND",
    )


@pytest.fixture
def office(client, world):
    client.force_login(world.office)
    return client


def opened(office) -> dict[str, object]:
    """The form as a browser would send it back."""
    page = office.get(PAGE)
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent["signed_on"] = form["signed_on"].value() and form["signed_on"].field.prepare_value(
        form["signed_on"].value()
    )
    kept = {name: value for name, value in sent.items() if value is not None}
    return kept | {"seen": page.context["seen"]}


def history() -> list[tuple[str, str, str]]:
    return list(PlanChange.objects.order_by("pk").values_list("what", "before", "after"))


def test_what_changed_is_stored_with_its_history(office, plan):
    changed = {"signer": "Người Ký", "stated_communes": "207", "signed_on": "05/02/2024"}

    response = office.post(PAGE, opened(office) | changed)

    plan.refresh_from_db()
    assert response.url == "/ke-hoach/ke-hoach/noi-dung/#thong-tin"
    assert (plan.signer, plan.stated_communes, plan.signed_on) == (
        "Người Ký",
        207,
        date(2024, 2, 5),
    )
    assert history() == [
        ("Ngày ký", "30/01/2024", "05/02/2024"),
        ("Người ký", "", "Người Ký"),
        ("Số xã nêu trong kế hoạch", "", "207"),
    ]


def test_days_are_shown_as_they_are_written(office, plan):
    assert 'value="30/01/2024"' in office.get(PAGE).text


def test_nothing_changed_writes_nothing(office, plan):
    assert office.post(PAGE, opened(office)).status_code == 302
    assert history() == []


def test_somebody_else_was_faster(office, plan):
    seen = opened(office)
    office.post(PAGE, seen | {"number": "73/KH-UBND"})

    response = office.post(PAGE, seen | {"signer": "Người Ký"})

    plan.refresh_from_db()
    assert response.status_code == 409
    assert "Số, ký hiệu: Văn phòng huyện đã đổi lúc" in response.text
    assert "73/KH-UBND" in response.text
    assert response.context["form"]["signer"].value() == "Người Ký"
    assert (plan.number, plan.signer) == ("73/KH-UBND", "")
    again = seen | {"signer": "Người Ký", "seen": response.context["seen"]}
    assert office.post(PAGE, again).status_code == 302


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        pytest.param({"signed_on": "31/02/2024"}, "signed_on", "31/02/2024", id="no-such-day"),
        pytest.param({"first_year": "24"}, "first_year", "Năm ‘24’ không có", id="two-digits"),
        pytest.param({"last_year": "2025"}, "last_year", "chỉ có một năm", id="two-years"),
        pytest.param(
            {"kind": "PERIOD", "last_year": "2023"}, "__all__", "Năm cuối phải", id="backwards"
        ),
        pytest.param({"title": ""}, "title", "bắt buộc", id="no-title"),
        pytest.param({"stated_communes": "~200"}, "stated_communes", "một số", id="about"),
        pytest.param({"number": "71/kh-ubnd"}, "number", "đã dùng cho ‘Kế hoạch kia’", id="twice"),
    ],
)
def test_bad_input_is_answered_beside_its_field(office, plan, fields, field, sentence):
    PlanFactory(unit=plan.unit, number="71/KH-UBND", title="Kế hoạch kia")

    response = office.post(PAGE, opened(office) | fields)

    assert response.status_code == 422
    assert sentence in response.context["form"].errors[field][0]
    assert history() == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"signed_on": date(2023, 12, 31)}, id="another-year"),
        pytest.param({"signed_on": None, "first_year": 2025}, id="unsigned-of-another-year"),
        pytest.param({"number": "71/KH-HĐND"}, id="another-number"),
    ],
)
def test_a_number_is_free_elsewhere(office, plan, other):
    PlanFactory(**{"unit": plan.unit, "number": "71/KH-UBND"} | other)
    PlanFactory(number="71/KH-UBND")

    assert office.post(PAGE, opened(office) | {"number": "71/KH-UBND"}).status_code == 302


def test_years_do_not_leave_goals_outside(office, plan):
    row = PlanCommuneFactory(plan=plan)
    goal = PlanGoalFactory(row=row, year=2024)
    VillageGoalFactory(plan=plan, year=2024)

    response = office.post(PAGE, opened(office) | {"first_year": "2025", "last_year": "2025"})

    plan.refresh_from_db()
    assert response.status_code == 422
    (error,) = response.context["form"].non_field_errors()
    assert error == (
        f"Kế hoạch 2025 không còn chứa 2 mục tiêu, như ‘{row.name}: {goal_words(goal)}’. "
        "Sửa năm của các mục tiêu trước."
    )
    assert (plan.first_year, history()) == (2024, [])


def test_a_signed_plan_keeps_its_head(office, plan):
    sent = opened(office)
    plan.status = "SIGNED"
    plan.save()

    response = office.post(PAGE, sent | {"number": "99/KH-UBND"})

    assert response.status_code == 422
    assert "đã ký, không sửa được nữa" in response.text
    assert office.get(PAGE).status_code == 422
    assert history() == []


def test_it_may_replace_a_signed_plan_of_the_same_unit_only(office, plan):
    old = PlanFactory(unit=plan.unit, title="Kế hoạch cũ")
    foreign = PlanFactory()

    refused = office.post(PAGE, opened(office) | {"replaces": foreign.pk})
    office.post(PAGE, opened(office) | {"replaces": old.pk})

    assert refused.status_code == 422
    assert history() == [("Thay cho kế hoạch", "", "Kế hoạch cũ")]
