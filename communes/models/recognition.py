"""Recognitions (công nhận đạt chuẩn) of communes: decisions that have been issued."""

from django.conf import settings
from django.db import models

from communes.models.units import AdministrativeUnit
from communes.querysets import RecognitionQuerySet
from criteria.models import CriteriaSet
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField


class _Recorded(AppendOnlyModel):
    """A row with who wrote it and when."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        abstract = True


class Recognition(_Recorded):
    """A decision that recognises a commune under a set. Never changed: see RecognitionVoid.

    Stands from `decided_on` until the day of its revocation, that day left out.
    """

    commune = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="recognitions", verbose_name="xã"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="recognitions", verbose_name="bộ tiêu chí"
    )
    decision_no = CleanCharField("số quyết định", max_length=40)
    decided_on = models.DateField("ngày quyết định")
    issuer = CleanCharField("cơ quan công nhận", max_length=100)
    note = CleanCharField("ghi chú", max_length=500, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["commune", "-decided_on", "-pk"]
        verbose_name = "công nhận đạt chuẩn"
        verbose_name_plural = "công nhận đạt chuẩn"
        indexes = [models.Index(fields=["commune", "decided_on"], name="recognition_of_commune")]

    def __str__(self) -> str:
        return f"{self.commune}: Quyết định {self.decision_no}"


class Revocation(_Recorded):
    """The decision that ends a recognition (thu hồi)."""

    recognition = models.OneToOneField(
        Recognition, models.PROTECT, related_name="revocation", verbose_name="công nhận"
    )
    decision_no = CleanCharField("số quyết định", max_length=40)
    decided_on = models.DateField("ngày quyết định")
    reason = CleanCharField("lý do", max_length=500)

    class Meta:
        ordering = ["recognition"]
        verbose_name = "thu hồi công nhận"
        verbose_name_plural = "thu hồi công nhận"

    def __str__(self) -> str:
        return f"{self.recognition}, thu hồi: {self.decision_no}"


class RecognitionVoid(_Recorded):
    """A recognition, with its revocation if it has one, that was written by mistake (ghi nhầm).

    It stands on no day, and may be written again as it should have been.
    """

    recognition = models.OneToOneField(
        Recognition, models.PROTECT, related_name="void", verbose_name="công nhận"
    )
    reason = CleanCharField("lý do", max_length=500)

    class Meta:
        ordering = ["recognition"]
        verbose_name = "công nhận ghi nhầm"
        verbose_name_plural = "công nhận ghi nhầm"

    def __str__(self) -> str:
        return f"{self.recognition}: ghi nhầm"
