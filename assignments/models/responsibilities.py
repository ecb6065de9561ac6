"""Who answers for what in a plan (phân công phụ trách)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from assignments.models.agencies import Agency
from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.fields import CleanCharField
from plans.models import PlanCommune, PlanPart

OF_ANOTHER_UNIT = "Cơ quan này không thuộc đơn vị của kế hoạch. Chọn lại trong danh sách."


class Responsibility(PlanPart):
    """An agency leads or supports one thing of a plan, and the plan says so.

    The thing is one of: a criterion with all its indicators or one indicator (`requirement`), a
    whole set (`criteria_set`), or a commune (`row`, "phụ trách xã Khuất Xá"). field: of a
    criterion that is met in some field only, such as "sản xuất" (lĩnh vực nổi trội); empty for
    all of it.
    """

    class Role(models.TextChoices):
        LEAD = "LEAD", "chủ trì"
        SUPPORT = "SUPPORT", "phối hợp"

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="cơ quan")
    role = models.CharField("vai trò", max_length=8, choices=Role, default=Role.LEAD)
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, null=True, blank=True, verbose_name="tiêu chí, chỉ tiêu"
    )
    field = CleanCharField("lĩnh vực", max_length=120, blank=True)
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, null=True, blank=True, verbose_name="cả bộ tiêu chí"
    )
    row = models.ForeignKey(
        PlanCommune, models.CASCADE, null=True, blank=True, verbose_name="phụ trách xã"
    )

    class Meta(PlanPart.Meta):
        default_related_name = "responsibilities"
        verbose_name = "phân công phụ trách"
        verbose_name_plural = "phân công phụ trách"
        constraints = [
            models.CheckConstraint(
                condition=Q(requirement__isnull=False, criteria_set__isnull=True, row__isnull=True)
                | Q(requirement__isnull=True, criteria_set__isnull=False, row__isnull=True)
                | Q(requirement__isnull=True, criteria_set__isnull=True, row__isnull=False),
                name="responsibility_for_one_thing",
                violation_error_message="Chọn một: tiêu chí hoặc chỉ tiêu, cả bộ, hay một xã.",
            ),
            models.CheckConstraint(
                condition=Q(field="") | Q(requirement__isnull=False),
                name="responsibility_field_of_a_requirement",
                violation_error_message="Lĩnh vực chỉ đi với một tiêu chí.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["LEAD", "SUPPORT"]), name="responsibility_role_is_known"
            ),
            models.UniqueConstraint(
                fields=["plan", "agency", "requirement", "field"],
                condition=Q(requirement__isnull=False),
                name="responsibility_requirement_once",
                violation_error_message="Cơ quan này đã được giao tiêu chí hoặc chỉ tiêu đó.",
            ),
            models.UniqueConstraint(
                fields=["plan", "agency", "row"],
                condition=Q(row__isnull=False),
                name="responsibility_commune_once",
                violation_error_message="Cơ quan này đã được giao phụ trách xã đó.",
            ),
            models.UniqueConstraint(
                fields=["plan", "agency", "criteria_set"],
                condition=Q(criteria_set__isnull=False),
                name="responsibility_set_once",
                violation_error_message="Cơ quan này đã được giao cả bộ đó.",
            ),
        ]

    def __str__(self) -> str:
        thing = self.requirement or self.criteria_set or self.row
        field = f" ({self.field})" if self.field else ""
        return f"{self.agency} {self.get_role_display()} {thing}{field}"

    def clean(self) -> None:
        super().clean()
        if self.agency_id and self.agency.unit_id != self.plan.unit_id:
            raise ValidationError({"agency": OF_ANOTHER_UNIT})
        if self.row is not None and self.row.plan_id != self.plan_id:
            raise ValidationError({"row": "Xã này không có trong kế hoạch. Chọn lại."})


class TargetAssignment(models.Model):
    """What the office settled for one target beside the rule (giao riêng).

    Without such a row the agencies that lead the criterion answer for the target, and it is due
    when the plan says. agency, due_on: None where the rule goes on to hold. Not sealed: work is
    given to others and put off while a signed plan runs, each time with a line of history.
    """

    row = models.ForeignKey(
        PlanCommune, models.CASCADE, related_name="assignments", verbose_name="xã"
    )
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="+", verbose_name="tiêu chí"
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="target_assignments",
        verbose_name="cơ quan",
    )
    due_on = models.DateField("trước ngày", null=True, blank=True)

    class Meta:
        ordering = ["row", "requirement__position"]
        verbose_name = "giao riêng"
        verbose_name_plural = "giao riêng"
        constraints = [
            models.UniqueConstraint(fields=["row", "requirement"], name="targetassignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.requirement}"


class TargetHolder(models.Model):
    """To whom a leading agency handed its part of one target (người làm).

    Two agencies may lead the indicators of one criterion: each names its own person.
    """

    row = models.ForeignKey(
        PlanCommune, models.CASCADE, related_name="target_holders", verbose_name="xã"
    )
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="+", verbose_name="tiêu chí"
    )
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="target_holders", verbose_name="cơ quan chủ trì"
    )
    assignee = models.ForeignKey(
        "accounts.User", models.CASCADE, related_name="+", verbose_name="người làm"
    )

    class Meta:
        ordering = ["row", "requirement__position", "agency"]
        verbose_name = "người làm một mục tiêu"
        verbose_name_plural = "người làm từng mục tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["row", "requirement", "agency"], name="targetholder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.requirement} – {self.assignee}"
