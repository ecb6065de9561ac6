"""Named reads of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from communes.boards import Board, read_board, read_met
from communes.models import AdministrativeUnit, UnitRole
from criteria.models import Requirement
from plans.rules import PlanRow
from plans.sealed import SIGNED, SealedPlanError


class PlanQuerySet(models.QuerySet):
    def update(self, **values: object) -> int:
        if values.keys() != {"status"}:
            self.refuse_sealed()
        return super().update(**values)

    def refuse_sealed(self) -> None:
        """Raises SealedPlanError when one of the plans has been signed."""
        if self.filter(steps__step=SIGNED).exists():
            raise SealedPlanError("Plan that has been signed")

    def visible_to(self, user):
        """Plans of units that `user` sees, and the signed ones of the units above their own.

        A signed plan is sent to every commune in it (its "Nơi nhận" lists UBND các xã); a draft
        is not, so commune staff do not read it.
        """
        own = AdministrativeUnit.objects.filter(
            pk__in=UnitRole.objects.filter(user_id=user.pk, user__is_active=True).values("unit_id")
        )
        above = Q(unit__in=own.values("parent")) | Q(unit__in=own.values("parent__parent"))
        return self.filter(
            Q(unit__in=AdministrativeUnit.objects.visible_to(user))
            | (above & Q(status__in=("SIGNED", "SUPERSEDED")))
        )


def communes_of(plan):
    """The communes (xã) of the plan's unit on its baseline day, by official code."""
    below = AdministrativeUnit.objects.at_or_below([plan.unit_id]).rural_communes()
    return below.existing_on(plan.baseline_on).order_by("code")


def plan_board(plan, day: date) -> tuple[list, Board]:
    """The plan's rows by STT, with commune, targets and goals, and their board as of `day`.

    Targets and goals are those of the plan now. Six queries, whatever the number of communes.
    """
    rows = list(
        plan.rows.select_related("commune")
        .prefetch_related("targets__requirement", "goals")
        .order_by("position")
    )
    communes = [row.commune for row in rows]
    return rows, read_board(communes=communes, criteria_set=plan.criteria_set, day=day)


@dataclass(frozen=True)
class Promises:
    """What the communes of a plan meet on a day and promise, for counts over many of them.

    rows: by STT, with commune. met: commune id -> ids of criteria; communes of which nothing is
    known are left out. promised: row id -> ids of its targets.
    """

    rows: Sequence
    criteria: Sequence[Requirement]
    met: dict[int, set[int]]
    promised: dict[int, set[int]]

    @property
    def unknown(self) -> list:
        """Rows of communes of which the log says nothing by the day."""
        return [row for row in self.rows if row.commune_id not in self.met]

    def planned(self, row) -> int:
        """Criteria that the commune has when the plan is done; a target that is met counts once."""
        return len(self.promised[row.pk].union(self.met.get(row.commune_id, ())))


def read_promises(plan, day: date) -> Promises:
    """Targets are those of the plan now. Four queries, whatever the number of communes."""
    rows = list(plan.rows.select_related("commune").order_by("position"))
    communes = [row.commune for row in rows]
    criteria, met = read_met(communes=communes, criteria_set=plan.criteria_set, day=day)
    promised: dict[int, set[int]] = {row.pk: set() for row in rows}
    pairs = plan.rows.filter(targets__isnull=False).order_by()
    for row_id, requirement_id in pairs.values_list("pk", "targets__requirement"):
        promised[row_id].add(requirement_id)
    return Promises(rows, criteria, met, promised)


def rows_as_of(plan, day: date) -> list[PlanRow]:
    """The plan's communes with what they had met on `day` and what they promise, by STT."""
    rows, board = plan_board(plan, day)
    return [plan_row(row, board) for row in rows]


def plan_row(row, board: Board) -> PlanRow:
    """One row of `plan_board` as plain data."""
    targets = sorted((t.requirement for t in row.targets.all()), key=lambda r: r.position)
    goals = [str(goal) for goal in row.goals.all()]
    return PlanRow(
        position=row.position,
        name=row.name,
        met=tuple(criterion.code for criterion in board.met_criteria(row.commune)),
        targeted=tuple(requirement.code for requirement in targets),
        goal="; ".join(goals),
        commune_code=row.commune.code,
    )
