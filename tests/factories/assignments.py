"""Agencies, the people in them, what they answer for, and the work of a plan."""

from datetime import date

import factory

from assignments.models import (
    Agency,
    AgencyAlias,
    AgencyMembership,
    AgencySuccession,
    Responsibility,
    WorkItem,
    WorkParty,
    WorkSection,
    WorkStep,
    WorkTask,
)
from tests.factories.accounts import UserFactory
from tests.factories.communes import DistrictFactory
from tests.factories.plans import PlanFactory


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    unit = factory.SubFactory(DistrictFactory)
    name = factory.Sequence(lambda number: f"Phòng thử {number}")


class AgencyAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgencyAlias

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda number: f"P. thử {number}")


class AgencySuccessionFactory(factory.django.DjangoModelFactory):
    """From the first of March on; later: from a day that no test reaches."""

    class Meta:
        model = AgencySuccession

    class Params:
        later = factory.Trait(starts_on=date(2999, 1, 1))

    old = factory.SubFactory(AgencyFactory)
    new = factory.SubFactory(AgencyFactory, unit=factory.SelfAttribute("..old.unit"))
    starts_on = date(2024, 3, 1)
    document = "12/QĐ-UBND"
    recorded_by = factory.SubFactory(UserFactory)


class AgencyMembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgencyMembership

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)


class ResponsibilityFactory(factory.django.DjangoModelFactory):
    """Give one of requirement, criteria_set and row."""

    class Meta:
        model = Responsibility

    plan = factory.SubFactory(PlanFactory)
    agency = factory.SubFactory(AgencyFactory, unit=factory.SelfAttribute("..plan.unit"))


class WorkSectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkSection

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda number: number + 1)
    title = factory.Sequence(lambda number: f"Mục thử {number}")


class WorkItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkItem

    section = factory.SubFactory(WorkSectionFactory)
    plan = factory.SelfAttribute("section.plan")
    position = factory.Sequence(lambda number: number + 1)
    text = factory.Sequence(lambda number: f"Việc thử {number}")


class WorkPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkParty

    item = factory.SubFactory(WorkItemFactory)
    agency = factory.SubFactory(AgencyFactory, unit=factory.SelfAttribute("..item.plan.unit"))
    role = WorkParty.Role.LEAD


class WorkTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkTask

    item = factory.SubFactory(WorkItemFactory)
    position = factory.Sequence(lambda number: number + 1)
    due_on = date(2024, 6, 28)


class WorkStepFactory(factory.django.DjangoModelFactory):
    """A step that counts from `holds_from`; `done_on` follows for states that need it."""

    class Meta:
        model = WorkStep

    task = factory.SubFactory(WorkTaskFactory)
    state = WorkStep.Kind.DOING
    holds_from = date(2024, 2, 1)
    done_on = factory.LazyAttribute(
        lambda step: step.holds_from if step.state in ("WAITING", "DONE") else None
    )
    by = factory.SubFactory(UserFactory)
