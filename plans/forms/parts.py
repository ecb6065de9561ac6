"""One form per kind of a plan's contents; each carries a line that knows its plan."""

from collections.abc import Sequence

from django import forms

from communes.forms.cells import read_version
from criteria.models import CriteriaSet, Requirement
from plans.forms.fields import FigureField, WholeField
from plans.models import (
    CapitalLine,
    LegalBasis,
    Mandate,
    Narrative,
    Objective,
    PlanCommune,
    PlanGroup,
    VillageGoal,
)

SHARE_HINT = "Như in: 29,5 và 29,50 là hai cách viết khác nhau."


class PartForm(forms.ModelForm):
    """Offers only what belongs to the line's own plan."""

    use_required_attribute = False  # the page says it itself, in Vietnamese

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        if "requirement" in self.fields:
            criteria = plan.criteria_set.requirements.criteria()
            self.fields["requirement"].queryset = criteria.order_by("position")
        if "group" in self.fields:
            self.fields["group"].queryset = plan.groups.all()
        for name in {"row", "members"} & set(self.fields):
            rows = plan.rows.select_related("commune").order_by("position")
            self.fields[name].queryset = rows

    @property
    def members(self) -> Sequence[PlanCommune]:
        """The communes of a group; none for every other kind."""
        return list(self.cleaned_data.get("members", ()))


class CriterionField(forms.ModelChoiceField):
    def label_from_instance(self, one: Requirement) -> str:
        return f"{one.code}. {one.name}"


class GroupField(forms.ModelChoiceField):
    def label_from_instance(self, one: PlanGroup) -> str:
        return one.name


class MembersField(forms.ModelMultipleChoiceField):
    """Rows of the plan; a number that no row can have never reaches the database."""

    def clean(self, value: Sequence[str] | None) -> object:
        if any(not read_version(str(one)) for one in value or ()):
            raise forms.ValidationError("Hãy chọn xã trong danh sách.")
        return super().clean(value)


class SourceField(forms.ModelChoiceField):
    """A source of money with those above it: "Ngân sách › Ngân sách huyện"."""

    def label_from_instance(self, one: CapitalLine) -> str:
        line = [one.label]
        while one.parent is not None:
            one = one.parent
            line.insert(0, one.label)
        return " › ".join(line)


class LegalBasisForm(PartForm):
    class Meta:
        model = LegalBasis
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "Như trong kế hoạch."}


class NarrativeForm(PartForm):
    class Meta:
        model = Narrative
        fields = ("heading", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "heading": "Có cả số mục: II.2.1. Có lộ trình cụ thể.",
            "text": "Chép từ Word vào được; mỗi đoạn xuống dòng một lần.",
        }


class ObjectiveForm(PartForm):
    requirement = CriterionField(label="Tiêu chí", queryset=None, required=False)
    group = GroupField(
        label="Nhóm xã", queryset=None, required=False, help_text="Trống: mọi xã trong kế hoạch."
    )
    tier = forms.ChoiceField(
        label="Cấp độ", choices=[("", "---------"), *CriteriaSet.Tier.choices], required=False
    )
    lowest = WholeField(label="Từ (tiêu chí)", required=False)
    highest = WholeField(
        label="Đến (tiêu chí)", required=False, help_text="Dưới 5 tiêu chí: từ 0 đến 4."
    )
    increment = WholeField(label="Số xã thêm", required=False)
    total = WholeField(label="Tổng số xã", required=False)
    value_from = FigureField(label="Giá trị, từ", required=False, help_text="Ví dụ 14,16.")
    value_to = FigureField(
        label="Giá trị, đến", required=False, help_text="Chỉ khi nêu một khoảng: 11 đến 11,5."
    )

    class Meta:
        model = Objective
        fields = (
            "kind",
            "requirement",
            "tier",
            "text",
            "group",
            "lowest",
            "highest",
            "increment",
            "total",
            "share",
            "value_from",
            "value_to",
            "unit",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"text": "Nguyên văn câu nêu chỉ tiêu.", "share": SHARE_HINT}


class MandateForm(PartForm):
    requirement = CriterionField(label="Tiêu chí", queryset=None)
    group = GroupField(
        label="Nhóm xã", queryset=None, required=False, help_text="Trống: mọi xã trong kế hoạch."
    )

    class Meta:
        model = Mandate
        fields = ("requirement", "group")


class GroupForm(PartForm):
    members = MembersField(
        label="Các xã", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    stated_count = WholeField(
        label="Số xã như in", required=False, help_text="Con số mà kế hoạch nêu."
    )

    class Meta:
        model = PlanGroup
        fields = ("name", "stated_count", "members")
        help_texts = {"name": "Ví dụ: xã điểm, xã biên giới, xã đặc biệt khó khăn."}


class VillageGoalForm(PartForm):
    year = forms.TypedChoiceField(label="Năm", coerce=int)
    count = WholeField(label="Số lượng", help_text="Nơi có tên thì số lượng là 1.")

    class Meta:
        model = VillageGoal
        fields = ("kind", "action", "year", "name", "row", "count")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        year = self.fields["year"]
        year.choices = [(one, one) for one in range(plan.first_year, plan.last_year + 1)]
        year.error_messages["invalid_choice"] = (
            f"Năm %(value)s nằm ngoài kế hoạch {plan.years}. Chọn một năm trong đó."
        )


class CapitalLineForm(PartForm):
    parent = SourceField(
        label="Thuộc nguồn",
        queryset=None,
        required=False,
        empty_label="Không thuộc nguồn nào",
    )
    amount = FigureField(label="Số tiền")

    class Meta:
        model = CapitalLine
        fields = ("label", "amount", "share", "parent")
        help_texts = {"share": SHARE_HINT}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        sources = plan.capital_lines.select_related("parent__parent__parent")
        self.fields["parent"].queryset = sources.exclude(pk=self.instance.pk)
        unit = plan.get_capital_unit_display()
        self.fields["amount"].help_text = f"Theo {unit}, viết như 3.002,8."
