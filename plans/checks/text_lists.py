"""Lists in the text, and communes named with what they are to reach, against the rows. Pure."""

from collections.abc import Iterator

from plans.checks import counted
from plans.checks.facts import TIER_WORDS, VILLAGE_WORDS, PlanFacts, Row
from plans.checks.findings import TABLE, Finding, Severity
from plans.checks.said import Said, is_one_of, slip


def villages(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    phrase = one.phrase
    of_kind = [each for each in facts.villages if each.kind == phrase.village]
    if phrase.year is not None:
        of_kind = [each for each in of_kind if each.year == phrase.year] or of_kind[:0]
    if not any(each.kind == phrase.village for each in facts.villages):
        return
    computed = sum(each.count for each in of_kind)
    if phrase.high:
        right = phrase.low.value <= computed <= phrase.high.value
    else:
        right = is_one_of(phrase.low, computed)
    if not right:
        other = of_kind[0].place if of_kind else facts.villages[0].place
        yield slip("text-villages", one, str(computed), other, VILLAGE_WORDS[phrase.village])


def listed(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    if not is_one_of(one.phrase.low, one.phrase.listed):
        yield slip("list-count", one, str(one.phrase.listed), None, "số nêu và danh sách đi kèm")


def roadmap(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    """ "Năm …: Hợp Đức, Phúc Hòa." against the goals of that tier and year."""
    phrase = one.phrase
    if not any(goal.tier == phrase.tier for row in facts.rows for goal in row.goals):
        return
    planned = {
        row.code: row
        for row in facts.rows
        for goal in row.goals
        if goal.reaches and goal.tier == phrase.tier and goal.year == phrase.year
    }
    named = {row.code for name in phrase.communes if (row := facts.row_named(name))}
    strange = [name for name in phrase.communes if facts.row_named(name) is None]
    if named != set(planned) or strange:
        names = ", ".join(row.plain for row in planned.values()) or "không có xã nào"
        rows = [row for row in facts.rows if row.code in named ^ set(planned)]
        other = rows[0].place if rows else TABLE
        yield slip("text-roadmap", one, names, other, f"xã {TIER_WORDS[phrase.tier]}")


def goal(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    """A commune named with the tier that it is to reach: often left over from last year."""
    tier = one.phrase.tier
    row = facts.row_named(one.phrase.communes[0])
    if row is None or not one.phrase.promise or _promised(facts, row, tier):
        return
    promises = "; ".join(goal.words for goal in row.goals) or _targets(row)
    message = (
        f"Trong {one.place.name}: ‘{one.phrase.quote}’, nhưng kế hoạch không có mục tiêu này; "
        f"mục tiêu của {row.name}: {promises}."
    )
    places = (one.place, row.place)
    yield Finding("text-goal", Severity.ERROR, message, places, one.phrase.quote, promises)


def _promised(facts: PlanFacts, row: Row, tier: str) -> bool:
    if any(goal.tier == tier for goal in row.goals):
        return True
    before, after = counted.complete_rows(facts)
    if tier != facts.tier or row.code in before:
        return False
    return row.code in after or not facts.known[row.code]


def _targets(row: Row) -> str:
    return f"tiêu chí {', '.join(row.targets)}" if row.targets else "không có"


def of_commune(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    """ "Xã … 05 tiêu chí (…)": how many and which the commune promises."""
    row = facts.row_named(one.phrase.communes[0])
    if row is None or not row.targets:
        return
    targets = set(row.targets)
    wrong_list = one.phrase.criteria and set(one.phrase.criteria) != targets
    if not is_one_of(one.phrase.low, len(targets)) or wrong_list:
        computed = f"{len(targets)} ({', '.join(row.targets)})"
        yield slip("text-commune", one, computed, row.place, "tiêu chí phấn đấu")


def met_of_commune(facts: PlanFacts, one: Said) -> Iterator[Finding]:
    row = facts.row_named(one.phrase.communes[0])
    if row is None or not facts.known[row.code]:
        return
    if not is_one_of(one.phrase.low, len(row.met)):
        yield slip("text-commune", one, str(len(row.met)), row.place, "tiêu chí đã đạt")
