"""Named reads of plans."""

from datetime import date

from django.db import models
from django.db.models import Q

from communes.boards import Board, read_board
from communes.models import AdministrativeUnit, UnitRole
from plans.rules import PlanRow


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Plans of units that `user` sees, and of the units above their own.

        A signed plan is sent to every commune in it (its "Nơi nhận" lists UBND các xã), so
        commune staff read the plans of the units above them.
        """
        own = AdministrativeUnit.objects.filter(
            pk__in=UnitRole.objects.filter(user_id=user.pk, user__is_active=True).values("unit_id")
        )
        return self.filter(
            Q(unit__in=AdministrativeUnit.objects.visible_to(user))
            | Q(unit__in=own.values("parent"))
            | Q(unit__in=own.values("parent__parent"))
        )


def rows_as_of(plan, day: date) -> list[PlanRow]:
    """The plan's communes with what they had met on `day` and what they promise, by STT.

    Targets and goals are those of the plan now. Five queries, whatever the number of communes.
    """
    rows = list(
        plan.rows.select_related("commune", "goal")
        .prefetch_related("targets__requirement")
        .order_by("position")
    )
    board = read_board(
        communes=[row.commune for row in rows], criteria_set=plan.criteria_set, day=day
    )
    return [_plan_row(row, board) for row in rows]


def _plan_row(row, board: Board) -> PlanRow:
    targets = sorted((t.requirement for t in row.targets.all()), key=lambda r: r.position)
    goal = getattr(row, "goal", None)
    return PlanRow(
        position=row.position,
        name=row.name,
        met=tuple(criterion.code for criterion in board.met_criteria(row.commune)),
        targeted=tuple(requirement.code for requirement in targets),
        goal=str(goal) if goal else "",
        commune_code=row.commune.code,
    )
