"""Where a decision on thresholds counts, who entered it, and its taking back."""

from django.conf import settings
from django.db import models

from communes.models.units import AdministrativeUnit
from communes.querysets import DecisionEntryQuerySet
from criteria.models import ThresholdDecision
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField


class DecisionEntry(AppendOnlyModel):
    """A decision as an office entered it (quyết định đã nhập): for a unit and all below it."""

    decision = models.OneToOneField(
        ThresholdDecision, models.PROTECT, related_name="entry", verbose_name="quyết định"
    )
    unit = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        related_name="decision_entries",
        verbose_name="áp dụng cho",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("lúc nhập", auto_now_add=True)

    objects = DecisionEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "quyết định đã nhập"
        verbose_name_plural = "quyết định đã nhập"

    def __str__(self) -> str:
        return f"{self.unit}: {self.decision}"


class DecisionWithdrawal(AppendOnlyModel):
    """A decision that was entered by mistake (rút quyết định): it counts on no day."""

    entry = models.OneToOneField(
        DecisionEntry, models.PROTECT, related_name="withdrawal", verbose_name="quyết định đã nhập"
    )
    reason = CleanCharField("lý do", max_length=500)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người rút"
    )
    withdrawn_at = models.DateTimeField("lúc rút", auto_now_add=True)

    class Meta:
        ordering = ["entry"]
        verbose_name = "quyết định đã rút"
        verbose_name_plural = "quyết định đã rút"

    def __str__(self) -> str:
        return f"{self.entry}, đã rút"
