"""Agencies (cơ quan, đơn vị) and the people in them."""

from django.conf import settings
from django.db import models

from communes.models import AdministrativeUnit
from criteria.models import Requirement
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from plans.models import PlanCommune


class Agency(models.Model):
    """An office, committee or union of a unit that leads or supports work (cơ quan)."""

    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="agencies", verbose_name="thuộc"
    )
    name = CleanCharField("tên", max_length=200)
    short_name = CleanCharField("tên ngắn", max_length=80, blank=True)

    class Meta:
        ordering = ["unit", "pk"]
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="agency_name_once_per_unit")
        ]

    def __str__(self) -> str:
        return self.name


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


class AgencyMembership(models.Model):
    """A person works in an agency, perhaps as its head (thành viên cơ quan)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="agency_memberships",
        verbose_name="tài khoản",
    )
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="memberships", verbose_name="cơ quan"
    )
    is_head = models.BooleanField("là người đứng đầu", default=False)

    class Meta:
        ordering = ["agency", "user"]
        verbose_name = "thành viên cơ quan"
        verbose_name_plural = "thành viên cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["user", "agency"], name="agencymembership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.agency}"
