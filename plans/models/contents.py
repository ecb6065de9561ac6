"""The contents of a plan besides its communes' promises: words, figures, groups and money."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

from criteria.models import CriteriaSet, Requirement
from ntm_portal.lib.fields import CleanCharField, CleanTextField
from ntm_portal.lib.numbers import format_number, read_number
from ntm_portal.lib.refusals import Refused
from plans.band_rules import Band
from plans.models.parts import PlanPart
from plans.models.plan import PlanCommune

HUNDRED = 100


class LegalBasis(PlanPart):
    """A document that the plan rests on (căn cứ), in the plan's own words."""

    text = CleanTextField("căn cứ")

    class Meta(PlanPart.Meta):
        default_related_name = "legal_bases"
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"

    def __str__(self) -> str:
        return self.text


class Narrative(PlanPart):
    """A block of the plan's text under its heading: "II.2.1. Có lộ trình cụ thể …"."""

    heading = CleanCharField("đề mục", max_length=300)
    text = CleanTextField("nội dung", blank=True)

    class Meta(PlanPart.Meta):
        default_related_name = "narratives"
        verbose_name = "nội dung"
        verbose_name_plural = "nội dung"

    def __str__(self) -> str:
        return f"{self.heading}\n{self.text}" if self.text else self.heading


class PlanGroup(PlanPart):
    """Communes that the plan speaks of together: xã điểm, biên giới, đặc biệt khó khăn.

    stated_count: how many the plan says there are; None where it does not say.
    """

    name = CleanCharField("tên nhóm", max_length=200)
    stated_count = models.PositiveSmallIntegerField(
        "số xã như in", null=True, blank=True, help_text="Con số mà kế hoạch nêu."
    )
    members = models.ManyToManyField(
        PlanCommune, blank=True, related_name="groups", verbose_name="các xã"
    )

    class Meta(PlanPart.Meta):
        default_related_name = "groups"
        verbose_name = "nhóm xã"
        verbose_name_plural = "nhóm xã"

    def __str__(self) -> str:
        return self.name if self.stated_count is None else f"{self.name} ({self.stated_count} xã)"


class Mandate(PlanPart):
    """A criterion that every commune (of a group) has to have in its plan (tiêu chí bắt buộc)."""

    requirement = models.ForeignKey(
        Requirement, models.PROTECT, related_name="mandates", verbose_name="tiêu chí"
    )
    group = models.ForeignKey(
        PlanGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name="nhóm xã",
        help_text="Trống: mọi xã trong kế hoạch.",
    )

    class Meta(PlanPart.Meta):
        default_related_name = "mandates"
        verbose_name = "tiêu chí bắt buộc"
        verbose_name_plural = "tiêu chí bắt buộc"

    def __str__(self) -> str:
        whom = self.group.name if self.group else "mọi xã"
        return f"Tiêu chí {self.requirement.code}: {whom}"

    def clean(self) -> None:
        super().clean()
        if self.requirement_id is not None:
            _check_criterion(self, self.requirement)
        _check_same_plan(self, "group", self.group)


class Objective(PlanPart):
    """A figure that the plan's text states (chỉ tiêu, mục tiêu có số), as printed.

    increment, total: communes added and communes in all. share: the printed percentage, kept as
    text so that "29,5" stays different from "29,50"; None-like when empty. lowest, highest: the
    band of criteria counts, both included. value_from, value_to: a figure or a range in `unit`.
    """

    class Kind(models.TextChoices):
        CRITERION = "CRITERION", "số xã đạt một tiêu chí"
        BAND = "BAND", "số xã theo số tiêu chí đạt"
        TIER = "TIER", "số xã đạt một cấp độ"
        TOTAL = "TOTAL", "tổng số tiêu chí"
        AVERAGE = "AVERAGE", "bình quân tiêu chí/xã"
        INCREASE = "INCREASE", "mỗi xã tăng thêm"
        OTHER = "OTHER", "chỉ tiêu khác"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    text = CleanTextField("như trong kế hoạch", blank=True)
    requirement = models.ForeignKey(
        Requirement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name="tiêu chí",
    )
    group = models.ForeignKey(
        PlanGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name="nhóm xã",
    )
    tier = models.CharField("cấp độ", max_length=10, choices=CriteriaSet.Tier, blank=True)
    lowest = models.PositiveSmallIntegerField("từ (tiêu chí)", null=True, blank=True)
    highest = models.PositiveSmallIntegerField("đến (tiêu chí)", null=True, blank=True)
    increment = models.PositiveSmallIntegerField("số xã thêm", null=True, blank=True)
    total = models.PositiveSmallIntegerField("tổng số xã", null=True, blank=True)
    share = CleanCharField("tỷ lệ như in (%)", max_length=12, blank=True)
    value_from = models.DecimalField(
        "giá trị, từ", max_digits=14, decimal_places=4, null=True, blank=True
    )
    value_to = models.DecimalField("đến", max_digits=14, decimal_places=4, null=True, blank=True)
    unit = CleanCharField("đơn vị", max_length=60, blank=True)

    class Meta(PlanPart.Meta):
        default_related_name = "objectives"
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"

    def __str__(self) -> str:
        return self.text or self.words

    @property
    def words(self) -> str:
        """The figures in words: "Tiêu chí 2: thêm 12 xã, tổng số 61, tỷ lệ 29,5%"."""
        subject = {
            self.Kind.CRITERION: f"Tiêu chí {self.requirement.code}" if self.requirement else "",
            self.Kind.BAND: f"Số xã đạt {self.band_words}",
        }.get(self.Kind(self.kind), str(self.get_kind_display()).capitalize())
        group = f" ({self.group.name})" if self.group else ""
        figures = [
            f"thêm {self.increment} xã" if self.increment is not None else "",
            f"tổng số {self.total}" if self.total is not None else "",
            f"tỷ lệ {self.share}%" if self.share else "",
            self.value_words,
        ]
        return f"{subject}{group}: {', '.join(filter(None, figures))}"

    @property
    def band_words(self) -> str:
        """ "19", "15-18" or "dưới 5" criteria; "" outside a band."""
        if self.lowest is None or self.highest is None:
            return ""
        return Band(self.lowest, self.highest).words

    @property
    def value_words(self) -> str:
        """ "14,16 tiêu chí/xã", "11 - 11,5"; "" without a value."""
        ends = [written(one) for one in (self.value_from, self.value_to) if one is not None]
        return f"{' - '.join(ends)} {self.unit}".strip() if ends else ""

    @property
    def share_value(self) -> Decimal | None:
        """The printed share with its decimals as printed; None where there is none."""
        return read_number(self.share) if self.share else None

    def clean(self) -> None:
        super().clean()
        if self.requirement is not None:
            _check_criterion(self, self.requirement)
        if self.kind == self.Kind.CRITERION and self.requirement is None:
            raise ValidationError({"requirement": "Chọn tiêu chí mà chỉ tiêu này nói đến."})
        if self.kind == self.Kind.BAND and (self.lowest is None or self.highest is None):
            raise ValidationError({"lowest": "Ghi số tiêu chí, từ và đến."})
        if None not in (self.lowest, self.highest) and self.lowest > self.highest:
            raise ValidationError({"highest": f"{self.highest} nhỏ hơn {self.lowest}. Xem lại."})
        if self.kind == self.Kind.TIER and not self.tier:
            raise ValidationError({"tier": "Chọn cấp độ mà chỉ tiêu này nói đến."})
        if None not in (self.value_from, self.value_to) and self.value_from > self.value_to:
            low, high = written(self.value_from), written(self.value_to)
            raise ValidationError({"value_to": f"{high} nhỏ hơn {low}. Xem lại."})
        figures = (self.increment, self.total, self.value_from, self.value_to)
        if not (self.text or self.share) and all(figure is None for figure in figures):
            raise ValidationError({"text": "Ghi câu nêu chỉ tiêu, hoặc ít nhất một con số."})
        _check_same_plan(self, "group", self.group)
        _check_share(self)


class CapitalLine(PlanPart):
    """A source of money (nguồn vốn), in the plan's unit; a source's parts hang below it."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thuộc nguồn",
    )
    label = CleanCharField("nguồn vốn", max_length=200)
    amount = models.DecimalField(
        "số tiền", max_digits=18, decimal_places=3, help_text="Theo đơn vị tính vốn của kế hoạch."
    )
    share = CleanCharField("tỷ lệ như in (%)", max_length=12, blank=True)

    beside_by = ("parent_id",)

    class Meta(PlanPart.Meta):
        default_related_name = "capital_lines"
        verbose_name = "nguồn vốn"
        verbose_name_plural = "nguồn vốn"

    def __str__(self) -> str:
        words = f"{self.label}: {self.written_amount} {self.plan.get_capital_unit_display()}"
        return f"{words} ({self.share}%)" if self.share else words

    @property
    def written_amount(self) -> str:
        return written(self.amount)

    @property
    def share_value(self) -> Decimal | None:
        """The printed share with its decimals as printed; None where there is none."""
        return read_number(self.share) if self.share else None

    def clean(self) -> None:
        super().clean()
        if self.amount is not None and self.amount < 0:
            raise ValidationError({"amount": "Số tiền không thể âm. Xem lại."})
        _check_same_plan(self, "parent", self.parent)
        above = self.parent
        while above is not None:
            if above.pk is not None and above.pk == self.pk:
                raise ValidationError(
                    {"parent": f"‘{self.label}’ không thể thuộc về chính nó. Chọn nguồn khác."}
                )
            above = above.parent
        _check_share(self)


def written(number: Decimal | int) -> str:
    """As an office writes it: 3002.800 -> "3.002,8"."""
    exact = Decimal(number).normalize()
    return format_number(exact, max(0, -int(exact.as_tuple().exponent)))


def _check_criterion(part: PlanPart, requirement: Requirement) -> None:
    if (
        requirement.criteria_set_id != part.plan.criteria_set_id
        or requirement.kind != Requirement.Kind.CRITERION
    ):
        raise ValidationError(
            {"requirement": f"Không phải tiêu chí của {part.plan.criteria_set.name}."}
        )


def _check_same_plan(part: PlanPart, name: str, other: PlanPart | None) -> None:
    if other is not None and other.plan_id != part.plan_id:
        raise ValidationError({name: f"‘{other}’ thuộc kế hoạch khác. Chọn một dòng ở đây."})


def _check_share(part: Objective | CapitalLine) -> None:
    if not part.share:
        return
    try:
        share = read_number(part.share)
    except Refused as refusal:
        raise ValidationError({"share": refusal.message}) from refusal
    if share > HUNDRED:
        raise ValidationError({"share": f"‘{part.share}’ quá 100 %. Xem lại con số."})
