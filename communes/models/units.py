"""Administrative units and the roles of people on them."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from communes.querysets import (
    SetAdoptionQuerySet,
    UnitQuerySet,
)
from criteria.models import CriteriaSet, Region
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.fields import CleanCharField
from ntm_portal.lib.text import fold

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

    @property
    def long_name(self) -> str:
        """Told apart from its namesakes: "Xã Hòa Bình, huyện Văn Quan (đến 30/06/2025)".

        A query unless `parent` is loaded.
        """
        parent = f", {self.parent.get_kind_display()} {self.parent.name}" if self.parent else ""
        until = f" (đến {format_day(self.valid_to)})" if self.valid_to else ""
        return f"{self.full_name}{parent}{until}"

    @property
    def line(self) -> list[int]:
        """Ids of the unit and of all above it; a query per level unless the parents are loaded."""
        return [self.pk, *(self.parent.line if self.parent else [])]

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
