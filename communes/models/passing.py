"""What passed from one edition or one commune to the next, and on which rows each cell rests."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from communes.models.status import StatusEntry
from communes.models.units import AdministrativeUnit
from communes.querysets import CarryOverQuerySet, UnitSuccessionQuerySet
from criteria.models import CriteriaSet, EditionMapping
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField


class UnitSuccession(AppendOnlyModel):
    """A unit took over an old one, whole or in part, from a day (kế thừa), by a document.

    share_percent: how much of the old unit; empty where the document does not say. population,
    households: of what was taken over, as the document states them; empty where it does not.
    """

    old = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="successions", verbose_name="đơn vị cũ"
    )
    new = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="takeovers", verbose_name="đơn vị mới"
    )
    starts_on = models.DateField("từ ngày")
    share_percent = models.DecimalField(
        "phần nhập vào (%)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    population = models.PositiveIntegerField("dân số", null=True, blank=True)
    households = models.PositiveIntegerField("số hộ", null=True, blank=True)
    document = CleanCharField("văn bản", max_length=200)
    recorded_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    objects = UnitSuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "old__code", "new__code"]
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(old=models.F("new")), name="unitsuccession_between_two_units"
            ),
            models.CheckConstraint(
                condition=models.Q(share_percent__isnull=True)
                | models.Q(share_percent__gt=0, share_percent__lte=100),
                name="unitsuccession_share_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class SuccessionVoid(AppendOnlyModel):
    """A succession that was recorded by mistake (ghi nhầm): it no longer counts."""

    succession = models.OneToOneField(
        UnitSuccession, models.PROTECT, related_name="void", verbose_name="kế thừa"
    )
    recorded_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        verbose_name = "kế thừa ghi nhầm"
        verbose_name_plural = "kế thừa ghi nhầm"

    def __str__(self) -> str:
        return f"{self.succession} (ghi nhầm)"


class CarryOver(AppendOnlyModel):
    """One run (lượt chuyển) that wrote carried rows for `day`.

    With a mapping: from one edition to the next, for the communes below `unit`. With a set: from
    the old communes to `unit`, which took them over, within that set.
    """

    mapping = models.ForeignKey(
        EditionMapping,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carry_overs",
        verbose_name="bảng chuyển đổi",
    )
    merged_set = models.ForeignKey(
        CriteriaSet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bộ tiêu chí được gộp",
    )
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="carry_overs", verbose_name="đơn vị"
    )
    day = models.DateField("ghi cho ngày")
    run_at = models.DateTimeField("lúc chạy", auto_now_add=True)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chạy"
    )

    objects = CarryOverQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lượt chuyển"
        verbose_name_plural = "lượt chuyển"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mapping__isnull=True, merged_set__isnull=False)
                | models.Q(mapping__isnull=False, merged_set__isnull=True),
                name="carryover_of_an_edition_or_a_merger",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"

    @property
    def written_set(self) -> CriteriaSet:
        """The set whose cells were written."""
        return self.mapping.new_set if self.mapping else self.merged_set

    @property
    def title(self) -> str:
        """A query unless `mapping` and `merged_set` are loaded."""
        if self.mapping:
            return f"Chuyển bộ {self.mapping.old_set.code} → {self.mapping.new_set.code}"
        return f"Gộp xã, bộ {self.merged_set.code if self.merged_set else ''}"


class CarriedEntry(AppendOnlyModel):
    """A carried row of the log and one of the rows that it rests on (gốc): they stay untouched."""

    run = models.ForeignKey(
        CarryOver, models.PROTECT, related_name="carried", verbose_name="lượt chuyển"
    )
    entry = models.ForeignKey(
        StatusEntry, models.PROTECT, related_name="origins", verbose_name="dòng được ghi"
    )
    origin = models.ForeignKey(
        StatusEntry, models.PROTECT, related_name="carried_to", verbose_name="dòng gốc"
    )

    class Meta:
        ordering = ["run", "entry", "origin"]
        verbose_name = "gốc của dòng được chuyển"
        verbose_name_plural = "gốc của dòng được chuyển"
        constraints = [
            models.UniqueConstraint(fields=["entry", "origin"], name="carriedentry_once"),
            models.CheckConstraint(
                condition=~models.Q(entry=models.F("origin")), name="carriedentry_from_another_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id} → {self.entry_id}"


class CarryUndo(AppendOnlyModel):
    """A run that was taken back (hoàn tác): its rows that still stood were withdrawn."""

    run = models.OneToOneField(
        CarryOver, models.PROTECT, related_name="undo", verbose_name="lượt chuyển"
    )
    withdrawn_count = models.PositiveIntegerField("số ô đã rút")
    left_count = models.PositiveIntegerField("số ô để nguyên vì đã có kết quả mới hơn")
    undone_at = models.DateTimeField("lúc hoàn tác", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người hoàn tác"
    )

    class Meta:
        verbose_name = "hoàn tác lượt chuyển"
        verbose_name_plural = "hoàn tác lượt chuyển"

    def __str__(self) -> str:
        return f"{self.run} (hoàn tác)"
