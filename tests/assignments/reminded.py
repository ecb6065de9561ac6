"""A signed plan with work of an agency, and the person who answers for it."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from assignments.models import Agency, WorkTask
from plans.models import Plan
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    AgencyMembershipFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkTaskFactory,
)
from tests.factories.plans import PlanFactory

THURSDAY = date(2024, 11, 28)
FRIDAY = date(2024, 11, 29)


def days(count: int) -> timedelta:
    return timedelta(days=count)


@dataclass
class Reminded:
    plan: Plan
    agency: Agency
    head: User

    def work(self, due_on: date | None, text: str = "Việc thử", **more) -> WorkTask:
        """A task of the agency."""
        item = WorkItemFactory(section__plan=more.pop("plan", self.plan), text=text)
        WorkPartyFactory(item=item, agency=more.pop("agency", self.agency))
        return WorkTaskFactory(item=item, due_on=due_on, **more)


def make_reminded(**plan) -> Reminded:
    made = PlanFactory(number="72/KH-UBND", **plan)
    agency = AgencyFactory(unit=made.unit, name="Phòng Văn hóa")
    head = UserFactory(email="truong-phong@co-quan.example")
    AgencyMembershipFactory(user=head, agency=agency, is_head=True)
    return Reminded(made, agency, head)
