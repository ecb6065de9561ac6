"""Named reads of criteria sets."""

from datetime import date

from django.db import models
from django.db.models.functions import Coalesce

from ntm_portal.lib.text import search_words


def _relations_from_other_apps(node: type[models.Model]):
    """Foreign keys of other apps that point at `node`, also those without a reverse name.

    A many-to-many field shows as the key of its own table.
    """
    return [
        relation
        for relation in node._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and relation.related_model._meta.app_label != node._meta.app_label
    ]


def _count(rows: models.QuerySet, path: str) -> Coalesce:
    """How many of `rows` belong to the set of the outer query."""
    counted = (
        rows.filter(**{path: models.OuterRef("pk")})
        .order_by()
        .values(path)
        .annotate(count=models.Count("pk"))
        .values("count")
    )
    return Coalesce(models.Subquery(counted), 0)


class CriteriaSetQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Sets whose dates cover `day`; drafts are left out."""
        return (
            self.filter(effective_from__lte=day)
            .filter(models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=day))
            .exclude(status="DRAFT")
        )

    def in_force_within(self, first: date, last: date):
        """Sets in force on some day of a period; drafts are left out."""
        return (
            self.filter(effective_from__lte=last)
            .filter(models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=first))
            .exclude(status="DRAFT")
        )

    def for_communes(self):
        return self.filter(level="COMMUNE")

    def used(self):
        """Sets whose requirements or groups a row of another app points at, or for which a decision
        was entered: never edited again.
        """
        decisions = self.model._meta.get_field("threshold_decisions").related_model
        anywhere = models.Q(
            models.Exists(decisions.objects.filter(criteria_set=models.OuterRef("pk")))
        )
        for name in ("requirements", "commune_groups"):
            node = self.model._meta.get_field(name).related_model
            for relation in _relations_from_other_apps(node):
                path = f"{relation.field.name}__criteria_set"
                rows = relation.related_model._base_manager
                anywhere |= models.Exists(rows.filter(**{path: models.OuterRef("pk")}))
        return self.filter(anywhere)

    def with_counts(self):
        """Adds what is stored: criteria_found, indicators_found and own thresholds by provenance.

        Counted in subqueries: one join over both would multiply the rows.
        """
        requirements = self.model._meta.get_field("requirements").related_model.objects
        thresholds = requirements.model._meta.get_field("thresholds").related_model.objects
        return self.annotate(
            criteria_found=_count(requirements.criteria(), "criteria_set"),
            indicators_found=_count(requirements.indicators(), "criteria_set"),
            **{
                f"{provenance.lower()}_count": _count(
                    thresholds.own().filter(provenance=provenance), "requirement__criteria_set"
                )
                for provenance in ("VERIFIED", "UNVERIFIED", "MISSING")
            },
        )


class RequirementQuerySet(models.QuerySet):
    def criteria(self):
        """The criteria (tiêu chí) only, in the order of the set."""
        return self.filter(kind="CRITERION").order_by("position")

    def indicators(self):
        """The indicators (chỉ tiêu) only, in the order of the set."""
        return self.filter(kind="INDICATOR").order_by("position")

    def matching(self, words: str):
        """Rows whose name holds all the words, marks and case apart.

        A number finds the code that is it or begins with it ("5": 5, 5.1, not 15); "tiêu chí"
        and "chỉ tiêu" in front of a number say nothing.
        """
        rows = self
        wanted = search_words(words)
        if any(word[0].isdecimal() for word in wanted):
            wanted = [word for word in wanted if word not in ("tieu", "chi")]
        for word in wanted:
            if word[0].isdecimal():
                rows = rows.filter(models.Q(code=word) | models.Q(code__startswith=f"{word}."))
            else:
                rows = rows.filter(search_text__contains=word)
        return rows


class ThresholdQuerySet(models.QuerySet):
    def own(self):
        """The rows of the sets themselves, without those of later decisions."""
        return self.filter(decision__isnull=True)

    def of_set(self, criteria_set):
        """The own thresholds of a set in the order to print, region and group loaded."""
        return self.own().with_decided(criteria_set)

    def with_decided(self, criteria_set):
        """Those of a set and of every decision on it, in the order to print.

        Within a requirement: the row for every commune first, then by year, region and group.
        """
        return (
            self.filter(requirement__criteria_set=criteria_set)
            .select_related("region", "commune_group")
            .order_by(
                "requirement__position",
                models.F("year").asc(nulls_first=True),
                models.F("region__position").asc(nulls_first=True),
                models.F("commune_group__code").asc(nulls_first=True),
            )
        )

    def of_bases(self, bases):
        """Thresholds of the indicators named as (code of the set, code of the indicator)."""
        named = models.Q(pk__in=[])
        for set_code, code in bases:
            named |= models.Q(requirement__criteria_set__code=set_code, requirement__code=code)
        return self.filter(named, requirement__kind="INDICATOR").select_related(
            "requirement__criteria_set", "region", "commune_group"
        )


class RevocationRuleQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Rules whose dates cover `day`, while the set that they count by is in force too.

        Figures of a set that has been closed no longer move: nothing may be computed from them.
        """
        judging = self.model._meta.get_field("judged_by").related_model.objects.in_force(day)
        return self.filter(
            models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=day),
            effective_from__lte=day,
            judged_by__in=judging,
        )

    def judging_by(self, criteria_set):
        """Rules that count criteria of the set, with the criteria that they name."""
        return self.filter(judged_by=criteria_set).prefetch_related("named")


class EditionMappingQuerySet(models.QuerySet):
    def used(self):
        """Mappings that a row of another app points at: a carry-over has gone by them."""
        anywhere = models.Q(pk__in=[])
        for relation in _relations_from_other_apps(self.model):
            rows = relation.related_model._base_manager
            anywhere |= models.Exists(rows.filter(**{relation.field.name: models.OuterRef("pk")}))
        return self.filter(anywhere)
