"""Input about a plan itself: a new one, a copy of last year's, and what stands at its head."""

import re
from datetime import date

from django import forms

from communes.forms.fields import DayField
from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet
from ntm_portal.lib.text import fold
from plans.forms.fields import WholeField, YearField
from plans.models import Plan

CODE_HINT = "Dùng trong địa chỉ trang, như loc-binh. Để trống thì cổng tự đặt."
BASELINE_HINT = "Kết quả “tính đến ngày” trong phụ lục, ngày/tháng/năm."
LONG_LINE = forms.Textarea(attrs={"rows": 2})  # one line in the end, but too long to see
LAST_YEAR_HINT = "Để trống nếu kế hoạch chỉ có một năm."


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, one: AdministrativeUnit) -> str:
        return f"{one.full_name}, {one.parent.full_name}" if one.parent else one.full_name


class PlanForm(forms.ModelForm):
    """Years as people write them; the last one may be left out."""

    use_required_attribute = False  # the page says it itself, in Vietnamese
    first_year = YearField(label="Từ năm")
    last_year = YearField(label="Đến năm", required=False, help_text=LAST_YEAR_HINT)

    def clean(self) -> dict:
        data = super().clean()
        if "last_year" in data and data["last_year"] is None:
            data["last_year"] = data.get("first_year")
        first, last = data.get("first_year"), data.get("last_year")
        kind = data.get("kind", self.instance.kind)
        if kind == Plan.Kind.ANNUAL and None not in (first, last) and first != last:
            self.add_error(
                "last_year", "Kế hoạch năm chỉ có một năm. Sửa năm, hoặc chọn kế hoạch giai đoạn."
            )
        return data


class StartForm(PlanForm):
    """What a new plan has to know, whether empty or copied."""

    code = forms.CharField(label="Mã", required=False, max_length=60, help_text=CODE_HINT)
    baseline_on = DayField(label="Ngày gốc", help_text=BASELINE_HINT)
    criteria_set = forms.ModelChoiceField(
        label="Bộ tiêu chí",
        queryset=CriteriaSet.objects.none(),
        empty_label=None,
        to_field_name="code",
    )

    class Meta:
        model = Plan
        fields = ("title", "first_year", "last_year", "baseline_on", "criteria_set", "code")
        widgets = {"title": LONG_LINE}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sets = CriteriaSet.objects.for_communes().exclude(status=CriteriaSet.Status.DRAFT)
        self.fields["criteria_set"].queryset = sets.order_by("-effective_from", "pk")

    def clean(self) -> dict:
        data = super().clean()
        unit = data.get("unit") or (self.instance.unit if self.instance.unit_id else None)
        if "code" in data and not data["code"] and unit and data.get("last_year"):
            data["code"] = free_code(unit, data["first_year"], data["last_year"])
        return data


class NewPlanForm(StartForm):
    unit = UnitField(label="Đơn vị ban hành", queryset=None, empty_label=None)
    with_communes = forms.TypedChoiceField(
        label="Các xã",
        choices=[
            ("1", "Mọi xã của đơn vị vào ngày gốc"),
            ("0", "Không kê xã nào: kế hoạch chỉ nêu tổng, hoặc chọn xã sau"),
        ],
        coerce=lambda word: word == "1",
        initial="1",
        widget=forms.RadioSelect,
    )

    class Meta(StartForm.Meta):
        fields = (
            "unit",
            "title",
            "kind",
            "first_year",
            "last_year",
            "criteria_set",
            "baseline_on",
            "issuer",
            "code",
        )

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["issuer"].required = False
        self.fields["issuer"].help_text = "Để trống thì ghi UBND của đơn vị."

    def clean(self) -> dict:
        data = super().clean()
        if unit := data.get("unit"):
            data["issuer"] = data.get("issuer") or f"UBND {unit.get_kind_display()} {unit.name}"
        return data


class CopyForm(StartForm):
    with_goals = forms.BooleanField(
        label="Chép cả mục tiêu cấp độ của xã và mục tiêu thôn, khu dân cư, vườn", required=False
    )

    @staticmethod
    def start(source: Plan) -> dict[str, object]:
        """The fields of the source, as many years later as it is long."""
        span = source.last_year - source.first_year + 1
        first, last = source.first_year + span, source.last_year + span
        title = re.sub(
            r"\d{4}",
            lambda year: (
                str(int(year.group()) + span)
                if source.first_year <= int(year.group()) <= source.last_year
                else year.group()
            ),
            source.title,
        )
        return {
            "title": title,
            "code": free_code(source.unit, first, last),
            "first_year": first,
            "last_year": last,
            "baseline_on": _years_later(source.baseline_on, span),
            "criteria_set": source.criteria_set.code,
        }


class FactsForm(PlanForm):
    signed_on = DayField(label="Ngày ký", required=False, help_text="Ngày/tháng/năm.")
    stated_communes = WholeField(
        label="Số xã nêu trong kế hoạch",
        required=False,
        help_text="Khi kế hoạch chỉ nêu tổng. Trống: đếm các xã trong bảng.",
    )

    class Meta:
        model = Plan
        fields = (
            "number",
            "signed_on",
            "kind",
            "title",
            "issuer",
            "signer",
            "signer_title",
            "first_year",
            "last_year",
            "stated_communes",
            "capital_unit",
            "heading",
            "replaces",
        )
        widgets = {"title": LONG_LINE}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = Plan.objects.filter(unit=self.instance.unit_id).exclude(pk=self.instance.pk)
        self.fields["replaces"].queryset = own.exclude(status=Plan.Status.DRAFT)
        self.fields["replaces"].empty_label = "Không thay kế hoạch nào"


def free_code(unit: AdministrativeUnit, first_year: int, last_year: int) -> str:
    """ "loc-binh-2025", or the same with a number behind it when that is taken."""
    years = str(first_year) if first_year == last_year else f"{first_year}-{last_year}"
    name = re.sub(r"[^a-z0-9]+", "-", fold(unit.name)).strip("-")
    base = f"{name}-{years}"
    taken = set(Plan.objects.filter(code__startswith=base).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def _years_later(day: date, years: int) -> date:
    """The same day of the calendar; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
