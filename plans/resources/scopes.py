"""Which plan a sheet is about: a draft that the person may edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404

from accounts.models import User
from ntm_portal.lib.sheet_kinds import SheetKind
from plans.access import plans_to_fill
from plans.models import Plan


@dataclass(frozen=True)
class PlanScope:
    plan: Plan
    today: date


class PlanScopeForm(forms.Form):
    plan = forms.ChoiceField(label="Kế hoạch", help_text="Chỉ dự thảo mới nhập được.")

    def __init__(self, *, user: User, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        plans = plans_to_fill(user)
        self.fields["plan"].choices = [(plan.code, plan.title) for plan in plans]


class PlanKind(SheetKind[PlanScope]):
    """A kind of sheet about the contents of one plan."""

    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        return PlanScopeForm(user=user, data=data)

    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> PlanScope:
        return PlanScope(chosen_plan(user, data), today)


def chosen_plan(user: User, data: Mapping[str, str]) -> Plan:
    """Raises Http404 for a plan that is not theirs, or that is no draft any more."""
    plan = plans_to_fill(user).filter(code=data.get("plan", "")).first()
    if plan is None:
        raise Http404
    return plan
