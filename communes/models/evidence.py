"""Evidence (minh chứng) for cells, and what an office asks for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from communes.models.status import Cell, StatusEntry
from communes.models.units import AdministrativeUnit
from communes.querysets import EvidenceQuerySet, RequiredProofQuerySet
from criteria.models import Requirement
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField
from ntm_portal.lib.file_kinds import KINDS


class RequiredProof(models.Model):
    """One line of an office's list (danh mục minh chứng): what it asks for per requirement.

    Holds for all communes at or below the unit. Its words never change: a correction is a new
    row that `replaces` this one and takes over the evidence handed in for it.
    """

    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="+", verbose_name="của đơn vị"
    )
    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="+", verbose_name="tiêu chí, chỉ tiêu"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    name = CleanCharField("minh chứng cần có", max_length=300)
    citation = CleanCharField("căn cứ", max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="thay cho",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    added_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    retired_on = models.DateField("bỏ ngày", null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người bỏ",
    )

    objects = RequiredProofQuerySet.as_manager()

    class Meta:
        ordering = ["requirement", "unit", "position", "pk"]
        verbose_name = "minh chứng cần có"
        verbose_name_plural = "danh mục minh chứng"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "requirement", "name"],
                condition=Q(retired_on__isnull=True),
                name="requiredproof_name_once",
            ),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True, retired_by__isnull=True)
                | Q(retired_on__isnull=False, retired_by__isnull=False),
                name="requiredproof_retired_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Evidence(AppendOnlyModel):
    """What somebody hands in to prove a cell: a file or an address, never both.

    The bytes lie in settings.EVIDENCE_DIR under the random name `stored_as`; `sha256` is their
    digest, `file_name` what the person called them. `expires_on`: the last day on which the
    document is valid, None where it has none. Taking it away is an EvidenceWithdrawal.
    """

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="evidence", verbose_name="ô")
    proof = models.ForeignKey(
        RequiredProof,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="minh chứng cần có",
    )
    title = CleanCharField("tên minh chứng", max_length=200)
    page = CleanCharField("trang", max_length=60, blank=True)
    quote = CleanCharField("câu trích", max_length=500, blank=True)
    expires_on = models.DateField("hết hạn", null=True, blank=True)
    address = CleanCharField("địa chỉ", max_length=500, blank=True)
    stored_as = models.CharField("tên trên đĩa", max_length=32, blank=True, editable=False)
    file_name = CleanCharField("tên tệp", max_length=120, blank=True)
    content_type = models.CharField(
        "loại tệp",
        max_length=20,
        blank=True,
        choices=[(content_type, kind.word) for content_type, kind in KINDS.items()],
    )
    size = models.PositiveIntegerField("số byte", default=0)
    sha256 = models.CharField("mã băm", max_length=64, blank=True, editable=False)
    voice = models.CharField("ai nộp", max_length=10, choices=StatusEntry.Voice)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    added_at = models.DateTimeField("nộp lúc", auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["cell", "pk"]
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        constraints = [
            models.CheckConstraint(
                condition=(
                    ~Q(address="")
                    & Q(stored_as="", file_name="", content_type="", size=0, sha256="")
                )
                | (
                    Q(address="", content_type__in=list(KINDS), size__gt=0)
                    & ~Q(stored_as="")
                    & ~Q(file_name="")
                    & ~Q(sha256="")
                ),
                name="evidence_is_file_or_address",
            ),
            models.UniqueConstraint(
                F("stored_as"), condition=~Q(stored_as=""), name="evidence_file_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_file(self) -> bool:
        return bool(self.stored_as)

    @property
    def submitter(self) -> str:
        """Who handed it in, and for whom: "Cán bộ xã Xuân Dương (xã)"."""
        from_commune = self.voice == StatusEntry.Voice.SELF
        return f"{self.added_by} ({'xã' if from_commune else self.get_voice_display()})"


class EvidenceWithdrawal(AppendOnlyModel):
    """Evidence that no longer counts: who took it away and why. The row and its bytes stay."""

    evidence = models.OneToOneField(
        Evidence, models.PROTECT, related_name="withdrawal", verbose_name="minh chứng"
    )
    reason = CleanCharField("lý do", max_length=300)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người bỏ"
    )
    withdrawn_at = models.DateTimeField("bỏ lúc", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "lần bỏ minh chứng"
        verbose_name_plural = "lần bỏ minh chứng"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="evidencewithdrawal_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.reason}"
