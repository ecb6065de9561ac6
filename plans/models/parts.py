"""What every part of a plan's contents has: its plan, its place, and a version to save against."""

from django.db import models

from plans.models.plan import Plan
from plans.sealed import SealedModel


class PlanPart(SealedModel):
    """One line of a plan's contents; two people who edit two of them do not disturb each other.

    version: grows by one with every change; a form sends back the one that it showed.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, verbose_name="kế hoạch")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)

    # Lines change places only with those that share these fields: the parts of one source.
    beside_by: tuple[str, ...] = ()

    class Meta:
        abstract = True
        ordering = ["plan", "position", "pk"]

    @property
    def what(self) -> str:
        """What the history calls it: "Căn cứ", "Nguồn vốn"."""
        return str(self._meta.verbose_name).capitalize()

    @property
    def told(self) -> str:
        """The whole line as the history keeps it."""
        return str(self)

    @property
    def beside(self) -> tuple[object, ...]:
        """The same for all lines among which this one moves up and down."""
        return tuple(getattr(self, name) for name in self.beside_by)
