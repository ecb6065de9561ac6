"""Named reads of units and of the status log. Every "as of" takes the day."""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from communes.packed import gathered, packed
from ntm_portal.lib.append_only import AppendOnlyQuerySet
from ntm_portal.lib.text import search_words

_TITLES = {"xa", "x.", "phuong", "p.", "huyen", "tinh", "tt."}
# The tree is at most province > district > commune > village.
_ANCESTORS = ("parent", "parent__parent", "parent__parent__parent")


class UnitQuerySet(models.QuerySet):
    def existing_on(self, day: date):
        """Units that exist on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def at_or_below(self, units) -> "UnitQuerySet":
        """`units` (ids or a subquery of ids) and everything under them, to any depth."""
        below = Q(pk__in=units)
        for ancestor in _ANCESTORS:
            below |= Q(**{f"{ancestor}__in": units})
        return self.filter(below)

    def rural_communes(self):
        """Communes (xã): wards and towns do not take part in the program."""
        return self.filter(level="COMMUNE", kind="XA")

    def visible_to(self, user) -> "UnitQuerySet":
        """Units on or below which `user` holds any role."""
        return self.at_or_below(_units_of(user))

    def spoken_for_by(self, user, role: str) -> "UnitQuerySet":
        """Units for which `user` may speak in that role: an officer's own, an office's and below.

        An administrator manages accounts and holds no pen: whoever may open the staff pages
        writes no figures (separation of duties).
        """
        if user.is_staff:
            return self.none()
        held = _units_of(user, role)
        return self.filter(pk__in=held) if role == "OFFICER" else self.at_or_below(held)

    def judged_by(self, criteria_set, day: date) -> "UnitQuerySet":
        """Units for which the set counts on `day`: adopted there or by a unit above.

        A set counts up to its own last day, also where nobody ended its adoption.
        """
        adoptions = apps.get_model("communes", "SetAdoption").objects.in_force(day)
        counting = adoptions.filter(
            Q(criteria_set__effective_to__isnull=True) | Q(criteria_set__effective_to__gte=day),
            criteria_set=criteria_set,
        )
        return self.at_or_below(counting.values("unit_id"))

    def matching(self, words: str):
        """Units whose name, initials or other spelling hold all the words, marks and case apart.

        A title word in front may be left out of the name: "xã Xuân Dương", "x duong", "xd".
        """
        first, *rest = search_words(words) or [""]
        found = _holds_all(rest) if rest and first in _TITLES else Q(pk__in=[])
        return self.filter(found | _holds_all([first, *rest])).distinct()


def _holds_all(words: list[str]) -> Q:
    found = Q()
    for word in words:
        found &= (
            Q(search_text__contains=word)
            | Q(aliases__search_text__contains=word)
            | Q(code__startswith=word)
        )
    return found


def _units_of(user, *roles: str):
    """Ids of the units on which `user` holds one of `roles` (any role when none is named)."""
    held = apps.get_model("communes", "UnitRole").objects.filter(
        user_id=user.pk, user__is_active=True
    )
    return (held.filter(role__in=roles) if roles else held).values("unit_id")


class SetAdoptionQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Adoptions whose dates cover `day`."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def begun(self, day: date):
        """Adoptions that began on or before `day`, also those that have ended since."""
        return self.filter(starts_on__lte=day)


class RecognitionQuerySet(AppendOnlyQuerySet):
    def standing_on(self, day: date):
        """Decided on or before `day`, not revoked by then, and not written by mistake."""
        return self.filter(
            Q(revocation__isnull=True) | Q(revocation__decided_on__gt=day),
            decided_on__lte=day,
            void__isnull=True,
        )

    def standing_after(self, day: date):
        """Those that stand on `day` or later: what a new decision of that day would meet."""
        return self.filter(
            Q(revocation__isnull=True) | Q(revocation__decided_on__gt=day), void__isnull=True
        )

    def history(self, *, commune):
        """All recognitions of a commune, newest first, with what became of them."""
        return (
            self.filter(commune=commune)
            .select_related(
                "criteria_set", "recorded_by", "revocation__recorded_by", "void__recorded_by"
            )
            .order_by("-decided_on", "-pk")
        )


class ThresholdColumnQuerySet(models.QuerySet):
    def on(self, day: date):
        """Rows that hold on `day`."""
        return self.overlapping(day, day)

    def overlapping(self, first: date, last: date | None):
        """Rows that hold on a day from `first` to `last`; None: open."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
        return rows if last is None else rows.filter(starts_on__lte=last)


class DecisionEntryQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Decisions that were not taken back, with the decision loaded."""
        return self.filter(withdrawal__isnull=True).select_related("decision")

    def with_facts(self):
        """Everything a list of decisions shows; threshold_count: levels set. Newest day first."""
        return (
            self.select_related(
                "decision__criteria_set",
                "unit__parent",
                "entered_by",
                "withdrawal__withdrawn_by",
            )
            .annotate(threshold_count=models.Count("decision__thresholds"))
            .order_by("-decision__effective_from", "-pk")
        )


class CellQuerySet(models.QuerySet):
    def of(self, *, communes, requirements):
        return self.filter(commune__in=communes, requirement__in=requirements)

    def observed(self, day: date, *, official: bool = True):
        """(commune id, the newest rows of its cells as of `day`, see communes/packed.py).

        Which rows: StatusEntryQuerySet.as_of. One column of one index look-up per cell: three
        columns would be three look-ups, a join to the log as slow, and a board has up to 15,000
        cells. One text per commune: a tuple per cell costs as much again as finding the row.
        """
        newest = newest_rows(day, official=official).values(packed=packed())[:1]
        by_commune = self.order_by().values_list("commune_id")
        return by_commune.annotate(rows=gathered(Subquery(newest)))

    def under_review(self, day: date):
        """(commune id, requirement id, newest step, row it is about, newest self-assessment).

        As of `day`. Cells of which nothing has been submitted are left out.
        """
        steps = apps.get_model("communes", "ReviewStep").objects.filter(cell=OuterRef("pk"))
        newest = steps.newest_first(day)
        found = self.order_by().annotate(step=Subquery(newest.values("step")[:1]))
        return found.filter(step__isnull=False).values_list(
            "commune_id",
            "requirement_id",
            "step",
            Subquery(newest.values("entry_id")[:1]),
            Subquery(newest_rows(day, official=False).values("pk")[:1]),
        )


class StatusEntryQuerySet(AppendOnlyQuerySet):
    def official(self):
        """Rows of agencies and of the office; a commune's self-assessment is left out."""
        return self.exclude(voice="SELF")

    def self_assessed(self):
        return self.filter(voice="SELF")

    def as_of(self, day: date, *, cells, official: bool = True):
        """The newest row of each of `cells` observed on or before `day`.

        cells: a Cell queryset. Ties on a day go to the row recorded last. A withdrawn cell comes
        back with its NO_DATA row. Walks the cells with one index look-up each, so that the size
        of the log does not matter; the result is unordered.
        """
        newest = newest_rows(day, official=official).values("pk")[:1]
        return self.filter(pk__in=cells.order_by().values_list(Subquery(newest)))

    def with_figure(self):
        return self.exclude(
            value=None, numerator=None, denominator=None, value_male=None, value_female=None
        )

    def said_by(self, voice: str, day: date, *, cells):
        """Like `as_of`, of one voice alone: agencies and the office apart."""
        newest = _log_up_to(day).filter(voice=voice).values("pk")[:1]
        return self.filter(pk__in=cells.order_by().values_list(Subquery(newest)))

    def history(self, *, commune, requirement):
        """All rows of one cell, newest day first, ties in order of recording."""
        return (
            self.filter(cell__commune=commune, cell__requirement=requirement)
            .select_related("recorded_by")
            .order_by("-observed_on", "-pk")
        )


class EvidenceQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Evidence that nobody took away."""
        return self.filter(withdrawal__isnull=True)

    def withdrawn(self):
        """Evidence that was taken away, with who did it and why."""
        return self.filter(withdrawal__isnull=False).select_related("withdrawal__withdrawn_by")

    def of(self, *, commune, criteria_set):
        """All evidence of a commune for a set, in order of handing in; cell and person loaded."""
        rows = self.filter(cell__commune=commune, cell__requirement__criteria_set=criteria_set)
        return rows.select_related("cell__requirement", "added_by").order_by("pk")


class RequiredProofQuerySet(models.QuerySet):
    def standing(self):
        """What is asked for now."""
        return self.filter(retired_on__isnull=True)

    def in_lists(self, *, units, criteria_set):
        """The lines of the units' lists for a set, in the order to read them; retired ones too."""
        rows = self.filter(unit__in=units, requirement__criteria_set=criteria_set)
        return rows.select_related("unit", "requirement", "added_by", "retired_by").order_by(
            "requirement__position", "unit", "position", "pk"
        )


class ReviewStepQuerySet(AppendOnlyQuerySet):
    def of_cells(self, cells, day: date):
        """All steps of `cells`, a Cell queryset, as `newest_first`."""
        return self.filter(cell__in=cells).newest_first(day).select_related("by")

    def newest_first(self, day: date):
        """Steps about rows observed on or before `day`, by cell, those about the newest row first.

        A later step about an older row is not the newest: the commune has spoken since.
        """
        known = self.filter(entry__observed_on__lte=day)
        return known.order_by("cell_id", "-entry__observed_on", "-entry_id", "-pk")


def newest_rows(day: date, *, official: bool):
    """Rows of the cell of an outer query, observed on or before `day`, newest first."""
    log = _log_up_to(day)
    return log.official() if official else log.self_assessed()


def _log_up_to(day: date):
    """All rows of the cell of an outer query, observed on or before `day`, newest first."""
    log = apps.get_model("communes", "StatusEntry").objects.filter(
        cell=OuterRef("pk"), observed_on__lte=day
    )
    return log.order_by("-observed_on", "-pk")


class UnitSuccessionQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Those not taken back as recorded by mistake, with both units loaded."""
        return self.filter(void__isnull=True).select_related(
            "old__parent", "new__parent", "recorded_by"
        )

    def predecessors(self, unit, day: date):
        """The old units that `unit` had taken over by `day`."""
        return self.standing().filter(new=unit, starts_on__lte=day)

    def successors(self, unit, day: date):
        """The units that had taken over `unit` by `day`."""
        return self.standing().filter(old=unit, starts_on__lte=day)


class CarryOverQuerySet(AppendOnlyQuerySet):
    def standing(self):
        """Runs that have not been taken back."""
        return self.filter(undo__isnull=True)

    def with_counts(self):
        """Everything a list of runs shows; entry_count: cells written. Newest first."""
        return (
            self.select_related(
                "mapping__old_set",
                "mapping__new_set",
                "merged_set",
                "unit__parent",
                "run_by",
                "undo__undone_by",
            )
            .annotate(entry_count=models.Count("carried__entry", distinct=True))
            .order_by("-pk")
        )
