import pytest
from django.core.exceptions import ValidationError

from communes.models import UnitRole
from communes.services.roles import grant_role
from tests.factories.accounts import UserFactory
from tests.factories.communes import DistrictFactory

pytestmark = pytest.mark.django_db


def test_a_role_is_granted_once():
    user, unit, admin = UserFactory(), DistrictFactory(), UserFactory(admin=True)

    first = grant_role(user=user, unit=unit, role=UnitRole.Role.OFFICE, by=admin)
    again = grant_role(user=user, unit=unit, role=UnitRole.Role.OFFICE, by=admin)

    assert again == first
    assert list(UnitRole.objects.values_list("user", "unit", "role")) == [
        (user.pk, unit.pk, "OFFICE")
    ]


def test_a_second_role_stands_beside_the_first():
    user, unit = UserFactory(), DistrictFactory()

    grant_role(user=user, unit=unit, role=UnitRole.Role.OFFICE, by=None)
    grant_role(user=user, unit=unit, role=UnitRole.Role.LEADER, by=None)

    assert set(user.unit_roles.values_list("role", flat=True)) == {"OFFICE", "LEADER"}


def test_an_unknown_role_is_refused():
    with pytest.raises(ValidationError) as refused:
        grant_role(user=UserFactory(), unit=DistrictFactory(), role="KING", by=None)

    assert list(refused.value.message_dict) == ["role"]
    assert UnitRole.objects.count() == 0
