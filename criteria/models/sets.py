"""Criteria sets as dated data (bộ tiêu chí): which commune must reach what, by which decision."""

from django.db import models
from django.db.models.functions import Coalesce

from criteria.querysets import CriteriaSetQuerySet, RequirementQuerySet, ThresholdQuerySet
from ntm_portal.lib.fields import CleanCharField, CleanSlugField, CleanTextField


class Provenance(models.TextChoices):
    VERIFIED = "VERIFIED", "đã đối chiếu"
    UNVERIFIED = "UNVERIFIED", "chưa đối chiếu"
    MISSING = "MISSING", "chưa có số liệu"


class Region(models.Model):
    """One of the regions (vùng) by which thresholds differ, such as TDMNPB."""

    code = CleanCharField("mã", max_length=10, unique=True)
    name = CleanCharField("tên", max_length=60)
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        ordering = ["position"]
        verbose_name = "vùng"
        verbose_name_plural = "vùng"

    def __str__(self) -> str:
        return self.name


class CriteriaSet(models.Model):
    """One edition of a set (bộ tiêu chí) = one decision. Once used, it is never edited."""

    class Tier(models.TextChoices):
        BASIC = "BASIC", "nông thôn mới"
        ADVANCED = "ADVANCED", "nông thôn mới nâng cao"
        MODEL = "MODEL", "nông thôn mới kiểu mẫu"
        MODERN = "MODERN", "nông thôn mới hiện đại"

    class Level(models.TextChoices):
        PROVINCE = "PROVINCE", "tỉnh"
        DISTRICT = "DISTRICT", "huyện"
        COMMUNE = "COMMUNE", "xã"
        VILLAGE = "VILLAGE", "thôn"
        GARDEN = "GARDEN", "vườn"

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "dự thảo"
        IN_FORCE = "IN_FORCE", "đang áp dụng"
        CLOSED = "CLOSED", "đã khép lại"

    code = CleanSlugField("mã", max_length=40, unique=True)
    name = CleanCharField("tên", max_length=250)
    tier = models.CharField("cấp độ", max_length=10, choices=Tier)
    level = models.CharField("cấp", max_length=10, choices=Level)
    period = CleanCharField("giai đoạn", max_length=20)
    status = models.CharField("trạng thái", max_length=10, choices=Status)
    decision_no = CleanCharField("số quyết định", max_length=40)
    issued_on = models.DateField("ngày ban hành")
    issuer = CleanCharField("cơ quan ban hành", max_length=100)
    title = CleanCharField("trích yếu", max_length=300)
    annex = CleanCharField("phụ lục", max_length=60, blank=True)
    effective_from = models.DateField("hiệu lực từ")
    effective_to = models.DateField("hiệu lực đến", null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reissues",
        verbose_name="bộ gốc",
        help_text="Với bộ do tỉnh ban hành lại: bộ quốc gia mà nó cụ thể hóa.",
    )
    criteria_count = models.PositiveSmallIntegerField("số tiêu chí theo quyết định")
    indicator_count = models.PositiveSmallIntegerField("số chỉ tiêu theo quyết định")
    note = CleanTextField("ghi chú", blank=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "pk"]
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from")),
                name="criteriaset_ends_after_it_begins",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommuneGroup(models.Model):
    """A group of communes (nhóm xã) by which a set's thresholds differ since 2026."""

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="commune_groups", verbose_name="bộ tiêu chí"
    )
    code = CleanCharField("mã", max_length=10)
    name = CleanCharField("tên", max_length=60)
    definition = CleanTextField("định nghĩa")

    class Meta:
        ordering = ["criteria_set", "code"]
        verbose_name = "nhóm xã"
        verbose_name_plural = "nhóm xã"
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="communegroup_code_once_per_set"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """A node of a set's tree: a criterion (tiêu chí) or an indicator (chỉ tiêu)."""

    class Kind(models.TextChoices):
        CRITERION = "CRITERION", "tiêu chí"
        INDICATOR = "INDICATOR", "chỉ tiêu"

    class ValueKind(models.TextChoices):
        NONE = "NONE", "theo các chỉ tiêu"
        QUALITATIVE = "QUALITATIVE", "đạt/chưa đạt"
        NUMBER = "NUMBER", "số"
        COMPOSITE = "COMPOSITE", "nhiều điều kiện"

    class Comparison(models.TextChoices):
        AT_LEAST = "AT_LEAST", "≥"
        AT_MOST = "AT_MOST", "≤"
        EQUAL = "EQUAL", "="

    criteria_set = models.ForeignKey(
        CriteriaSet, models.CASCADE, related_name="requirements", verbose_name="bộ tiêu chí"
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thuộc tiêu chí",
    )
    kind = models.CharField("loại", max_length=10, choices=Kind)
    code = CleanCharField("số", max_length=10, help_text="Số trong bộ, ví dụ 13 hoặc 13.4.")
    position = models.PositiveSmallIntegerField("thứ tự", help_text="Thứ tự trong cả bộ.")
    name = CleanTextField("tên")
    group = CleanCharField("nhóm", max_length=100, blank=True)
    unit = CleanCharField("đơn vị tính", max_length=60, blank=True)
    value_kind = models.CharField("cách ghi", max_length=12, choices=ValueKind)
    comparator = models.CharField("so sánh", max_length=10, choices=Comparison, blank=True)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", null=True, blank=True)
    by_sex = models.BooleanField("tính riêng nam và nữ", default=False)
    if_any = models.BooleanField("chỉ áp dụng nếu có", default=False)
    set_by = CleanCharField("cấp quy định mức", max_length=100, blank=True)
    note = CleanTextField("ghi chú", blank=True)
    name_provenance = models.CharField("nguồn của tên", max_length=10, choices=Provenance)
    code_provenance = models.CharField("nguồn của số", max_length=10, choices=Provenance)
    search_text = models.TextField(editable=False)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["criteria_set", "position"]
        verbose_name = "tiêu chí, chỉ tiêu"
        verbose_name_plural = "tiêu chí, chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "kind", "code"], name="requirement_code_once_per_set"
            ),
            models.UniqueConstraint(
                fields=["criteria_set", "position"], name="requirement_position_once_per_set"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="CRITERION", parent__isnull=True)
                | models.Q(kind="INDICATOR", parent__isnull=False),
                name="requirement_indicator_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}"

    @property
    def label(self) -> str:
        """ "Chỉ tiêu 17.5" """
        return f"{self.get_kind_display().capitalize()} {self.code}"


class Threshold(models.Model):
    """What must be reached (mức đạt) for a region or a group of communes in a year.

    All three empty: for every commune and year. decision: empty for the set's own rows.
    value: in the requirement's unit; empty with provenance MISSING, or where `text` holds a
    condition that is no single number. factor: the value is that many times the threshold of
    indicator `base_code` of the set `base_set` for the same region and year; named by code,
    because sets are loaded in any order.
    """

    requirement = models.ForeignKey(
        Requirement, models.CASCADE, related_name="thresholds", verbose_name="tiêu chí, chỉ tiêu"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vùng"
    )
    commune_group = models.ForeignKey(
        CommuneGroup,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nhóm xã",
    )
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    decision = models.ForeignKey(
        "ThresholdDecision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="thresholds",
        verbose_name="theo quyết định",
    )
    value = models.DecimalField("mức", max_digits=14, decimal_places=4, null=True, blank=True)
    factor = models.DecimalField("hệ số", max_digits=6, decimal_places=4, null=True, blank=True)
    base_set = CleanCharField("của bộ", max_length=40, blank=True)
    base_code = CleanCharField("của chỉ tiêu", max_length=10, blank=True)
    text = CleanTextField("điều kiện bằng lời", blank=True)
    citation = CleanCharField("căn cứ", max_length=300)
    provenance = models.CharField("nguồn", max_length=10, choices=Provenance)

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        ordering = ["requirement", "year", "region", "commune_group"]
        verbose_name = "mức đạt"
        verbose_name_plural = "mức đạt"
        constraints = [
            models.UniqueConstraint(
                "requirement",
                Coalesce("region", 0),
                Coalesce("commune_group", 0),
                Coalesce("year", 0),
                Coalesce("decision", 0),
                name="threshold_once_per_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(provenance="MISSING", value__isnull=True, text="")
                | (
                    ~models.Q(provenance="MISSING")
                    & (models.Q(value__isnull=False) | ~models.Q(text=""))
                ),
                name="threshold_missing_has_no_value",
            ),
            models.CheckConstraint(
                condition=models.Q(factor__isnull=True, base_set="", base_code="")
                | (
                    # A comparison with NULL is neither true nor false, and a CHECK lets that pass.
                    models.Q(factor__isnull=False, factor__gt=0, value__isnull=True)
                    & ~models.Q(base_set="")
                    & ~models.Q(base_code="")
                ),
                name="threshold_factor_has_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement.code}: {self.value if self.value is not None else self.text}"

    @property
    def scope(self) -> tuple[int, int | None, int | None, int | None]:
        """For what it holds: two rows of one scope are never in force together."""
        return self.requirement_id, self.region_id, self.commune_group_id, self.year
