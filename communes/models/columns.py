"""Communes that are measured by another column of a set's thresholds than that of their region."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from communes.models.units import AdministrativeUnit
from communes.querysets import ThresholdColumnQuerySet
from criteria.models import CommuneGroup, CriteriaSet, Region
from ntm_portal.lib.fields import CleanCharField


class ThresholdColumn(models.Model):
    """The column of thresholds (cột mức đạt) that counts for a commune instead of its region's.

    A difficult commune (xã đặc biệt khó khăn) takes that of Trung du miền núi phía Bắc wherever
    it lies (Điều 1 QĐ 318/QĐ-TTg); since 2026 every commune belongs to one of three groups. Which
    commune that is, and since when, is decided by a document of its own.
    """

    class Reason(models.TextChoices):
        DIFFICULT = "DIFFICULT", "xã đặc biệt khó khăn"
        SAFE_ZONE = "SAFE_ZONE", "xã an toàn khu của huyện nghèo hoặc vừa thoát nghèo"
        GROUP = "GROUP", "nhóm xã theo quyết định phân nhóm"

    commune = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="threshold_columns", verbose_name="xã"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", verbose_name="bộ tiêu chí"
    )
    reason = models.CharField("lý do", max_length=10, choices=Reason)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cột của vùng"
    )
    commune_group = models.ForeignKey(
        CommuneGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cột của nhóm xã",
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    document = CleanCharField("văn bản", max_length=200)

    objects = ThresholdColumnQuerySet.as_manager()

    class Meta:
        ordering = ["commune", "criteria_set", "starts_on"]
        verbose_name = "cột mức đạt của xã"
        verbose_name_plural = "cột mức đạt của xã"
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "criteria_set", "starts_on"],
                name="thresholdcolumn_once_per_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(region__isnull=True) ^ models.Q(commune_group__isnull=True),
                name="thresholdcolumn_names_one_column",
                violation_error_message="Chọn một vùng hoặc một nhóm xã, không chọn cả hai.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="thresholdcolumn_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune}: {self.region or self.commune_group}"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def clean(self) -> None:
        if self.commune_group and self.commune_group.criteria_set_id != self.criteria_set_id:
            raise ValidationError(
                f"{self.commune_group} không thuộc {self.criteria_set}. Chọn nhóm của bộ đó."
            )
        if self.starts_on is None:  # which is said beside its own box
            return
        others = ThresholdColumn.objects.filter(
            commune=self.commune_id, criteria_set=self.criteria_set_id
        ).exclude(pk=self.pk)
        for other in others.overlapping(self.starts_on, self.ends_on):
            raise ValidationError(
                f"{other} đã ghi cho thời gian này (từ {other.starts_on:%d/%m/%Y}). "
                "Khép lại dòng cũ trước."
            )
