"""Plans (kế hoạch): what each commune promises to reach, and the history of those promises."""

from django.conf import settings
from django.db import models

from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField, CleanSlugField, CleanTextField
from plans.querysets import PlanQuerySet


class Plan(models.Model):
    """One signed or coming plan (kế hoạch) of a unit, with the communes it speaks of."""

    class Kind(models.TextChoices):
        ANNUAL = "ANNUAL", "kế hoạch năm"
        PERIOD = "PERIOD", "kế hoạch giai đoạn"
        COMMUNE = "COMMUNE", "kế hoạch của một xã"

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "dự thảo"
        SUBMITTED = "SUBMITTED", "đã trình"
        SIGNED = "SIGNED", "đã ký"
        SUPERSEDED = "SUPERSEDED", "đã thay thế"

    class Heading(models.TextChoices):
        AS_SIGNED = "AS_SIGNED", "như bản đã ký"
        DECREE_30 = "DECREE_30", "theo Nghị định 30/2020/NĐ-CP"

    code = CleanSlugField("mã", max_length=60, unique=True)
    title = CleanCharField("tên kế hoạch", max_length=300)
    number = CleanCharField("số, ký hiệu", max_length=40, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="plans", verbose_name="đơn vị ban hành"
    )
    issuer = CleanCharField(
        "cơ quan ban hành", max_length=120, help_text="Như in dưới phụ lục: UBND huyện Lộc Bình."
    )
    kind = models.CharField("loại", max_length=10, choices=Kind)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm")
    baseline_on = models.DateField(
        "ngày gốc", help_text="Kết quả “tính đến ngày” trong phụ lục mục tiêu của các xã."
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="plans", verbose_name="bộ tiêu chí"
    )
    status = models.CharField("trạng thái", max_length=12, choices=Status, default=Status.DRAFT)
    heading = models.CharField(
        "tiêu đề phụ lục", max_length=12, choices=Heading, default=Heading.DECREE_30
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "code"]
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="plan_ends_after_it_begins",
                violation_error_message="Năm cuối phải bằng hoặc sau năm đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short_name(self) -> str:
        """ "Kế hoạch 72/KH-UBND", or the years of a plan without a number yet."""
        return f"Kế hoạch {self.number or self.years}"

    @property
    def years(self) -> str:
        """ "2024" or "2021-2025"."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}-{self.last_year}"


class PlanCommune(models.Model):
    """A commune's row in a plan, in the plan's own order and spelling."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rows", verbose_name="kế hoạch")
    commune = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="plan_rows", verbose_name="xã"
    )
    position = models.PositiveSmallIntegerField("STT")
    printed_name = CleanCharField(
        "tên như in", max_length=80, blank=True, help_text="Để trống nếu như tên chính thức."
    )

    class Meta:
        ordering = ["plan", "position"]
        verbose_name = "xã trong kế hoạch"
        verbose_name_plural = "xã trong kế hoạch"
        constraints = [
            models.UniqueConstraint(fields=["plan", "commune"], name="plancommune_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="plancommune_one_per_place"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.printed_name or self.commune.full_name


class PlanTarget(models.Model):
    """A criterion that a commune commits to reach (tiêu chí phấn đấu)."""

    row = models.ForeignKey(PlanCommune, models.CASCADE, related_name="targets", verbose_name="xã")
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="plan_targets", verbose_name="tiêu chí"
    )

    class Meta:
        ordering = ["row", "requirement__position"]
        verbose_name = "tiêu chí phấn đấu"
        verbose_name_plural = "tiêu chí phấn đấu"
        constraints = [
            models.UniqueConstraint(fields=["row", "requirement"], name="plantarget_once")
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.requirement}"


class PlanGoal(models.Model):
    """A tier that a commune builds, keeps or completes: "Xây dựng xã nông thôn mới nâng cao"."""

    class Action(models.TextChoices):
        BUILD = "BUILD", "Xây dựng"
        MAINTAIN = "MAINTAIN", "Duy trì"
        COMPLETE = "COMPLETE", "Hoàn thành"

    row = models.OneToOneField(PlanCommune, models.CASCADE, related_name="goal", verbose_name="xã")
    action = models.CharField("việc", max_length=10, choices=Action)
    tier = models.CharField("cấp độ", max_length=10, choices=CriteriaSet.Tier)
    year = models.PositiveSmallIntegerField("năm")

    class Meta:
        ordering = ["row"]
        verbose_name = "mục tiêu cấp độ"
        verbose_name_plural = "mục tiêu cấp độ"

    def __str__(self) -> str:
        return f"{self.get_action_display()} xã {self.get_tier_display()}"


class PlanFinding(models.Model):
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
