"""What a row of Phụ lục 02 promises: a list of criteria, tiers to reach, or both in one cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from criteria.models import CriteriaSet
from ntm_portal.lib.sheet_kinds import Question
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.lists import print_list
from ntm_portal.lib.workbooks.questions import CellReading, ask
from plans.goal_words import GoalWords, read_goals
from plans.models import Plan, PlanCommune
from plans.models.goals import Action

HINT = "Viết như Xây dựng xã nông thôn mới nâng cao."
Goal = tuple[str, int]  # (action, year)


@dataclass(frozen=True)
class Promise:
    """targets: codes in the order of the set. goals: tier -> (action, year)."""

    targets: tuple[str, ...] = ()
    goals: Mapping[str, Goal] = field(default_factory=dict)

    def words(self, plan: Plan) -> str:
        """As a cell says it: "2, 9; Xây dựng xã nông thôn mới nâng cao"."""
        goals = (goal_words(tier, goal, plan) for tier, goal in self.goals.items())
        return "; ".join(filter(None, (print_list(self.targets), *goals)))


def goal_words(tier: str, goal: Goal, plan: Plan) -> str:
    """With the year where the plan has several."""
    action, year = goal
    words = f"{Action(action).label} xã {CriteriaSet.Tier(tier).label}"
    return words if plan.first_year == plan.last_year else f"{words}, năm {year}"


def standing_promise(row: PlanCommune | None) -> Promise:
    """row: with its targets and goals; None for a commune that the plan does not have yet."""
    if row is None:
        return Promise()
    targets = sorted((one.requirement for one in row.targets.all()), key=lambda one: one.position)
    return Promise(
        tuple(one.code for one in targets),
        {one.tier: (one.action, one.year) for one in row.goals.all()},
    )


def read_tiers(
    text: str, plan: Plan, standing: Mapping[str, Goal], answers: Mapping[str, str]
) -> CellReading[dict[str, Goal]]:
    """Goals of a text by tier; what is done to it, and when, is asked where it is not written."""
    found = read_goals(text)
    if found is None:
        return CellReading(fault=f"‘{shown(text, 60)}’ không đọc được. {HINT}")
    goals: dict[str, Goal] = {}
    for one in found:
        action = _action(one, answers)
        year = _year(one, plan, standing, answers, action.value or "")
        for reading in (action, year):
            if reading.question or reading.fault:
                return CellReading(question=reading.question, fault=reading.fault)
        if one.tier in goals:
            return CellReading(fault=f"‘{shown(text, 60)}’ nêu hai mục tiêu cho một cấp độ.")
        if action.value and year.value:
            goals[one.tier] = action.value, year.value
    return CellReading(goals)


def _action(one: GoalWords, answers: Mapping[str, str]) -> CellReading[str]:
    if one.action:
        return CellReading(one.action)
    options = tuple((action, f"{label} xã") for action, label in Action.choices)
    question = Question(
        f"muc-tieu={fold(one.written)}", f"‘{one.written}’ là mục tiêu nào?", options
    )
    return ask(question, answers, str)


def _year(
    one: GoalWords,
    plan: Plan,
    standing: Mapping[str, Goal],
    answers: Mapping[str, str],
    action: str,
) -> CellReading[int]:
    years = range(plan.first_year, plan.last_year + 1)
    if one.year is not None:
        if one.year in years:
            return CellReading(one.year)
        return CellReading(fault=f"Năm {one.year} nằm ngoài kế hoạch {plan.years}. Xem lại năm.")
    if len(years) == 1:
        return CellReading(years[0])
    held = standing.get(one.tier)
    if held and held[0] == action:
        return CellReading(held[1])
    question = Question(
        f"nam-muc-tieu:{action}:{one.tier}",
        f"Bảng không ghi năm của ‘{one.written}’. Năm nào?",
        tuple((str(year), str(year)) for year in years),
    )
    return ask(question, answers, int)
