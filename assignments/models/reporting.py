"""Reports on a plan (chế độ thông tin, báo cáo): periods, who owes one, what was sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assignments.models.agencies import Agency
from assignments.reporting_rules import Kind, Period, period_from
from communes.models import AdministrativeUnit
from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from plans.models import Plan

WORDS = ("results", "difficulties", "proposals", "next_tasks")


class ReportingCycle(models.Model):
    """One period on which agencies and communes report (kỳ báo cáo).

    due_on: the last day in time, before days off are looked at; rule: the words it comes from.
    Nothing is sent any more once it is closed.
    """

    class Kind(models.TextChoices):
        MONTHLY = Kind.MONTHLY.value, "hằng tháng"
        QUARTERLY = Kind.QUARTERLY.value, "hằng quý"
        HALF_YEAR = Kind.HALF_YEAR.value, "6 tháng"
        YEAR = Kind.YEAR.value, "cả năm"

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="reporting_cycles", verbose_name="kế hoạch"
    )
    kind = models.CharField("loại kỳ", max_length=10, choices=Kind)
    first_on = models.DateField("từ ngày")
    last_on = models.DateField("đến ngày")
    due_on = models.DateField("hạn gửi")
    rule = CleanCharField("cách tính hạn", max_length=120)
    made_at = models.DateTimeField("lập lúc", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người đóng",
    )

    class Meta:
        ordering = ["plan", "first_on", "last_on"]
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "first_on"], name="reportingcycle_once_per_period"
            ),
            models.CheckConstraint(
                condition=Q(last_on__gt=F("first_on"), due_on__gte=F("first_on")),
                name="reportingcycle_due_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]),
                name="reportingcycle_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="reportingcycle_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.period.words}"

    @property
    def period(self) -> Period:
        return period_from(Kind(self.kind), self.first_on)

    @property
    def key(self) -> str:
        return self.period.key

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ReportingParty(models.Model):
    """Who owes a report of a cycle (đơn vị báo cáo): an agency, or a commune of the plan."""

    cycle = models.ForeignKey(
        ReportingCycle, models.CASCADE, related_name="parties", verbose_name="kỳ báo cáo"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan"
    )
    commune = models.ForeignKey(
        AdministrativeUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="xã",
    )

    class Meta:
        ordering = ["cycle", "pk"]
        verbose_name = "đơn vị báo cáo"
        verbose_name_plural = "đơn vị báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, commune__isnull=True)
                | Q(agency__isnull=True, commune__isnull=False),
                name="reportingparty_agency_or_commune",
            ),
            models.UniqueConstraint(
                fields=["cycle", "agency"],
                condition=Q(agency__isnull=False),
                name="reportingparty_agency_once",
            ),
            models.UniqueConstraint(
                fields=["cycle", "commune"],
                condition=Q(commune__isnull=False),
                name="reportingparty_commune_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.agency.name if self.agency else self.commune.full_name

    @property
    def key(self) -> str:
        """What stands in addresses; the same in every cycle: "cq-12", "xa-345"."""
        return f"cq-{self.agency_id}" if self.agency_id else f"xa-{self.commune_id}"


class ReportWords(AppendOnlyModel):
    """What a sender adds to the figures, under the headings of the paper form."""

    results = CleanTextField("kết quả thực hiện", blank=True)
    difficulties = CleanTextField("khó khăn, vướng mắc", blank=True)
    proposals = CleanTextField("kiến nghị, đề xuất", blank=True)
    next_tasks = CleanTextField("nhiệm vụ kỳ tới", blank=True)

    class Meta:
        abstract = True

    @property
    def headed(self) -> list[tuple[str, str]]:
        """(heading, text) of what is not empty."""
        named = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in WORDS)
        return [(str(heading), text) for heading, text in named if text]


class Report(ReportWords):
    """One version of what a party sent (báo cáo); never changed, a correction is a newer one.

    figures: as they stood when it was sent, see assignments/report_figures.py. sent_on: the day
    that counts; for a paper that the office typed in (on_behalf, nhập hộ) the day it came in.
    """

    party = models.ForeignKey(
        ReportingParty, models.PROTECT, related_name="reports", verbose_name="đơn vị"
    )
    number = models.PositiveSmallIntegerField("bản số")
    correction = CleanCharField("sửa gì", max_length=300, blank=True)
    figures = models.JSONField("số liệu lúc gửi")
    on_behalf = models.BooleanField("nhập hộ", default=False)
    sent_on = models.DateField("ngày gửi")
    sent_at = models.DateTimeField("lúc", auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )

    class Meta:
        ordering = ["party", "number"]
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["party", "number"], name="report_version_once"),
            models.CheckConstraint(
                condition=Q(number=1, correction="") | (Q(number__gt=1) & ~Q(correction="")),
                name="report_correction_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, bản {self.number}"


class ReportSummary(ReportWords):
    """One version of what the office merged from the reports of a cycle (báo cáo tổng hợp).

    lines: of the issued version, the table as it was issued; None before.
    """

    cycle = models.ForeignKey(
        ReportingCycle, models.PROTECT, related_name="summaries", verbose_name="kỳ báo cáo"
    )
    number = models.PositiveSmallIntegerField("bản số")
    lines = models.JSONField("biểu khi phát hành", null=True, blank=True)
    at = models.DateTimeField("lúc", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        ordering = ["cycle", "number"]
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="reportsummary_version_once"),
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(lines__isnull=False),
                name="reportsummary_issued_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}, tổng hợp bản {self.number}"

    @property
    def is_issued(self) -> bool:
        return self.lines is not None
