"""Agencies and the people in them."""

import factory

from assignments.models import Agency, AgencyMembership
from tests.factories.accounts import UserFactory
from tests.factories.communes import DistrictFactory


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    unit = factory.SubFactory(DistrictFactory)
    name = factory.Sequence(lambda number: f"Phòng thử {number}")


class AgencyMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgencyMembership

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
