"""Measures (giải pháp): what a commune does about a criterion, and which agency guides it."""

from django.db import models

from assignments.models.agencies import Agency
from criteria.models import Requirement
from ntm_portal.lib.fields import CleanTextField
from plans.models import PlanCommune


class Measure(models.Model):
    """What is to be done about a criterion of a commune (giải pháp), who guides it, by when.

    requirement: None for what concerns the whole commune, such as handing in its dossier.
    """

    row = models.ForeignKey(PlanCommune, models.CASCADE, related_name="measures", verbose_name="xã")
    requirement = models.ForeignKey(
        Requirement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="tiêu chí",
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = CleanTextField("giải pháp")
    agencies = models.ManyToManyField(Agency, related_name="measures", verbose_name="cơ quan")
    due_on = models.DateField("trước ngày", null=True, blank=True)

    class Meta:
        ordering = ["row", "position"]
        verbose_name = "giải pháp"
        verbose_name_plural = "giải pháp"
        constraints = [
            models.UniqueConstraint(fields=["row", "position"], name="measure_one_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.text[:60]}"
