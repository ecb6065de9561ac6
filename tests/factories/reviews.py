"""Self-assessments and the steps of their review."""

import factory

from communes.models import ReviewStep, StatusEntry
from tests.factories.accounts import UserFactory
from tests.factories.communes import StatusEntryFactory


class AssessmentFactory(StatusEntryFactory):
    """The commune says MET of itself on the day of StatusEntryFactory."""

    voice = StatusEntry.Voice.SELF


class ReviewStepFactory(factory.django.DjangoModelFactory):
    """The entry has been submitted, unless told."""

    class Meta:
        model = ReviewStep

    entry = factory.SubFactory(AssessmentFactory)
    cell = factory.SelfAttribute("entry.cell")
    step = ReviewStep.Kind.SUBMITTED
    note = factory.LazyAttribute(lambda made: "thiếu minh chứng" if made.step == "RETURNED" else "")
    by = factory.SubFactory(UserFactory)
