"""Reporting cycles, who owes reports, and reports."""

from datetime import date

import factory

from assignments.models import Report, ReportingCycle, ReportingParty
from assignments.report_figures import Figures
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.plans import PlanFactory

NO_FIGURES = Figures(
    day=date(2024, 2, 29),
    planned=0,
    met=0,
    met_now=(),
    fell=(),
    work_done=(),
    late=(),
    coming=(),
)


class ReportingCycleFactory(factory.django.DjangoModelFactory):
    """February 2024, before day 30: in time until Thursday the 29th."""

    class Meta:
        model = ReportingCycle

    plan = factory.SubFactory(PlanFactory)
    kind = ReportingCycle.Kind.MONTHLY
    first_on = date(2024, 2, 1)
    last_on = date(2024, 2, 29)
    due_on = date(2024, 2, 29)
    rule = "trước ngày 30 của tháng cuối kỳ báo cáo"
    made_by = factory.SubFactory(UserFactory)


class ReportingPartyFactory(factory.django.DjangoModelFactory):
    """An agency; give agency=None with commune= for a commune."""

    class Meta:
        model = ReportingParty

    cycle = factory.SubFactory(ReportingCycleFactory)
    agency = factory.SubFactory(AgencyFactory, unit=factory.SelfAttribute("..cycle.plan.unit"))


class ReportFactory(factory.django.DjangoModelFactory):
    """The first version, on the last day in time."""

    class Meta:
        model = Report

    party = factory.SubFactory(ReportingPartyFactory)
    number = 1
    figures = factory.LazyFunction(NO_FIGURES.as_json)
    sent_on = date(2024, 2, 29)
    sent_by = factory.SubFactory(UserFactory)
