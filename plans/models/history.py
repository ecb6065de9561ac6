"""The history of a plan: one line per change."""

from django.conf import settings
from django.db import models

from communes.models import AdministrativeUnit
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from plans.models.plan import Plan


class PlanChange(AppendOnlyModel):
    """One line of a plan's history: who changed what, from what to what."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="changes", verbose_name="kế hoạch")
    commune = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, null=True, related_name="+", verbose_name="xã"
    )
    what = CleanCharField("nội dung", max_length=200)
    before = CleanTextField("trước", blank=True)
    after = CleanTextField("sau", blank=True)
    changed_at = models.DateTimeField("lúc", auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lần sửa kế hoạch"
        verbose_name_plural = "lịch sử sửa kế hoạch"

    def __str__(self) -> str:
        return f"{self.plan}: {self.what}"
