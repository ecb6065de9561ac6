"""Input of one commune's row in a plan, and of what a single-commune plan finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django import forms

from criteria.models import CriteriaSet
from ntm_portal.lib.numbers import read_number
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanCommune, PlanGoal
from plans.services.goals import GoalChange, goal_version

TIERS = CriteriaSet.Tier.choices


class GoalsForm(forms.Form):
    """For each tier: what is done to it by which year; an empty action takes the goal away."""

    def __init__(self, *args, row: PlanCommune, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.standing = {goal.tier: goal for goal in row.goals.all()}
        years = [(year, year) for year in range(plan.first_year, plan.last_year + 1)]
        for tier, label in TIERS:
            goal = self.standing.get(tier)
            self.fields[f"action-{tier}"] = forms.ChoiceField(
                label=f"Xã {label}",
                choices=[("", "Không có mục tiêu"), *PlanGoal.Action.choices],
                initial=goal.action if goal else "",
                required=False,
            )
            self.fields[f"year-{tier}"] = forms.TypedChoiceField(
                label=f"Năm, xã {label}",
                choices=years,
                coerce=int,
                initial=goal.year if goal else plan.first_year,
            )

    def lines(self) -> "Iterator[GoalLine]":
        """The fields tier by tier, with the version of the goal that the page shows."""
        for tier, _ in TIERS:
            seen = goal_version(self.standing.get(tier))
            yield GoalLine(tier, self[f"action-{tier}"], self[f"year-{tier}"], seen)

    def changes(self) -> list[GoalChange]:
        """What the person changed; a tier left as it was shown is no wish."""
        found = []
        for tier, _ in TIERS:
            action, year = (self.cleaned_data[f"{name}-{tier}"] for name in ("action", "year"))
            seen = self.data.get(f"seen-{tier}", "")
            if (f"{action} {year}" if action else "") != seen:
                found.append(GoalChange(tier, action, year, seen))
        return found


@dataclass(frozen=True)
class GoalLine:
    """One tier on the form."""

    tier: str
    action: forms.BoundField
    year: forms.BoundField
    seen: str


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
