"""What the form of one commune refuses: said beside the tier, with everything typed kept."""

from datetime import date

import pytest

from plans.models import PlanGoal, PlanTarget
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanGoalFactory

pytestmark = pytest.mark.django_db

TIERS = ("BASIC", "ADVANCED", "MODEL", "MODERN")


@pytest.fixture
def row(world):
    plan = PlanFactory(
        code="ke-hoach",
        unit=world.district,
        criteria_set=world.criteria_set,
        status="DRAFT",
        kind="PERIOD",
        first_year=2024,
        last_year=2025,
    )
    commune = world.communes[0]
    commune.valid_to = date(2024, 12, 31)
    commune.save()
    return PlanCommuneFactory(plan=plan, commune=commune)


def post(client, world, row, **fields):
    client.force_login(world.office)
    years = {f"year-{tier}": "2024" for tier in TIERS}
    target = {"targets": str(world.criteria[0].pk), f"seen-{world.criteria[0].pk}": "0"}
    return client.post(f"/ke-hoach/ke-hoach/xa/{row.commune.code}/", years | target | fields)


def test_a_goal_after_the_merger_is_refused_beside_its_year(client, world, row):
    fields = {"action-MODEL": "BUILD", "year-MODEL": "2025"}

    response = post(client, world, row, **fields)

    sentence = (
        f"{row.name} đã sáp nhập từ sau ngày 31/12/2024, không còn để đạt mục tiêu năm 2025. "
        "Ghi mục tiêu cho xã kế thừa."
    )
    assert response.status_code == 422
    assert response.context["form"].errors == {"year-MODEL": [sentence]}
    assert sentence in response.text
    assert response.context["choices"][0].ticked is True
    assert (PlanTarget.objects.count(), PlanGoal.objects.count()) == (0, 0)


def test_a_goal_in_the_last_year_of_the_commune_is_taken(client, world, row):
    fields = {"action-MODEL": "BUILD", "year-MODEL": "2024"}

    assert post(client, world, row, **fields).status_code == 302
    assert PlanGoal.objects.get().year == 2024


def test_a_goal_that_stood_before_the_merger_was_known_does_not_block_the_form(client, world, row):
    PlanGoalFactory(row=row, tier="MODEL", year=2025)
    fields = {"action-MODEL": "BUILD", "year-MODEL": "2025", "seen-MODEL": "BUILD 2025"}

    assert post(client, world, row, **fields).status_code == 302
    assert (PlanTarget.objects.count(), PlanGoal.objects.get().year) == (1, 2025)


def test_a_target_in_a_signed_plan_is_refused_with_a_sentence(client, world, row):
    row.plan.status = "SIGNED"
    row.plan.save()

    response = post(client, world, row)

    assert response.status_code == 422
    assert "đã ký, không sửa được nữa" in response.context["form"].non_field_errors()[0]
    assert response.context["choices"][0].ticked is True
    assert PlanTarget.objects.count() == 0
