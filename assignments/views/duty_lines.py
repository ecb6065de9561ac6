"""Duties as the lines of a page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assignments.duties import Duty
from assignments.duty_lists import STATE_WORDS, Part, agency_words, due_words, part_of
from assignments.views.work_query import WorkQuery
from plans.models import Plan


@dataclass(frozen=True)
class DutyLine:
    """A duty in words on a day; address: of its own page."""

    duty: Duty
    day: date
    address: str

    @property
    def due(self) -> str:
        return due_words(self.duty, self.day)

    @property
    def part(self) -> Part:
        return part_of(self.duty, self.day)

    @property
    def state_word(self) -> str:
        return STATE_WORDS[self.duty.state]

    @property
    def agencies(self) -> str:
        return agency_words(self.duty)

    @property
    def is_draft(self) -> bool:
        return self.duty.plan.status != Plan.Status.SIGNED

    @property
    def tick(self) -> str:
        """What the box of the line sends: which duty, and as the person saw it."""
        return f"{self.duty.key}@{self.duty.version}"


def lines_of(duties: Iterable[Duty], query: WorkQuery) -> list[DutyLine]:
    before, after = reverse("assignments:duty_detail", args=["KEY"]).split("KEY")
    return [DutyLine(duty, query.day, f"{before}{duty.key}{after}{query.plain}") for duty in duties]
