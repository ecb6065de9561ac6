"""Which agencies a measure's form offers: those that act, and those that it names already."""

import pytest

from assignments.forms.measures import MeasureForm
from tests.factories.assignments import AgencyFactory, AgencySuccessionFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def test_who_was_taken_over_is_offered_only_where_it_stands():
    plan = PlanFactory()
    old = AgencyFactory(unit=plan.unit)
    new = AgencySuccessionFactory(old=old).new
    foreign = AgencyFactory()

    def offered(**kept) -> list[int]:
        return [pk for pk, _ in MeasureForm(plan=plan, **kept).fields["agencies"].choices]

    assert offered() == [str(new.pk)]
    assert offered(kept=[old.pk, foreign.pk]) == [str(old.pk), str(new.pk)]
