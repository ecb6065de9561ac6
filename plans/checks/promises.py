"""What the communes promise: against what they have, against each other, against the law. Pure.

Source of the chain of tiers: Quyết định 319/QĐ-TTg ngày 08/3/2022: a model commune (kiểu mẫu) has
been recognised as an advanced one (nâng cao) of the same period.
"""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from plans.checks.facts import TIER_ORDER, TIER_WORDS, Goal, PlanFacts, Row
from plans.checks.findings import PLAN, Finding, Place, Severity, exactly


def check(facts: PlanFacts, reached: dict[str, set[str]]) -> Iterator[Finding]:
    """reached: official code -> tiers that the plan's own text says the commune has reached."""
    for row in facts.rows:
        yield from _met_already(row)
        yield from _goals(facts, row, reached.get(row.code, set()))
    yield from _mandates(facts)
    for one in facts.objectives:
        if one.kind == "INCREASE" and one.value_from is not None and _of_criteria(one.unit):
            yield from increase(facts, one.value_from, group=one.group, place=one.place)
    for group in facts.groups:
        if group.stated is not None and group.members and group.stated != len(group.members):
            place = Place("group", f"nhóm ‘{group.name}’", group.key)
            stated, listed = str(group.stated), str(len(group.members))
            message = f"Nhóm ‘{group.name}’ ghi {stated} xã nhưng kê {listed} xã."
            yield Finding("group-count", Severity.ERROR, message, (place,), stated, listed)


def _of_criteria(unit: str) -> bool:
    """ "chỉ tiêu, tiêu chí" counts something else as well."""
    return not unit or unit.strip() in {"tiêu chí", "tiêu chí/xã", "tiêu chí/năm"}


def _met_already(row: Row) -> Iterator[Finding]:
    for code in row.targets:
        if code in row.met:
            message = f"{row.name}: tiêu chí {code} là tiêu chí phấn đấu nhưng đã đạt ở ngày gốc."
            yield Finding("target-met", Severity.ERROR, message, (row.place, row.board))
    for code in sorted({code for code in row.targets if row.targets.count(code) > 1}):
        message = f"{row.name}: tiêu chí {code} ghi hai lần trong tiêu chí phấn đấu."
        yield Finding("duplicate", Severity.ERROR, message, (row.place,))


def _goals(facts: PlanFacts, row: Row, reached: set[str]) -> Iterator[Finding]:
    had = (
        row.recognised | frozenset(reached) | {goal.tier for goal in row.goals if not goal.reaches}
    )
    for goal in row.goals:
        if not facts.first_year <= goal.year <= facts.last_year:
            message = f"{row.name}: {goal.words} nằm ngoài các năm của kế hoạch."
            yield Finding("goal-year", Severity.ERROR, message, (row.place, PLAN))
        if goal.reaches and goal.tier in row.recognised | reached:
            tier = TIER_WORDS[goal.tier]
            message = f"{row.name}: mục tiêu {goal.words}, nhưng xã đã đạt chuẩn {tier}."
            yield Finding("goal-met", Severity.ERROR, message, (row.place, row.board))
        if goal.reaches and (missing := _missing_tier(facts, row, goal, had)):
            message = (
                f"{row.name}: mục tiêu {goal.words}, nhưng xã chưa được công nhận và không có "
                f"mục tiêu đạt chuẩn {TIER_WORDS[missing]} trước đó trong kế hoạch."
            )
            yield Finding("goal-without-tier", Severity.ERROR, message, (row.place, row.board))
    yield from _conflicts(row)


def _missing_tier(facts: PlanFacts, row: Row, goal: Goal, had: frozenset[str]) -> str:
    """The tier that has to be reached before this one and is not; "" where nothing is missing."""
    if goal.tier not in TIER_ORDER[1:]:
        return ""
    before = TIER_ORDER[TIER_ORDER.index(goal.tier) - 1]
    later = set(TIER_ORDER[TIER_ORDER.index(before) :])
    if had & later or any(one.tier == before and one.year <= goal.year for one in row.goals):
        return ""
    if before == "BASIC":
        if facts.tier != before or not facts.known[row.code]:
            return ""  # nobody says what the commune lacks
        return "" if row.planned >= {code for code, _ in facts.criteria} else before
    if facts.tier == before and row.planned >= {code for code, _ in facts.criteria}:
        return ""
    return before


def _conflicts(row: Row) -> Iterator[Finding]:
    goals = [goal for goal in row.goals if goal.tier in TIER_ORDER]
    goals.sort(key=lambda goal: TIER_ORDER.index(goal.tier))
    for lower, higher in itertools.pairwise(goals):
        kept = not higher.reaches and lower.reaches
        if kept or (lower.reaches and higher.reaches and higher.year <= lower.year):
            message = f"{row.name} có hai mục tiêu trái nhau: {lower.words}; {higher.words}."
            yield Finding("goals-conflict", Severity.ERROR, message, (row.place,))


def _mandates(facts: PlanFacts) -> Iterator[Finding]:
    seen = set()
    for mandate in facts.mandates:
        group = facts.group(mandate.group)
        whom = f"nhóm ‘{group.name}’" if group else "mọi xã"
        place = Place("mandate", f"tiêu chí bắt buộc {mandate.criterion} ({whom})", mandate.key)
        if (mandate.criterion, mandate.group) in seen:
            message = f"Tiêu chí bắt buộc {mandate.criterion} ({whom}) ghi hai lần."
            yield Finding("duplicate", Severity.WARNING, message, (place,))
            continue
        seen.add((mandate.criterion, mandate.group))
        for row in facts.members(mandate.group):
            unmet = facts.known[row.code] or mandate.criterion in row.not_met
            if unmet and mandate.criterion not in row.planned:
                message = (
                    f"{row.name}: tiêu chí {mandate.criterion} là bắt buộc nhưng chưa đạt "
                    "và không có trong tiêu chí phấn đấu."
                )
                places = (row.place, place, row.board)
                yield Finding("mandate-missing", Severity.ERROR, message, places)


def increase(
    facts: PlanFacts, least: Decimal, *, group: str = "", place: Place
) -> Iterator[Finding]:
    """ "mỗi xã tăng thêm từ 01 - 02 tiêu chí": each commune with so many open promises as many.

    More than the upper end is more than was promised, and no slip.
    """
    every = {code for code, _ in facts.criteria}
    for row in facts.members(group):
        if not facts.known[row.code]:
            continue
        still_open = len(every - row.met)
        promised = len(set(row.targets) - row.met)
        if promised < min(int(least), still_open):
            message = (
                f"{row.name} phấn đấu {promised} tiêu chí, ít hơn mức mỗi xã tăng "
                f"{exactly(least)} tiêu chí."
            )
            yield Finding(
                "increase",
                Severity.ERROR,
                message,
                (row.place, place),
                str(promised),
                f"từ {exactly(least)}",
            )
