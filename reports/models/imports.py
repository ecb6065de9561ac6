"""Imports (lượt nhập): a file that somebody handed in, how far it has come, what it left behind."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ntm_portal.lib.fields import CleanCharField, CleanSlugField, CleanTextField
from reports.querysets import ImportRunQuerySet


class ImportRun(models.Model):
    """One file or pasted block, from its upload to its receipt (biên nhận).

    content: the bytes as they came; workbook: what was read of them (`reports/kept_workbooks.py`);
    preview: what its cells would do (`reports/previews.py`). All three go a day after the last
    step. scope: the answered form of the kind. mapping: column of the sheet -> key. effects: what
    an undo needs. beat_at: when the work that goes on now was begun.
    """

    class State(models.TextChoices):
        READING = "READING", "đang đọc tệp"
        OPEN = "OPEN", "chờ chọn bảng và cột"
        CHECKING = "CHECKING", "đang đối chiếu với số liệu trên cổng"
        READY = "READY", "chờ xác nhận"
        WRITING = "WRITING", "đang ghi"
        DONE = "DONE", "đã ghi"
        UNDOING = "UNDOING", "đang hoàn tác"
        UNDONE = "UNDONE", "đã hoàn tác"
        FAILED = "FAILED", "không đọc được"

    WORKING = (State.READING, State.CHECKING, State.WRITING, State.UNDOING)
    WRITTEN = (State.DONE, State.UNDOING, State.UNDONE)

    uuid = models.UUIDField("mã trong địa chỉ", default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    started_at = models.DateTimeField("bắt đầu lúc", auto_now_add=True)
    touched_at = models.DateTimeField("bước cuối lúc", auto_now=True)
    file_name = CleanCharField("tên tệp", max_length=200)
    is_block = models.BooleanField("khối dán", default=False)
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    content = models.BinaryField("nội dung", default=b"")
    workbook = models.BinaryField("sổ tính đã đọc", default=b"")
    cell_count = models.PositiveIntegerField("số ô", default=0)
    kind = CleanSlugField("loại bảng", max_length=40, blank=True)
    scope = models.JSONField("phạm vi", default=dict)
    scope_words = CleanTextField("phạm vi bằng lời", blank=True)
    scope_digest = models.CharField("mã phạm vi", max_length=64, blank=True)
    sheet = CleanCharField("trang tính", max_length=100, blank=True)
    header_first = models.PositiveSmallIntegerField("dòng tiêu đề đầu", null=True)
    header_last = models.PositiveSmallIntegerField("dòng tiêu đề cuối", null=True)
    reads_hidden = models.BooleanField("đọc cả dòng, cột ẩn", default=False)
    mapping = models.JSONField("cột đã khớp", default=dict)
    answers = models.JSONField("câu trả lời", default=dict)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.READING)
    beat_at = models.DateTimeField("việc bắt đầu lúc", null=True)
    fault = CleanTextField("vì sao chưa được", blank=True)
    preview = models.BinaryField("bản xem trước", default=b"")
    preview_digest = models.CharField("mã bản xem trước", max_length=64, blank=True)
    checked_at = models.DateTimeField("xem trước lúc", null=True)
    leaves_faults = models.BooleanField("chỉ ghi phần đúng", default=False)
    counts = models.JSONField("số ô theo kết quả", default=dict)
    effects = models.JSONField("để hoàn tác", default=list, encoder=DjangoJSONEncoder)
    year = models.PositiveSmallIntegerField("năm", null=True)
    number = models.PositiveIntegerField("số", null=True)
    done_at = models.DateTimeField("ghi lúc", null=True)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người hoàn tác",
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lượt nhập"
        verbose_name_plural = "lượt nhập"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="importrun_once_per_number"),
            models.UniqueConstraint(
                fields=["sha256", "kind", "scope_digest", "sheet"],
                condition=Q(state="WRITING"),
                name="importrun_one_writes_a_sheet",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["DONE", "UNDOING", "UNDONE"])
                | Q(number__isnull=False, year__isnull=False, done_at__isnull=False),
                name="importrun_done_has_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state="UNDONE") | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="importrun_undone_says_who",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.file_name

    @property
    def reference(self) -> str:
        """ "NL-2026-0147"; "" before the first try to write."""
        return f"NL-{self.year}-{self.number:04d}" if self.number else ""

    @property
    def header_rows(self) -> tuple[int, int] | None:
        if self.header_first is None or self.header_last is None:
            return None
        return self.header_first, self.header_last

    @property
    def columns(self) -> dict[int, str]:
        """`mapping` with its columns as numbers: JSON has none as keys."""
        return {int(column): key for column, key in self.mapping.items()}

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    @property
    def is_written(self) -> bool:
        return self.state in self.WRITTEN


class ImportLayout(models.Model):
    """How a person has read sheets of this layout before, so that the next one asks nothing.

    fingerprint: of the table as it is found without anybody's help.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người nhập"
    )
    kind = CleanSlugField("loại bảng", max_length=40)
    fingerprint = models.CharField("dấu của bố cục", max_length=64)
    header_first = models.PositiveSmallIntegerField("dòng tiêu đề đầu", null=True)
    header_last = models.PositiveSmallIntegerField("dòng tiêu đề cuối", null=True)
    reads_hidden = models.BooleanField("đọc cả dòng, cột ẩn", default=False)
    mapping = models.JSONField("cột đã khớp", default=dict)
    scope = models.JSONField("phạm vi", default=dict)
    used_at = models.DateTimeField("dùng lúc", auto_now=True)

    class Meta:
        ordering = ["-used_at", "-pk"]
        verbose_name = "bố cục đã khớp"
        verbose_name_plural = "bố cục đã khớp"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "fingerprint"], name="importlayout_once_per_layout"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.user}"

    @property
    def header_rows(self) -> tuple[int, int] | None:
        if self.header_first is None or self.header_last is None:
            return None
        return self.header_first, self.header_last
