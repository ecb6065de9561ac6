"""What a signature froze: the appendices as printed, and the figures behind them."""

from django.db import models

from communes.models import AdministrativeUnit, StatusEntry
from criteria.models import Requirement
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField, CleanSlugField, CleanTextField
from plans.models import Plan
from reports.rules import FORMATS


class SignedAppendix(AppendOnlyModel):
    """An appendix of a signed plan. table: its AppendixTable, see reports/frozen_tables.py."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="signed_appendices", verbose_name="kế hoạch"
    )
    code = CleanSlugField("mã", max_length=40)
    name = CleanCharField("tên", max_length=100)
    position = models.PositiveSmallIntegerField("thứ tự")
    day = models.DateField("kết quả tính đến ngày")
    table = models.JSONField("bảng")
    kept_at = models.DateTimeField("lưu lúc", auto_now_add=True)

    class Meta:
        ordering = ["plan", "position"]
        verbose_name = "phụ lục đã ký"
        verbose_name_plural = "phụ lục đã ký"
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="signedappendix_once_per_code")
        ]

    def __str__(self) -> str:
        return self.name


class SignedFile(AppendOnlyModel):
    """The bytes of a signed appendix in one format; in the database, so that both stand or fall."""

    appendix = models.ForeignKey(
        SignedAppendix, models.PROTECT, related_name="files", verbose_name="phụ lục"
    )
    file_format = models.CharField(
        "định dạng", max_length=5, choices=[(one, one.upper()) for one in FORMATS]
    )
    content = models.BinaryField("nội dung")
    sha256 = models.CharField("mã băm SHA-256", max_length=64, editable=False)

    class Meta:
        ordering = ["appendix", "pk"]
        verbose_name = "tệp của phụ lục đã ký"
        verbose_name_plural = "tệp của phụ lục đã ký"
        constraints = [
            models.UniqueConstraint(
                fields=["appendix", "file_format"], name="signedfile_once_per_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.appendix} ({self.file_format})"


class SignedFigure(AppendOnlyModel):
    """One figure behind a signed plan, in words, as it stood when the plan was signed.

    OFFICIAL, SELF: a cell as of the baseline day; `entry` the row of the log that said so, empty
    where nothing was recorded.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "OFFICIAL", "kết quả chính thức"
        SELF = "SELF", "xã tự đánh giá"
        UNIT = "UNIT", "tên đơn vị"
        EDITION = "EDITION", "bộ tiêu chí"

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="signed_figures", verbose_name="kế hoạch"
    )
    kind = models.CharField("loại", max_length=10, choices=Kind)
    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, null=True, related_name="+", verbose_name="đơn vị"
    )
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, null=True, related_name="+", verbose_name="tiêu chí, chỉ tiêu"
    )
    entry = models.ForeignKey(
        StatusEntry, models.PROTECT, null=True, related_name="+", verbose_name="dòng nhật ký"
    )
    place = CleanCharField("chỗ", max_length=200)
    value = CleanTextField("điều ghi khi ký")

    class Meta:
        ordering = ["plan", "pk"]
        verbose_name = "số liệu khi ký"
        verbose_name_plural = "số liệu khi ký"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "unit", "requirement"],
                name="signedfigure_once_per_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.value}"
