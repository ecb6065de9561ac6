"""Every route, swept: anonymous people are sent to the login, strangers find nothing."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import make_world

pytestmark = pytest.mark.django_db

OPEN = {"dang-nhap/", "dang-xuat/"}
# Pages that show every signed-in person only what is theirs, or data that is public law.
FOR_EVERYBODY = {
    "",
    "doi-mat-khau/",
    "bang-tieu-chi/",
    "bang-tieu-chi/luu/",  # foreign cells: tests/communes/test_views_board.py
    "xa/",
    "ke-hoach/",
    "bo-tieu-chi/",
    "bo-tieu-chi/<slug:code>/",
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


@pytest.fixture
def world():
    world = make_world()
    plan = PlanFactory(code="ke-hoach", unit=world.district, criteria_set=world.criteria_set)
    PlanCommuneFactory(plan=plan, commune=world.communes[0])
    return world


def fill(route: str, world) -> str:
    """The address of objects that exist and belong to the world's district."""
    commune = world.communes[0].code
    values = {
        "bo-tieu-chi/<slug:code>/": {"<slug:code>": world.criteria_set.code},
        "ke-hoach/": {"<slug:code>": "ke-hoach", "<slug:plan>": "ke-hoach"},
        "xa/": {"<slug:code>": commune},
    }
    by_prefix = next((v for start, v in values.items() if route.startswith(start)), {})
    common = {
        "<slug:commune_code>": commune,
        "<slug:appendix>": "phu-luc-02",
        "<int:requirement_id>": str(world.criteria[0].pk),
    }
    for part, value in (by_prefix | common).items():
        route = route.replace(part, value)
    assert "<" not in route, f"tell this test how to fill {route}"
    return f"/{route}?bo=BO-THU&ngay=2024-01-01"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in OPEN])
def test_anonymous_is_sent_to_the_login(client, world, route, method):
    response = getattr(client, method)(fill(route, world))

    assert response.status_code == 302
    assert response.url.startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["stranger", "neighbour"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in OPEN | FOR_EVERYBODY])
def test_a_foreign_object_is_not_found(client, world, route, method, who):
    if who == "neighbour" and route.startswith("ke-hoach/"):
        pytest.skip("commune staff read their district's plan")
    client.force_login(getattr(world, who))

    response = getattr(client, method)(fill(route, world))

    assert response.status_code in (404, 405)


@pytest.mark.parametrize("who", ["office", "leader", "reader", "officer", "stranger"])
def test_the_staff_pages_are_not_found_without_the_right(client, world, who):
    client.force_login(getattr(world, who))

    for address in ("/quan-tri/", "/quan-tri/accounts/user/", "/quan-tri/login/"):
        assert client.get(address).status_code == 404


def test_the_open_routes_are_these_two():
    assert set(ROUTES) >= OPEN
