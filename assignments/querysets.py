"""Named reads of agencies, and of how far work is."""

from datetime import date

from django.db import models

from ntm_portal.lib.append_only import AppendOnlyQuerySet


class AgencyQuerySet(models.QuerySet):
    def acting_on(self, day: date):
        """Without those whose work another agency had taken over by `day`."""
        return self.exclude(successions__starts_on__lte=day)


class WorkStepQuerySet(AppendOnlyQuerySet):
    def newest_of(self, plans, day: date) -> dict:
        """Task id -> its newest step as of `day`, with who wrote it. One query."""
        steps = self.filter(task__item__plan__in=plans, holds_from__lte=day)
        return {step.task_id: step for step in steps.select_related("by").order_by("pk")}
