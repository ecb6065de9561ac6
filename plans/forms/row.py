"""Input of one commune's row in a plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from criteria.models import CriteriaSet
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanCommune, PlanGoal
from plans.services.goals import GoalChange, goal_version, refuse_merged

TIERS = CriteriaSet.Tier.choices


class GoalsForm(forms.Form):
    """For each tier: what is done to it by which year; an empty action takes the goal away."""

    def __init__(self, *args, row: PlanCommune, plan: Plan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
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

    def clean(self) -> dict:
        data = super().clean()
        for goal in self.changes() if not self.errors else ():
            if goal.action:
                try:
                    refuse_merged(self.row, goal.year)
                except Refused as refusal:
                    self.add_error(f"year-{goal.tier}", refusal.message)
        return data

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
