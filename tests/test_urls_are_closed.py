"""Every route, swept: anonymous people are sent to the login, strangers find nothing."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import make_world
from tests.pages import seen

pytestmark = pytest.mark.django_db

OPEN = {"dang-nhap/"}
# Pages that show every signed-in person only what is theirs, or data that is public law.
FOR_EVERYBODY = {
    "",
    "dang-xuat/",
    "doi-mat-khau/",
    "bang-tieu-chi/",
    "bang-tieu-chi/luu/",  # foreign cells: tests/communes/test_views_board_save.py
    "lech/",
    "tham-tra/",
    "xa/",
    "ke-hoach/",
    "bo-tieu-chi/",
    "bo-tieu-chi/<slug:code>/",
}
FOR_THE_DISTRICT = {
    "ke-hoach/<slug:code>/",
    "ke-hoach/<slug:code>/lich-su/",
    "ke-hoach/<slug:plan>/phu-luc/<slug:appendix>/",
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


def parts(route: str, world) -> dict[str, str]:
    """What to put into the route, so that it leads to objects of the world's district."""
    commune = world.communes[0].code
    codes = {"bo-tieu-chi/": world.criteria_set.code, "ke-hoach/": "ke-hoach", "xa/": commune}
    known = {
        "<slug:code>": next((c for start, c in codes.items() if route.startswith(start)), ""),
        "<slug:plan>": "ke-hoach",
        "<slug:commune_code>": commune,
        "<slug:appendix>": "phu-luc-02",
        "<int:requirement_id>": str(world.criteria[0].pk),
    }
    return {part: known[part] for part in re.findall("<.*?>", route)}


def fill(route: str, world, **others: str) -> str:
    for part, value in (parts(route, world) | others).items():
        route = route.replace(part, value)
    return f"/{route}?bo=BO-THU&ngay=2024-01-01"


def addresses_of_nothing(route: str, world) -> list[str]:
    """The address with one part after the other that names nothing."""
    wrong = {"<int:requirement_id>": "999999999"}
    return [
        fill(route, world, **{part: wrong.get(part, "khong-co")}) for part in parts(route, world)
    ]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in OPEN])
def test_anonymous_is_sent_to_the_login(client, world, route, method):
    response = getattr(client, method)(fill(route, world))

    assert response.status_code == 302
    assert response.url.startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["stranger", "neighbour"])
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in OPEN | FOR_EVERYBODY])
def test_a_foreign_object_equals_one_that_does_not_exist(client, world, route, method, who):
    if (who, method) == ("neighbour", "get") and route in FOR_THE_DISTRICT:
        pytest.skip("commune staff read their district's signed plan")
    client.force_login(world.office)
    understood = getattr(client, method)(fill(route, world)).status_code != 405
    client.logout()
    client.force_login(getattr(world, who))

    foreign = seen(getattr(client, method)(fill(route, world)))
    missing = [seen(getattr(client, method)(one)) for one in addresses_of_nothing(route, world)]

    assert foreign[0] == (404 if understood else 405)
    assert missing == [foreign] * len(missing)


@pytest.mark.parametrize("who", ["office", "leader", "reader", "officer", "stranger"])
def test_the_staff_pages_are_not_found_without_the_right(client, world, who):
    client.force_login(getattr(world, who))

    for address in ("/quan-tri/", "/quan-tri/accounts/user/", "/quan-tri/login/"):
        assert client.get(address).status_code == 404


def test_the_open_routes_are_exactly_these(client, world):
    answers = {route: client.get(fill(route, world)) for route in ROUTES}

    closed = {
        route
        for route, response in answers.items()
        if response.status_code == 302 and response.url.startswith("/dang-nhap/?next=")
    }
    assert set(ROUTES) - closed == OPEN
