"""The append-only status log and the cells it hangs on."""

from django.conf import settings
from django.db import models

from communes.models.units import AdministrativeUnit
from communes.querysets import (
    CellQuerySet,
    StatusEntryQuerySet,
)
from criteria.figures import Figure, Said, said_of, said_text
from criteria.models import Requirement, Threshold
from criteria.rules import Verdict
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField


class VerdictChoice(models.TextChoices):
    """The four states of a cell, with the words that people read."""

    MET = Verdict.MET.value, "Đạt"
    NOT_MET = Verdict.NOT_MET.value, "Chưa đạt"
    NOT_APPLICABLE = Verdict.NOT_APPLICABLE.value, "Không áp dụng"
    NO_DATA = Verdict.NO_DATA.value, "Chưa có số liệu"


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
    value_male = models.DecimalField(
        "giá trị nam", max_digits=16, decimal_places=4, null=True, blank=True
    )
    value_female = models.DecimalField(
        "giá trị nữ", max_digits=16, decimal_places=4, null=True, blank=True
    )
    # The threshold that decided the verdict; empty where a person did. No index: nobody asks a
    # threshold for its rows, and the log is long.
    threshold = models.ForeignKey(
        Threshold,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name="mức đã so",
    )
    observed_on = models.DateField("ngày của số liệu")
    recorded_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    voice = models.CharField("ai nói", max_length=10, choices=Voice)
    # Of a self-assessment: somebody of the office wrote it down for the commune.
    on_behalf = models.BooleanField("nhập hộ", default=False)
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
    def figure(self) -> Figure | None:
        figure = Figure(
            self.value, self.numerator, self.denominator, self.value_male, self.value_female
        )
        return None if figure == Figure() else figure

    @property
    def said(self) -> Said:
        """What was entered: the figure, and the verdict where a person decided it."""
        return said_of(self.figure, self.verdict, is_computed=self.threshold_id is not None)

    @property
    def said_text(self) -> str:
        """ "43,8 C": as the entry grid shows it and reads it back."""
        return said_text(self.said)

    @property
    def is_official(self) -> bool:
        """The voices of agencies and the office; a self-assessment is not one."""
        return self.voice != self.Voice.SELF
