"""Named reads of criteria sets."""

from datetime import date

from django.db import models

from ntm_portal.lib.text import fold


class CriteriaSetQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Sets whose dates cover `day`; drafts are left out."""
        return self.filter(effective_from__lte=day).filter(
            models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=day)
        ).exclude(status="DRAFT")

    def for_communes(self):
        return self.filter(level="COMMUNE")


class RequirementQuerySet(models.QuerySet):
    def criteria(self):
        """The criteria (tiêu chí) only, in the order of the set."""
        return self.filter(kind="CRITERION").order_by("position")

    def indicators(self):
        """The indicators (chỉ tiêu) only, in the order of the set."""
        return self.filter(kind="INDICATOR").order_by("position")

    def matching(self, words: str):
        """Rows whose code or name holds all the words, marks and case apart."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(search_text__contains=word)
        return rows


class ThresholdQuerySet(models.QuerySet):
    def for_scope(self, *, region=None, commune_group=None):
        """Rows of exactly that region or group, and the rows that hold everywhere."""
        everywhere = models.Q(region__isnull=True, commune_group__isnull=True)
        exact = models.Q(pk__in=[])
        if region is not None:
            exact |= models.Q(region=region)
        if commune_group is not None:
            exact |= models.Q(commune_group=commune_group)
        return self.filter(everywhere | exact)
