"""Which goals of a plan stand on a day: by recognition, else by how many criteria are met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communes.models import Recognition
from communes.tiers import Standing, read_tiers
from criteria.models import CriteriaSet
from plans.models import Action, Plan, PlanCommune, PlanGoal
from plans.progress import seen_on
from plans.progress_rules import GoalPace, goal_pace


@dataclass(frozen=True)
class GoalState:
    """standing: the commune against the tier's set; None where the portal holds no such set.

    seen_on: the day on which the commune's pages show it.
    """

    row: PlanCommune
    goal: PlanGoal
    standing: Standing | None
    recognition: Recognition | None
    pace: GoalPace
    seen_on: date


def read_goals(plan: Plan, rows: Sequence[PlanCommune], day: date) -> list[GoalState]:
    """The goals of the rows, by tier, then as the plan reads. At most seven queries."""
    pairs = [(row, goal) for row in rows for goal in row.goals.all()]
    if not pairs:
        return []
    sets = _sets_of_period(plan)
    communes = list({row.commune_id: row.commune for row, _ in pairs}.values())
    tiers = read_tiers(communes=communes, criteria_sets=sets.values(), day=day)
    standings = {
        (commune.pk, one.tier.criteria_set.tier): one
        for commune, found in tiers.rows
        for one in found
    }
    order = CriteriaSet.Tier.values
    pairs.sort(key=lambda pair: (order.index(pair[1].tier), pair[0].position))
    return [
        _state(plan, row, goal, standings.get((row.commune_id, goal.tier)), day)
        for row, goal in pairs
    ]


def _state(
    plan: Plan, row: PlanCommune, goal: PlanGoal, standing: Standing | None, day: date
) -> GoalState:
    recognition = _recognition(plan, goal, standing) if standing else None
    stands = goal_pace(is_recognised=recognition is not None, year=goal.year, day=day)
    return GoalState(row, goal, standing, recognition, stands, seen_on(row.commune, day))


def _recognition(plan: Plan, goal: PlanGoal, standing: Standing) -> Recognition | None:
    """One under the period's sets; to maintain a tier, that of an earlier period serves too."""
    earlier = standing.earlier
    serves = earlier is not None and (
        goal.action == Action.MAINTAIN or earlier.criteria_set.period == plan.criteria_set.period
    )
    return standing.recognition or (earlier if serves else None)


def _sets_of_period(plan: Plan) -> dict[str, CriteriaSet]:
    """Tier -> the set of the plan's period; the plan's own for its tier, else the newest."""
    sets = CriteriaSet.objects.for_communes().filter(period=plan.criteria_set.period)
    known = sets.exclude(status=CriteriaSet.Status.DRAFT).order_by("effective_from", "pk")
    return {one.tier: one for one in known} | {plan.criteria_set.tier: plan.criteria_set}
