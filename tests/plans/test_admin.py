"""A new plan made on the staff page."""

import pytest

from plans.models import Plan
from tests.factories.accounts import UserFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db


def test_a_plan_made_on_the_staff_page_holds_the_communes_of_its_unit(client):
    world = make_world()
    client.force_login(UserFactory(admin=True))
    fields = {
        "code": "ke-hoach-moi",
        "title": "Kế hoạch mới",
        "unit": world.district.pk,
        "issuer": "UBND huyện",
        "kind": "ANNUAL",
        "first_year": 2025,
        "last_year": 2025,
        "baseline_on": "01/01/2025",
        "criteria_set": world.criteria_set.pk,
        "status": "DRAFT",
        "heading": "DECREE_30",
        "capital_unit": "MILLION",
    }
    none = {"rows-TOTAL_FORMS": 0, "rows-INITIAL_FORMS": 0}

    response = client.post("/quan-tri/plans/plan/add/", fields | none)

    plan = Plan.objects.get()
    assert response.status_code == 302
    assert [row.commune for row in plan.rows.all()] == world.communes
    page = client.get(f"/quan-tri/plans/plan/{plan.pk}/change/")
    assert world.communes[0].name in page.text
    assert client.get(f"/quan-tri/plans/plan/{plan.pk}/delete/").status_code == 403


def test_a_signed_plan_is_only_read_on_the_staff_page(client):
    world = make_world()
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="SIGNED")
    PlanCommuneFactory(plan=plan, commune=world.communes[0])
    client.force_login(UserFactory(admin=True))

    response = client.post(f"/quan-tri/plans/plan/{plan.pk}/change/", {"number": "sửa/KH-UBND"})

    plan.refresh_from_db()
    assert response.status_code == 403
    assert plan.number != "sửa/KH-UBND"
