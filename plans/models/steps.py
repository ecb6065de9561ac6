"""How a plan came to be signed: its steps, and the scan of the signed paper."""

from django.conf import settings
from django.db import models

from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField
from ntm_portal.lib.file_kinds import KINDS
from plans.models.plan import Plan
from plans.step_rules import Step


class PlanStep(AppendOnlyModel):
    """One step (bước) of a plan: submitted, returned, approved, signed; never changed.

    A plan with a step SIGNED is sealed (plans/sealed.py).
    """

    class Kind(models.TextChoices):
        SUBMITTED = Step.SUBMITTED.value, "trình lãnh đạo"
        RETURNED = Step.RETURNED.value, "trả lại"
        APPROVED = Step.APPROVED.value, "duyệt"
        SIGNED = Step.SIGNED.value, "ghi văn bản đã ký"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps", verbose_name="kế hoạch")
    step = models.CharField("bước", max_length=10, choices=Kind)
    note = CleanCharField("ghi chú", max_length=500, blank=True)
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "bước của kế hoạch"
        verbose_name_plural = "bước của kế hoạch"
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(step=Step.SIGNED.value),
                name="planstep_signed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=[step.value for step in Step]),
                name="planstep_step_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(step=Step.RETURNED.value) | ~models.Q(note=""),
                name="planstep_return_says_why",
                violation_error_message="Ghi lý do trả lại.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_step_display()}"


class PlanScan(AppendOnlyModel):
    """A scan of the signed paper (bản quét); a better one is a newer row.

    The bytes lie in settings.EVIDENCE_DIR under the random name `stored_as`, as those of evidence.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scans", verbose_name="kế hoạch")
    stored_as = models.CharField("tên trên đĩa", max_length=32, unique=True, editable=False)
    file_name = CleanCharField("tên tệp", max_length=120)
    content_type = models.CharField(
        "loại tệp",
        max_length=20,
        choices=[(content_type, kind.word) for content_type, kind in KINDS.items()],
    )
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("mã băm", max_length=64, editable=False)
    added_at = models.DateTimeField("nộp lúc", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "bản quét"
        verbose_name_plural = "bản quét"
        constraints = [
            models.UniqueConstraint(fields=["plan", "sha256"], name="planscan_once_per_plan"),
        ]

    def __str__(self) -> str:
        return self.file_name
