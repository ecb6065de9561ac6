"""Tiers that communes, villages and gardens are to reach, by year."""

from django.core.exceptions import ValidationError
from django.db import models

from criteria.models import CriteriaSet
from ntm_portal.lib.fields import CleanCharField
from plans.models.parts import PlanPart
from plans.models.plan import PlanCommune
from plans.sealed import SealedModel


class Action(models.TextChoices):
    BUILD = "BUILD", "Xây dựng"
    MAINTAIN = "MAINTAIN", "Duy trì"
    COMPLETE = "COMPLETE", "Hoàn thành"


class PlanGoal(SealedModel):
    """A tier that a commune builds, keeps or completes: "Xây dựng xã nông thôn mới nâng cao".

    One per tier: a commune may become advanced in one year of the plan and model in a later one.
    """

    Action = Action

    row = models.ForeignKey(PlanCommune, models.CASCADE, related_name="goals", verbose_name="xã")
    action = models.CharField("việc", max_length=10, choices=Action)
    tier = models.CharField("cấp độ", max_length=10, choices=CriteriaSet.Tier)
    year = models.PositiveSmallIntegerField("năm")

    sealed_by = "row_id"

    class Meta:
        ordering = ["row", "year", "pk"]
        verbose_name = "mục tiêu cấp độ"
        verbose_name_plural = "mục tiêu cấp độ"
        constraints = [
            models.UniqueConstraint(fields=["row", "tier"], name="plangoal_once_per_tier"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} xã {self.get_tier_display()}"


class VillageGoal(PlanPart):
    """Villages, residential areas or gardens to reach a model in a year.

    One named place, or the count that the plan states for a year without naming any:
    "Năm 2021: 11 thôn" (Kế hoạch huyện Tân Yên giai đoạn 2021-2025, mục II.2.1).
    """

    class Kind(models.TextChoices):
        VILLAGE_MODEL = "VILLAGE_MODEL", "thôn nông thôn mới kiểu mẫu"
        VILLAGE = "VILLAGE", "thôn nông thôn mới"
        RESIDENTIAL = "RESIDENTIAL", "khu dân cư nông thôn mới kiểu mẫu"
        GARDEN = "GARDEN", "vườn mẫu"

    kind = models.CharField("loại", max_length=14, choices=Kind)
    action = models.CharField("việc", max_length=10, choices=Action, default=Action.BUILD)
    year = models.PositiveSmallIntegerField("năm")
    name = CleanCharField(
        "tên", max_length=120, blank=True, help_text="Trống khi kế hoạch chỉ nêu số lượng."
    )
    row = models.ForeignKey(
        PlanCommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="village_goals",
        verbose_name="xã",
    )
    count = models.PositiveSmallIntegerField("số lượng", default=1)

    beside_by = ("kind", "year")

    class Meta(PlanPart.Meta):
        default_related_name = "village_goals"
        ordering = ["plan", "kind", "year", "position", "pk"]
        verbose_name = "mục tiêu thôn, khu dân cư, vườn"
        verbose_name_plural = "mục tiêu thôn, khu dân cư, vườn"

    def __str__(self) -> str:
        named = f"{self.name}, {self.row.name}" if self.row and self.name else self.name
        what = named or f"{self.count} {self.get_kind_display()}"
        return f"{self.get_action_display()} {self.get_kind_display()}: {what}, năm {self.year}"

    def clean(self) -> None:
        super().clean()
        plan = self.plan
        if self.year is not None and not plan.first_year <= self.year <= plan.last_year:
            raise ValidationError(
                {"year": f"Năm {self.year} nằm ngoài kế hoạch {plan.years}. Chọn một năm trong đó."}
            )
        if self.row is not None and self.row.plan_id != self.plan_id:
            raise ValidationError({"row": f"{self.row.name} không có trong kế hoạch này."})
        if self.name and self.count != 1:
            raise ValidationError(
                {"count": f"‘{self.name}’ là một nơi có tên nên số lượng phải là 1."}
            )
        if self.count == 0:
            raise ValidationError({"count": "Số lượng phải từ 1 trở lên."})
