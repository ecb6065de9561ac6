"""Input of one commune's row in a plan."""

from django import forms

from criteria.models import CriteriaSet
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
