"""What a sheet of Phụ lục 02 is about: a draft, its communes, and whose results may be written."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from communes.access_imports import communes_to_fill
from communes.models import AdministrativeUnit, StatusEntry
from communes.resources.scopes import BoardScope
from plans.models import Plan
from plans.querysets import communes_of


@dataclass(frozen=True)
class TargetScope(BoardScope):
    """The board of the plan's communes on its baseline day, in the office's voice.

    communes: those of the unit and those that the plan has. writable: ids of the communes of which
    the person may write results there.
    """

    plan: Plan
    writable: frozenset[int]


def target_scope(user: User, plan: Plan, today: date) -> TargetScope:
    day, voice = plan.baseline_on, StatusEntry.Voice.OFFICE
    own = communes_of(plan).values_list("pk", flat=True)
    held = plan.rows.values_list("commune", flat=True)
    communes = AdministrativeUnit.objects.filter(pk__in=[*own, *held]).order_by("code")
    writable = communes_to_fill(user, voice, plan.unit, criteria_set=plan.criteria_set, day=day)
    return TargetScope(
        plan.criteria_set,
        plan.unit,
        day,
        today,
        voice,
        tuple(communes.select_related("parent").prefetch_related("aliases")),
        plan,
        frozenset(one.pk for one in writable) if day <= today else frozenset(),
    )
