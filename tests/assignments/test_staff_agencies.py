"""Agencies on the staff pages: who leaves one no longer reads its unit."""

from datetime import date

import pytest

from assignments.models import DayOff
from assignments.services.agencies import add_member
from communes.models import UnitRole
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import CommuneFactory, DistrictFactory

pytestmark = pytest.mark.django_db
AGENCIES = "/quan-tri/assignments/agency/"


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def membership(agency):
    return add_member(agency=agency, user=UserFactory(), is_head=True, by=None)


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(admin=True))
    return client


def save(admin, membership, **member):
    """The agency's form with its one member as `member` says."""
    agency = membership.agency
    fields = {"id": membership.pk, "agency": agency.pk, "user": membership.user_id} | member
    form = {
        "unit": agency.unit_id,
        "name": agency.name,
        "short_name": "",
        "kind": agency.kind,
        "aliases-TOTAL_FORMS": "0",
        "aliases-INITIAL_FORMS": "0",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        **{f"memberships-0-{name}": value for name, value in fields.items()},
    }
    assert admin.post(f"{AGENCIES}{agency.pk}/change/", form).status_code == 302


def readers(unit) -> set:
    return {role.user for role in UnitRole.objects.filter(unit=unit, role="READER")}


def test_who_leaves_an_agency_no_longer_reads_its_unit(client, admin, membership):
    commune = CommuneFactory(parent=membership.agency.unit)

    save(admin, membership, DELETE="on")

    assert readers(membership.agency.unit) == set()
    client.force_login(membership.user)
    assert client.get(f"/xa/{commune.code}/").status_code == 404


def test_whose_place_another_takes_no_longer_reads_the_unit(admin, membership):
    successor = UserFactory()

    save(admin, membership, user=successor.pk)

    assert readers(membership.agency.unit) == {successor}


def test_who_is_in_another_agency_of_the_unit_still_reads_it(admin, membership):
    other = AgencyFactory(unit=membership.agency.unit)
    add_member(agency=other, user=membership.user, is_head=False, by=None)

    save(admin, membership, DELETE="on")

    assert readers(membership.agency.unit) == {membership.user}


def test_reading_another_unit_stays(admin, membership):
    other = AgencyFactory()
    add_member(agency=other, user=membership.user, is_head=False, by=None)

    save(admin, membership, DELETE="on")

    assert readers(other.unit) == {membership.user}


@pytest.mark.parametrize("how", ["alone", "from the list"])
def test_the_members_of_an_agency_that_is_gone_no_longer_read_its_unit(admin, membership, how):
    agency = membership.agency

    if how == "alone":
        admin.post(f"{AGENCIES}{agency.pk}/delete/", {"post": "yes"})
    else:
        form = {"action": "delete_selected", "_selected_action": agency.pk, "post": "yes"}
        admin.post(AGENCIES, form)

    assert not type(agency).objects.exists()
    assert readers(agency.unit) == set()


def test_an_agency_stays_with_its_unit(admin, membership):
    unit = membership.agency.unit
    membership.agency.unit = DistrictFactory()

    save(admin, membership)

    membership.agency.refresh_from_db()
    assert membership.agency.unit == unit


def test_kind_parts_and_spellings_are_kept_there(admin, agency):
    other, foreign = AgencyFactory(unit=agency.unit), AgencyFactory()
    change = f"{AGENCIES}{agency.pk}/change/"
    form = {
        "unit": agency.unit_id,
        "name": "Các phòng",
        "short_name": "",
        "kind": "COLLECTIVE",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
        "aliases-TOTAL_FORMS": "1",
        "aliases-INITIAL_FORMS": "0",
        "aliases-0-name": "Các phòng ban",
        "aliases-0-agency": agency.pk,
    }

    assert admin.post(change, form | {"parts": [foreign.pk]}).status_code == 200
    assert admin.post(change, form | {"parts": [other.pk]}).status_code == 302

    agency.refresh_from_db()
    assert (agency.name, agency.kind) == ("Các phòng", "COLLECTIVE")
    assert list(agency.parts.all()) == [other]
    assert [alias.name for alias in agency.aliases.all()] == ["Các phòng ban"]


def test_days_off_are_entered_there(admin):
    address = "/quan-tri/assignments/dayoff/"

    admin.post(f"{address}add/", {"day": "02/09/2024", "name": "Quốc khánh"})

    (day,) = DayOff.objects.all()
    assert (day.day, day.name, day.works) == (date(2024, 9, 2), "Quốc khánh", False)
    assert "Quốc khánh" in admin.get(address).text
