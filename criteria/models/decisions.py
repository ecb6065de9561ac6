"""Decisions that set levels anew within a set (quyết định về mức đạt), such as a province's."""

from django.db import models

from criteria.models.sets import CriteriaSet
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.fields import CleanCharField


class ThresholdDecision(AppendOnlyModel):
    """One signed decision with new thresholds for some indicators of a set.

    From its day on its rows stand in place of the set's own rows of the same scope; both stay as
    they were stored. Where it counts is said by the app that knows the units.
    """

    criteria_set = models.ForeignKey(
        CriteriaSet,
        models.PROTECT,
        related_name="threshold_decisions",
        verbose_name="bộ tiêu chí",
    )
    decision_no = CleanCharField("số quyết định", max_length=40)
    issued_on = models.DateField("ngày ký")
    issuer = CleanCharField("cơ quan ban hành", max_length=100)
    title = CleanCharField("trích yếu", max_length=300)
    effective_from = models.DateField("hiệu lực từ")

    class Meta:
        ordering = ["-effective_from", "-pk"]
        verbose_name = "quyết định về mức đạt"
        verbose_name_plural = "quyết định về mức đạt"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(effective_from__gte=models.F("issued_on")),
                name="thresholddecision_counts_once_signed",
                violation_error_message="Ngày có hiệu lực không trước ngày ký.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_no} ngày {format_day(self.issued_on)}"

    @property
    def citation(self) -> str:
        """As thresholds carry it: "12/QĐ-UBND ngày 05/02/2024 của UBND tỉnh Lạng Sơn"."""
        return f"{self} của {self.issuer}"
