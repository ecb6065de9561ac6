"""An item of the list of work, as plain data for the checks. Pure."""

from dataclasses import dataclass
from datetime import date

from plans.checks.findings import Place, short


@dataclass(frozen=True)
class Work:
    """An item of the list of work that somebody has to do.

    has_lead: an agency that is written down leads it. unread: why its timing is not understood, ""
    where it is. due_on: the last of its deadlines that the printed words say.
    """

    key: str
    text: str
    leading: str = ""
    has_lead: bool = True
    timing: str = ""
    unread: str = ""
    due_on: date | None = None

    @property
    def short(self) -> str:
        return short(self.text, 60)

    @property
    def place(self) -> Place:
        return Place("work", f"việc ‘{self.short}’", self.key)
