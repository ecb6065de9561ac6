"""A plan (kế hoạch), the communes it speaks of, and the criteria they commit to reach."""

from django.core.exceptions import ValidationError
from django.db import models

from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.fields import CleanCharField, CleanSlugField
from ntm_portal.lib.text import fold
from plans.querysets import PlanQuerySet
from plans.sealed import SealedModel

RESERVED = {"moi", "so-sanh"}  # pages that stand where a plan's code would


class Plan(models.Model):
    """One signed or coming plan (kế hoạch) of a unit, with the communes it speaks of."""

    class Kind(models.TextChoices):
        ANNUAL = "ANNUAL", "kế hoạch năm"
        PERIOD = "PERIOD", "kế hoạch giai đoạn"
        COMMUNE = "COMMUNE", "kế hoạch của một xã"

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "dự thảo"
        SUBMITTED = "SUBMITTED", "đã trình"
        APPROVED = "APPROVED", "đã duyệt"
        SIGNED = "SIGNED", "đã ký"
        SUPERSEDED = "SUPERSEDED", "đã thay thế"

    class CapitalUnit(models.TextChoices):
        MILLION = "MILLION", "triệu đồng"
        BILLION = "BILLION", "tỷ đồng"

    class Heading(models.TextChoices):
        AS_SIGNED = "AS_SIGNED", "như bản đã ký"
        DECREE_30 = "DECREE_30", "theo Nghị định 30/2020/NĐ-CP"

    code = CleanSlugField("mã", max_length=60, unique=True)
    title = CleanCharField("tên kế hoạch", max_length=300)
    number = CleanCharField(
        "số, ký hiệu", max_length=40, blank=True, help_text="Như 72/KH-UBND; trống khi chưa có số."
    )
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="plans", verbose_name="đơn vị ban hành"
    )
    issuer = CleanCharField(
        "cơ quan ban hành", max_length=120, help_text="Như in dưới phụ lục: UBND huyện Lộc Bình."
    )
    signer = CleanCharField("người ký", max_length=80, blank=True)
    signer_title = CleanCharField(
        "chức vụ người ký", max_length=120, blank=True, help_text="Như KT. CHỦ TỊCH, PHÓ CHỦ TỊCH."
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="thay cho kế hoạch",
        help_text="Kế hoạch điều chỉnh ghi rõ kế hoạch đã ký mà nó thay.",
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

    stated_communes = models.PositiveSmallIntegerField(
        "số xã nêu trong kế hoạch",
        null=True,
        blank=True,
        help_text="Khi kế hoạch chỉ nêu tổng, không kê từng xã. Trống: đếm các xã trong bảng.",
    )
    capital_unit = models.CharField(
        "đơn vị tính vốn", max_length=8, choices=CapitalUnit, default=CapitalUnit.MILLION
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

    @property
    def number_year(self) -> int:
        """The year in which its number counts: that of the signature, else its first."""
        return self.signed_on.year if self.signed_on else self.first_year

    def save(self, *args, **kwargs) -> None:
        """Of a signed plan only the status may still move: another plan comes in its place."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"status"}:
            Plan.objects.filter(pk=self.pk).refuse_sealed()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.code in RESERVED:
            raise ValidationError(
                {"code": f"Mã ‘{self.code}’ đã dành cho trang khác. Chọn mã khác."}
            )
        if self.number and self.unit_id and self.first_year:
            twin = next(self._numbered_alike(), None)
            if twin is not None:
                raise ValidationError(
                    {
                        "number": f"Số {self.number} năm {self.number_year} đã dùng cho "
                        f"‘{twin.title}’. Xem lại số, ký hiệu."
                    }
                )

    def _numbered_alike(self):
        """Other plans of the unit with the same number in the same year, however it is typed."""
        others = Plan.objects.filter(unit_id=self.unit_id).exclude(number="").exclude(pk=self.pk)
        written = fold(self.number).replace(" ", "")
        return (
            other
            for other in others
            if other.number_year == self.number_year
            and fold(other.number).replace(" ", "") == written
        )


class PlanCommune(SealedModel):
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


class PlanTarget(SealedModel):
    """A criterion that a commune commits to reach (tiêu chí phấn đấu)."""

    row = models.ForeignKey(PlanCommune, models.CASCADE, related_name="targets", verbose_name="xã")
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="plan_targets", verbose_name="tiêu chí"
    )

    sealed_by = "row_id"

    class Meta:
        ordering = ["row", "requirement__position"]
        verbose_name = "tiêu chí phấn đấu"
        verbose_name_plural = "tiêu chí phấn đấu"
        constraints = [
            models.UniqueConstraint(fields=["row", "requirement"], name="plantarget_once")
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.requirement}"
