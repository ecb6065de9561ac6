import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assignments.models import AgencyMembership
from assignments.services.agencies import add_member
from communes.models import UnitRole
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory, AgencyMembershipFactory
from tests.factories.communes import DistrictFactory

pytestmark = pytest.mark.django_db


def test_a_member_may_read_the_agencys_unit():
    agency, user, admin = AgencyFactory(), UserFactory(), UserFactory(admin=True)

    membership = add_member(agency=agency, user=user, is_head=True, by=admin)

    assert (membership.agency, membership.user, membership.is_head) == (agency, user, True)
    assert list(UnitRole.objects.values_list("user", "unit", "role")) == [
        (user.pk, agency.unit_id, "READER")
    ]


def test_a_member_again_changes_only_who_is_head():
    agency, user = AgencyFactory(), UserFactory()
    add_member(agency=agency, user=user, is_head=True, by=None)

    add_member(agency=agency, user=user, is_head=False, by=None)

    assert list(AgencyMembership.objects.values_list("user", "agency", "is_head")) == [
        (user.pk, agency.pk, False)
    ]
    assert UnitRole.objects.count() == 1


def test_membership_and_role_are_stored_together_or_not_at_all():
    agency = AgencyFactory()
    agency.unit = DistrictFactory.build()  # not stored: the role, which comes second, fails

    with pytest.raises(ValidationError):
        add_member(agency=agency, user=UserFactory(), is_head=False, by=None)

    assert AgencyMembership.objects.count() == 0


def test_a_person_is_a_member_once():
    held = AgencyMembershipFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyMembershipFactory(user=held.user, agency=held.agency)


def test_an_agency_has_its_name_once_in_a_unit():
    agency = AgencyFactory(name="Phòng Nội vụ")

    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyFactory(unit=agency.unit, name="Phòng Nội vụ")
    AgencyFactory(name="Phòng Nội vụ")
