"""The steps of a review: from a commune's own word to the confirmed result."""

from django.conf import settings
from django.db import models

from communes.models.status import Cell, StatusEntry
from communes.querysets import ReviewStepQuerySet
from communes.rules import Step
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField


class ReviewStep(AppendOnlyModel):
    """One step (bước) in the review of one self-assessment; never changed.

    The state of a cell is its newest step. It is stale when the commune has recorded a row that
    is newer than `entry`.
    """

    class Kind(models.TextChoices):
        SUBMITTED = Step.SUBMITTED.value, "đã nộp"
        RETURNED = Step.RETURNED.value, "trả lại"
        VERIFIED = Step.VERIFIED.value, "đã thẩm tra"
        CONFIRMED = Step.CONFIRMED.value, "đã xác nhận"

    cell = models.ForeignKey(
        Cell, models.PROTECT, related_name="review_steps", db_index=False, verbose_name="ô"
    )
    entry = models.ForeignKey(
        StatusEntry, models.PROTECT, related_name="review_steps", verbose_name="xã tự đánh giá"
    )
    step = models.CharField("bước", max_length=10, choices=Kind)
    note = CleanCharField("ghi chú", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm"
    )
    at = models.DateTimeField("lúc", auto_now_add=True)

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        ordering = ["cell", "-pk"]
        verbose_name = "bước thẩm tra"
        verbose_name_plural = "bước thẩm tra"
        indexes = [models.Index(fields=["cell", "-id"], name="reviewstep_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(step__in=[step.value for step in Step]),
                name="reviewstep_step_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(step=Step.RETURNED.value) | ~models.Q(note=""),
                name="reviewstep_return_says_why",
                violation_error_message="Ghi lý do trả lại.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.get_step_display()}"
