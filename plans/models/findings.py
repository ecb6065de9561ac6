"""What a single-commune plan finds (thực trạng)."""

from django.db import models

from criteria.models import Requirement
from ntm_portal.lib.fields import CleanTextField
from plans.models.plan import PlanCommune
from plans.sealed import SealedModel


class PlanFinding(SealedModel):
    """What a single-commune plan says of an indicator (thực trạng), in its own words and order.

    The figure and the verdict stand in the status log. printed_share: the percentage that the
    plan prints beside a fraction; it is compared with the fraction, never taken over.
    """

    row = models.ForeignKey(PlanCommune, models.CASCADE, related_name="findings", verbose_name="xã")
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="plan_findings", verbose_name="chỉ tiêu"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = CleanTextField("thực trạng")
    printed_share = models.DecimalField(
        "tỷ lệ như in", max_digits=7, decimal_places=4, null=True, blank=True
    )

    sealed_by = "row_id"

    class Meta:
        ordering = ["row", "position"]
        verbose_name = "thực trạng trong kế hoạch"
        verbose_name_plural = "thực trạng trong kế hoạch"
        constraints = [
            models.UniqueConstraint(fields=["row", "position"], name="planfinding_one_per_place"),
            models.UniqueConstraint(
                fields=["row", "requirement"], name="planfinding_once_per_indicator"
            ),
            models.CheckConstraint(
                condition=models.Q(printed_share__isnull=True)
                | models.Q(printed_share__gte=0, printed_share__lte=100),
                name="planfinding_share_up_to_100",
                violation_error_message="Tỷ lệ như in từ 0 đến 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.requirement}"
