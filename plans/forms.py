"""Input of one commune's row in a plan, and of what a single-commune plan finds."""

from decimal import Decimal

from django import forms

from criteria.models import CriteriaSet
from ntm_portal.lib.numbers import read_number
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanGoal


class GoalForm(forms.Form):
    """A tier goal: what is done to which tier by which year; all empty takes it away."""

    action = forms.ChoiceField(
        label="Việc",
        choices=[("", "Không có mục tiêu cấp độ"), *PlanGoal.Action.choices],
        required=False,
    )
    tier = forms.ChoiceField(
        label="Cấp độ", choices=[("", "–"), *CriteriaSet.Tier.choices], required=False
    )
    year = forms.TypedChoiceField(label="Năm", coerce=int, empty_value=None)

    def __init__(self, *args, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        years = range(plan.first_year, plan.last_year + 1)
        self.fields["year"].choices = [(year, year) for year in years]

    def clean(self) -> dict:
        data = super().clean() or {}
        if bool(data.get("action")) != bool(data.get("tier")):
            raise forms.ValidationError("Chọn cả việc và cấp độ, hoặc để trống cả hai.")
        return data


class FigureField(forms.CharField):
    """A figure as people write it; None where nothing is written."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 10})

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_number(text) if text else None
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class FindingForm(forms.Form):
    """What the plan says of one indicator; the service says what is wrong with it."""

    use_required_attribute = False  # the page says it itself, in Vietnamese

    text = forms.CharField(
        label="Thực trạng, như trong kế hoạch",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Thực trạng còn trống. Viết tình hình của chỉ tiêu."},
    )
    printed_share = FigureField(
        label="Tỷ lệ in trong kế hoạch (%)",
        help_text="Chỉ khi kế hoạch in tỷ lệ cạnh phân số, ví dụ 88,17. Chỉ để đối chiếu.",
        required=False,
    )
