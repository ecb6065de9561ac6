"""Administrative units, roles on them, and the append-only status log."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from communes.querysets import (
    CellQuerySet,
    SetAdoptionQuerySet,
    StatusEntryQuerySet,
    UnitQuerySet,
)
from criteria.models import CriteriaSet, Region, Requirement
from criteria.rules import Verdict
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField
from ntm_portal.lib.text import fold


class VerdictChoice(models.TextChoices):
    """The four states of a cell, with the words that people read."""

    MET = Verdict.MET.value, "Đạt"
    NOT_MET = Verdict.NOT_MET.value, "Chưa đạt"
    NOT_APPLICABLE = Verdict.NOT_APPLICABLE.value, "Không áp dụng"
    NO_DATA = Verdict.NO_DATA.value, "Chưa có số liệu"


CODE = RegexValidator(
    r"^[0-9A-Za-z-]+\Z",
    "Mã ‘%(value)s’ không dùng được. Chỉ viết chữ cái không dấu, chữ số và dấu gạch nối.",
)


class AdministrativeUnit(models.Model):
    """A province, district, commune or village (đơn vị hành chính) under one name, for its time.

    The official code and the first day are the key: a renamed or merged unit is a new row.
    `valid_from` empty: since before the oldest list we hold. `dates_exact` false: the day is that
    of the list in which the change was first seen, not that of the deciding resolution.
    """

    class Level(models.TextChoices):
        PROVINCE = "PROVINCE", "cấp tỉnh"
        DISTRICT = "DISTRICT", "cấp huyện"
        COMMUNE = "COMMUNE", "cấp xã"
        VILLAGE = "VILLAGE", "thôn"

    class Kind(models.TextChoices):
        PROVINCE = "TINH", "tỉnh"
        MUNICIPALITY = "THANH_PHO", "thành phố"
        DISTRICT = "HUYEN", "huyện"
        TOWN_DISTRICT = "THI_XA", "thị xã"
        COMMUNE = "XA", "xã"
        WARD = "PHUONG", "phường"
        TOWN = "THI_TRAN", "thị trấn"
        VILLAGE = "THON", "thôn"

    code = CleanCharField("mã", max_length=10, validators=[CODE])
    name = CleanCharField("tên", max_length=60, help_text="Không ghi “xã”, “huyện” ở trước.")
    level = models.CharField("cấp", max_length=10, choices=Level)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vùng"
    )
    valid_from = models.DateField("tồn tại từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    dates_exact = models.BooleanField("ngày lấy từ văn bản quyết định", default=False)
    source = CleanCharField("nguồn", max_length=200)
    search_text = models.CharField(editable=False, max_length=120, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["code", "valid_from"]
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "level", "valid_from"], name="unit_code_once_per_first_day"
            ),
            models.UniqueConstraint(
                fields=["code", "level"],
                condition=models.Q(valid_from__isnull=True),
                name="unit_code_once_without_first_day",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        folded = fold(self.name)
        initials = "".join(word[0] for word in folded.split())
        self.search_text = f"{folded} {initials}"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Sentences belong to no field: staff pages show the fields of a unit in use read-only."""
        if self.level not in self.Level.values:
            return  # the field itself says so
        self._refuse_other_of_that_time()
        if self.parent is not None:
            self._refuse_below(self.parent)
        for child in self.children.all() if self.pk else ():
            child._refuse_below(self)

    def _refuse_other_of_that_time(self) -> None:
        others = AdministrativeUnit.objects.filter(code=self.code, level=self.level)
        for other in others.exclude(pk=self.pk):
            if other.exists_between(self.valid_from, self.valid_to):
                raise ValidationError(
                    f"Mã {self.code} của {self.full_name} trùng thời gian với {other.full_name} "
                    "đã có. Sửa mã hoặc thời gian."
                )

    def _refuse_below(self, parent: "AdministrativeUnit") -> None:
        """Levels may be skipped: since the districts are gone, communes stand below provinces."""
        if parent.pk == self.pk:
            wrong = f"{self.full_name} không thể thuộc chính nó."
        elif not parent._is_higher_than(self):
            wrong = (
                f"{self.full_name} ({self.get_level_display()}) không thể thuộc "
                f"{parent.full_name} ({parent.get_level_display()})."
            )
        else:
            return
        raise ValidationError(f"{wrong} Chọn đơn vị ở cấp cao hơn.")

    def _is_higher_than(self, other: "AdministrativeUnit") -> bool:
        from_the_top = self.Level.values
        return from_the_top.index(self.level) < from_the_top.index(other.level)

    @property
    def full_name(self) -> str:
        """With the kind in front: "Xã Xuân Dương"."""
        return f"{self.get_kind_display().capitalize()} {self.name}"

    def exists_on(self, day) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def exists_between(self, first, last) -> bool:
        """On one day at least from `first` to `last`; None: open on that side."""
        starts = max(self.valid_from or date.min, first or date.min)
        return starts <= min(self.valid_to or date.max, last or date.max)


class UnitAlias(models.Model):
    """Another spelling (cách viết khác) of a unit's name that stands in a document."""

    unit = models.ForeignKey(
        AdministrativeUnit, models.CASCADE, related_name="aliases", verbose_name="đơn vị"
    )
    name = CleanCharField("cách viết khác", max_length=60)
    source = CleanCharField("văn bản", max_length=200)
    search_text = models.CharField(editable=False, max_length=80, db_index=True)

    class Meta:
        ordering = ["unit", "name"]
        verbose_name = "cách viết khác"
        verbose_name_plural = "cách viết khác"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="unitalias_once_per_unit")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.search_text = fold(self.name)
        super().save(*args, **kwargs)


class UnitRole(models.Model):
    """What a person may do on a unit and below it (vai trò)."""

    class Role(models.TextChoices):
        OFFICE = "OFFICE", "văn phòng điều phối"
        LEADER = "LEADER", "lãnh đạo"
        OFFICER = "OFFICER", "cán bộ xã"
        READER = "READER", "người xem"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="unit_roles",
        verbose_name="tài khoản",
    )
    unit = models.ForeignKey(
        AdministrativeUnit, models.CASCADE, related_name="roles", verbose_name="đơn vị"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role)

    class Meta:
        ordering = ["user", "unit"]
        verbose_name = "vai trò"
        verbose_name_plural = "vai trò"
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="unitrole_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} – {self.unit}"

    def clean(self) -> None:
        if self.role != self.Role.OFFICER or self.unit_id is None:
            return
        if self.unit.level != AdministrativeUnit.Level.COMMUNE:
            raise ValidationError(
                f"{self.unit} không phải cấp xã. Vai trò ‘cán bộ xã’ chỉ đặt ở một xã: chọn một xã."
            )


class SetAdoption(models.Model):
    """Which set counts where and when (áp dụng bộ tiêu chí): for a unit and all below it."""

    unit = models.ForeignKey(
        AdministrativeUnit, models.CASCADE, related_name="set_adoptions", verbose_name="đơn vị"
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="adoptions", verbose_name="bộ tiêu chí"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = SetAdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "starts_on"]
        verbose_name = "áp dụng bộ tiêu chí"
        verbose_name_plural = "áp dụng bộ tiêu chí"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "criteria_set", "starts_on"], name="setadoption_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="setadoption_ends_after_it_begins",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.criteria_set}"


class Cell(models.Model):
    """One square (ô) of every board: a commune against a requirement.

    Created with its first entry. It carries no figure itself: it is what a save locks and what
    the as-of query walks along (docs/adr/0003).
    """

    commune = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="cells", verbose_name="xã"
    )
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="cells", verbose_name="tiêu chí, chỉ tiêu"
    )

    objects = CellQuerySet.as_manager()

    class Meta:
        ordering = ["commune", "requirement"]
        verbose_name = "ô"
        verbose_name_plural = "ô"
        constraints = [models.UniqueConstraint(fields=["commune", "requirement"], name="cell_once")]

    def __str__(self) -> str:
        return f"{self.commune} – {self.requirement}"


class StatusEntry(AppendOnlyModel):
    """One line of the status log (hiện trạng): somebody said this of a cell, true on that day.

    Never changed. A correction is a newer row; a withdrawal is a row with verdict NO_DATA.
    """

    class Voice(models.TextChoices):
        SELF = "SELF", "xã tự đánh giá"
        AGENCY = "AGENCY", "cơ quan thẩm tra"
        OFFICE = "OFFICE", "văn phòng điều phối"

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="entries", verbose_name="ô")
    verdict = models.CharField("kết quả", max_length=14, choices=VerdictChoice)
    value = models.DecimalField("giá trị", max_digits=16, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("tử số", max_digits=16, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(
        "mẫu số", max_digits=16, decimal_places=4, null=True, blank=True
    )
    observed_on = models.DateField("ngày của số liệu")
    recorded_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    voice = models.CharField("ai nói", max_length=10, choices=Voice)
    note = CleanCharField("ghi chú", max_length=500, blank=True)
    source_document = CleanCharField("văn bản nguồn", max_length=200, blank=True)
    request_key = models.UUIDField("khóa gửi", null=True, blank=True, unique=True, editable=False)

    objects = StatusEntryQuerySet.as_manager()

    class Meta:
        ordering = ["cell", "-observed_on", "-pk"]
        verbose_name = "hiện trạng"
        verbose_name_plural = "hiện trạng"
        indexes = [
            # Newest row of a cell on a day without touching the table. `include=` would be
            # dropped silently on SQLite, so voice and verdict are key columns.
            models.Index(
                fields=["cell", "-observed_on", "-id", "voice", "verdict"], name="status_as_of"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=VerdictChoice.values),
                name="statusentry_verdict_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=True, denominator__isnull=True)
                # A comparison with NULL is neither true nor false, and a CHECK lets that pass.
                | models.Q(numerator__isnull=False, denominator__isnull=False, denominator__gt=0),
                name="statusentry_fraction_is_whole",
                violation_error_message="Ghi đủ cả tử số và mẫu số; mẫu số lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.get_verdict_display()}"

    @property
    def is_official(self) -> bool:
        """The voices of agencies and the office; a self-assessment is not one."""
        return self.voice != self.Voice.SELF
