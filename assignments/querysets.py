"""Named reads of agencies, and of how far work is."""

from datetime import date

from django.db import models

from criteria.models import CriteriaSet
from criteria.querysets import CriteriaSetQuerySet
from ntm_portal.lib.append_only import AppendOnlyQuerySet
from plans.models import Plan


def sets_of(plan: Plan) -> CriteriaSetQuerySet:
    """The sets that a plan may hand out: of communes, its own or in force in its years; by tier."""
    first, last = date(plan.first_year, 1, 1), date(plan.last_year, 12, 31)
    held = CriteriaSet.objects.for_communes().in_force_within(first, last)
    sets = held | CriteriaSet.objects.filter(pk=plan.criteria_set_id)
    tiers = [models.When(tier=tier, then=place) for place, tier in enumerate(CriteriaSet.Tier)]
    return sets.order_by(models.Case(*tiers), "effective_from", "pk")


class AgencyQuerySet(models.QuerySet):
    def acting_on(self, day: date):
        """Without those whose work another agency had taken over by `day`."""
        successions = self.model._meta.get_field("successions").related_model.objects
        return self.exclude(pk__in=successions.standing().filter(starts_on__lte=day).values("old"))


class AgencySuccessionQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Without those written by mistake."""
        return self.filter(void__isnull=True)


class WorkStepQuerySet(AppendOnlyQuerySet):
    def newest_of(self, plans, day: date) -> dict:
        """Task id -> its newest step as of `day`, with who wrote it. One query."""
        steps = self.filter(task__item__plan__in=plans, holds_from__lte=day)
        return {step.task_id: step for step in steps.select_related("by").order_by("pk")}
