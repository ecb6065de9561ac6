"""Agencies (cơ quan, đơn vị), other names for them, who took them over, and the people in them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from assignments.agency_names import name_words
from assignments.querysets import AgencyQuerySet, AgencySuccessionQuerySet
from communes.models import AdministrativeUnit
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField, CleanTextField


class Agency(models.Model):
    """An office, committee or union of a unit that leads or supports work (cơ quan).

    Plans also name bodies that are no office: "Các phòng, ban liên quan" stands for its `parts`
    as far as they are known, "UBND các xã" for the communes that a plan speaks of.
    """

    class Kind(models.TextChoices):
        OFFICE = "OFFICE", "cơ quan, đơn vị"
        COLLECTIVE = "COLLECTIVE", "nhiều cơ quan"
        COMMUNES = "COMMUNES", "các xã"

    unit = models.ForeignKey(
        AdministrativeUnit, models.PROTECT, related_name="agencies", verbose_name="thuộc"
    )
    name = CleanCharField("tên", max_length=200)
    short_name = CleanCharField("tên ngắn", max_length=80, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.OFFICE)
    parts = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="collectives",
        verbose_name="gồm",
        help_text="Của “nhiều cơ quan”: những cơ quan đã biết. Trống khi chưa rõ là ai.",
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "pk"]
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="agency_name_once_per_unit"),
            models.CheckConstraint(
                condition=Q(kind__in=["OFFICE", "COLLECTIVE", "COMMUNES"]),
                name="agency_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one: for grids and lists."""
        return self.short_name or self.name

    def clean(self) -> None:
        super().clean()
        for field in ("name", "short_name"):
            if bearer := bearer_of(getattr(self, field), self.unit_id, but=self.pk):
                raise ValidationError({field: taken(getattr(self, field), bearer)})


def bearer_of(spelling: str, unit_id: int | None, *, but: int | None) -> Agency | None:
    """Another agency of the unit that is already written like this, by any of its names."""
    words = name_words(spelling)
    others = Agency.objects.filter(unit=unit_id).exclude(pk=but) if words else Agency.objects.none()
    for other in others.prefetch_related("aliases"):
        names = (other.name, other.short_name, *(alias.name for alias in other.aliases.all()))
        if words in map(name_words, names):
            return other
    return None


def taken(spelling: str, bearer: Agency) -> str:
    return f"‘{spelling}’ đã là cách viết của {bearer}. Chọn một nơi."


class AgencyAlias(models.Model):
    """Another way in which some document writes an agency (cách viết khác): "TT BCĐ huyện".

    One spelling means one agency of a unit, as `agency_names` compares them.
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="aliases", verbose_name="cơ quan"
    )
    name = CleanCharField("cách viết", max_length=200)

    class Meta:
        ordering = ["agency", "name"]
        verbose_name = "cách viết khác"
        verbose_name_plural = "cách viết khác"
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="agencyalias_once")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.agency_id is None:
            return
        if bearer := bearer_of(self.name, self.agency.unit_id, but=self.agency_id):
            raise ValidationError({"name": taken(self.name, bearer)})


class AgencySuccession(AppendOnlyModel):
    """An agency took over the work of another one from a day (kế thừa), by a document.

    Several heirs of one agency share its work. A mistaken row is voided, see AgencySuccessionVoid.
    """

    old = models.ForeignKey(
        Agency, models.PROTECT, related_name="successions", verbose_name="cơ quan cũ"
    )
    new = models.ForeignKey(
        Agency, models.PROTECT, related_name="takeovers", verbose_name="cơ quan mới"
    )
    starts_on = models.DateField("từ ngày")
    document = CleanCharField("văn bản", max_length=200)
    recorded_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    objects = AgencySuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = "kế thừa của cơ quan"
        verbose_name_plural = "kế thừa của cơ quan"
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="agencysuccession_between_two_agencies"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class AgencySuccessionVoid(AppendOnlyModel):
    """A succession that was written by mistake (ghi nhầm): it holds on no day.

    It may be written again as it should have been.
    """

    succession = models.OneToOneField(
        AgencySuccession, models.PROTECT, related_name="void", verbose_name="kế thừa"
    )
    reason = CleanCharField("lý do", max_length=300)
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        ordering = ["succession"]
        verbose_name = "kế thừa ghi nhầm"
        verbose_name_plural = "kế thừa ghi nhầm"

    def __str__(self) -> str:
        return f"{self.succession}: ghi nhầm"


class AgencyChange(AppendOnlyModel):
    """One line of an agency's history: what its office wrote, from what to what."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="changes", verbose_name="cơ quan"
    )
    what = CleanCharField("nội dung", max_length=80)
    before = CleanTextField("trước", blank=True)
    after = CleanTextField("sau", blank=True)
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lần sửa cơ quan"
        verbose_name_plural = "lịch sử sửa cơ quan"

    def __str__(self) -> str:
        return f"{self.agency}: {self.what}"


class AgencyMembership(models.Model):
    """A person works in an agency, perhaps as its head (thành viên cơ quan)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="agency_memberships",
        verbose_name="tài khoản",
    )
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="memberships", verbose_name="cơ quan"
    )
    is_head = models.BooleanField("là người đứng đầu", default=False)

    class Meta:
        ordering = ["agency", "user"]
        verbose_name = "thành viên cơ quan"
        verbose_name_plural = "thành viên cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["user", "agency"], name="agencymembership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.agency}"
