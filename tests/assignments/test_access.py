"""In which capacity a person acts on a commune's review."""

import pytest

from assignments.access import parties
from assignments.services.agencies import add_member
from communes.access import get_commune
from communes.rules import Party
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import DistrictFactory, UnitRoleFactory
from tests.factories.world import DAY, World

pytestmark = pytest.mark.django_db


def parts(world: World, user, commune: int = 0) -> set[Party]:
    return set(parties(user, world.communes[commune]))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("office", {Party.OFFICE}),
        ("province_office", {Party.OFFICE}),
        ("officer", {Party.COMMUNE}),
        ("neighbour", set()),
        ("leader", set()),
        ("reader", set()),
        ("stranger", set()),
    ],
)
def test_roles(world, who, expected):
    assert parts(world, getattr(world, who)) == expected


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        pytest.param("district", {Party.AGENCY}, id="of-the-district"),
        pytest.param("province", {Party.AGENCY}, id="of-the-province"),
        pytest.param("commune", set(), id="of-the-commune-itself"),
        pytest.param("elsewhere", set(), id="of-another-district"),
    ],
)
def test_members_of_an_agency_above_the_commune(world, level, expected):
    units = {
        "district": world.district,
        "province": world.province,
        "commune": world.communes[0],
        "elsewhere": DistrictFactory(parent=world.province),
    }
    user = UserFactory()
    add_member(agency=AgencyFactory(unit=units[level]), user=user, is_head=False, by=None)

    assert parts(world, user) == expected


def test_parts_add_up(world):
    add_member(agency=AgencyFactory(unit=world.district), user=world.office, is_head=True, by=None)
    UnitRoleFactory(user=world.office, unit=world.communes[0], role="OFFICER")

    assert parts(world, world.office) == set(Party)
    assert parts(world, world.office, commune=1) == {Party.AGENCY, Party.OFFICE}


@pytest.mark.parametrize("closed", [{"is_staff": True}, {"is_active": False}])
def test_administrators_and_closed_accounts_take_no_part(world, closed):
    user = UserFactory(**closed)
    add_member(agency=AgencyFactory(unit=world.district), user=user, is_head=False, by=None)
    UnitRoleFactory(user=user, unit=world.district, role="OFFICE")
    UnitRoleFactory(user=user, unit=world.communes[0], role="OFFICER")

    assert parts(world, user) == set()


def test_three_questions_whoever_asks(world, django_assert_num_queries):
    commune = get_commune(world.office, world.communes[0].code, DAY)

    with django_assert_num_queries(3):
        assert parties(world.office, commune) == {Party.OFFICE}
