"""One slip into a plan that agrees with itself; None where the plan has no place for it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from plans.checks.facts import Capital, Goal, Objective, PlanFacts, Row
from tests.plans.generated import COMMUNES, Dice

Slip = Callable[[Dice, PlanFacts], PlanFacts | None]


def _objective(dice: Dice, facts: PlanFacts, kinds: set[str], change) -> PlanFacts | None:
    """The plan with one of its stated figures changed. change: gives None where it cannot."""
    places = [n for n, one in enumerate(facts.objectives) if one.kind in kinds]
    dice.pick.shuffle(places)
    for place in places:
        if (changed := change(facts.objectives[place])) is not None:
            objectives = list(facts.objectives)
            objectives[place] = changed
            return replace(facts, objectives=tuple(objectives))
    return None


def _other(dice: Dice, number: int, most: int) -> int:
    return dice.pick.choice([n for n in range(most + 1) if n != number])


def share_wrong(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    def change(one: Objective) -> Objective | None:
        share = one.share + dice.pick.randrange(2, 9) * Decimal("0.1")
        return replace(one, share=share) if share < 100 else None

    return _objective(dice, facts, {"CRITERION", "BAND"}, change)


def share_cut(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    def change(one: Objective) -> Objective | None:
        digits = Decimal(1).scaleb(one.share.as_tuple().exponent)
        exact = Decimal(one.total * 100) / len(facts.rows)
        return replace(one, share=one.share - digits) if one.share > exact else None

    return _objective(dice, facts, {"CRITERION", "BAND"}, change)


def total_of_criterion(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    return _objective(
        dice,
        facts,
        {"CRITERION"},
        lambda one: replace(one, total=_other(dice, one.total, len(facts.rows))),
    )


def added_to_criterion(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    return _objective(
        dice,
        facts,
        {"CRITERION"},
        lambda one: replace(one, increment=_other(dice, one.increment, len(facts.rows))),
    )


def total_of_band(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    return _objective(
        dice,
        facts,
        {"BAND"},
        lambda one: replace(one, total=_other(dice, one.total, len(facts.rows))),
    )


def total_of_tier(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    return _objective(
        dice,
        facts,
        {"TIER"},
        lambda one: replace(one, total=_other(dice, one.total, len(facts.rows))),
    )


def average_stated(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    def change(one: Objective) -> Objective:
        value = one.value_from + dice.pick.choice((-1, 1)) * dice.pick.randrange(2, 80) / Decimal(
            100
        )
        return replace(one, value_from=value, text="")

    return _objective(dice, facts, {"AVERAGE"}, change)


def total_stated(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    return _objective(
        dice,
        facts,
        {"TOTAL"},
        lambda one: replace(one, value_from=one.value_from + dice.pick.choice((-3, -1, 1, 4))),
    )


def _in_text(dice: Dice, facts: PlanFacts, pattern: str, change) -> PlanFacts | None:
    """The plan with one figure of its text changed. pattern: its group 1 is the figure."""
    places = [
        (number, found)
        for number, block in enumerate(facts.narratives)
        for found in re.finditer(pattern, block.text)
    ]
    dice.pick.shuffle(places)
    for number, found in places:
        changed = change(found[1])
        if changed is None:
            continue
        block = facts.narratives[number]
        text = block.text[: found.start(1)] + changed + block.text[found.end(1) :]
        blocks = list(facts.narratives)
        blocks[number] = replace(block, text=text)
        return replace(facts, narratives=tuple(blocks))
    return None


def _number(dice: Dice) -> Callable[[str], str]:
    def change(printed: str) -> str:
        digits = re.sub(r"\D", "", printed)
        other = int(digits) + dice.pick.choice((1, 2, 3))
        return f"{other:0{len(digits)}d}" if "." not in printed else f"{other:,}".replace(",", ".")

    return change


def in_text(pattern: str) -> Slip:
    """A slip of a counted figure in the text."""
    return lambda dice, facts: _in_text(dice, facts, pattern, _number(dice))


def average_in_text(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    def change(printed: str) -> str:
        value = Decimal(printed.replace(",", ".")) + dice.pick.randrange(2, 60) / Decimal(100)
        return f"{value:f}".replace(".", ",")

    return _in_text(dice, facts, r"(\d+,\d\d) tiêu chí", change)


def share_in_text(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    def change(printed: str) -> str:
        value = Decimal(printed.replace(",", ".")) + dice.pick.randrange(2, 9) / Decimal(10)
        return f"{value:f}".replace(".", ",")

    return _in_text(dice, facts, r"xã[^.;]*chiếm (?:tỷ lệ )?(\d+,\d+)%", change)


def amount_of_source(dice: Dice, facts: PlanFacts) -> PlanFacts:
    place = dice.pick.randrange(len(facts.capital))
    lines = list(facts.capital)
    more = Decimal(dice.pick.choice((-7, 1, 10, 90)))
    lines[place] = replace(lines[place], amount=lines[place].amount + more)
    return replace(facts, capital=tuple(lines))


def share_of_source(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    places = [n for n, line in enumerate(facts.capital) if line.share is not None]
    if not places:
        return None
    place = dice.pick.choice(places)
    lines = list(facts.capital)
    lines[place] = replace(lines[place], share=lines[place].share + Decimal("0.3"))
    return replace(facts, capital=tuple(lines))


def source_twice(dice: Dice, facts: PlanFacts) -> PlanFacts:
    line = dice.pick.choice(facts.capital[1:])
    return replace(
        facts, capital=(*facts.capital, Capital("x", line.label, line.amount, line.parent))
    )


def _row(facts: PlanFacts, row: Row, **changes) -> PlanFacts:
    changed = replace(row, **changes)
    return replace(facts, rows=tuple(changed if one is row else one for one in facts.rows))


def target_met(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    row = dice.pick.choice([row for row in facts.rows if row.targets])
    return _row(facts, row, targets=(*row.targets, dice.pick.choice(sorted(row.met))))


def promises_nothing(dice: Dice, facts: PlanFacts) -> PlanFacts:
    row = dice.pick.choice([row for row in facts.rows if row.targets])
    return _row(facts, row, targets=())


def mandate_dropped(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    for mandate in facts.mandates:
        for row in facts.rows:
            if mandate.criterion in row.targets and len(row.targets) > 1:
                kept = tuple(code for code in row.targets if code != mandate.criterion)
                return _row(facts, row, targets=kept)
    return None


def model_without_advanced(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    for row in facts.rows:
        if any(goal.tier == "MODEL" for goal in row.goals):
            return _row(facts, row, goals=row.goals[1:])
    free = [row for row in facts.rows if not row.targets and not row.goals]
    if not free:
        return None
    return _row(facts, free[0], goals=(Goal("COMPLETE", "MODEL", facts.last_year),))


def model_before_advanced(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    for row in facts.rows:
        if len(row.goals) == 2:
            advanced, model = row.goals
            swapped = (replace(advanced, year=model.year), replace(model, year=advanced.year))
            return _row(facts, row, goals=swapped)
    return None


def goal_outside(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    row = next((row for row in facts.rows if len(row.goals) == 1), None)
    if row is None:
        return None
    return _row(facts, row, goals=(replace(row.goals[0], year=facts.last_year + 1),))


def younger_document(dice: Dice, facts: PlanFacts) -> PlanFacts:
    day = facts.signed_on + timedelta(days=dice.pick.randrange(1, 300))
    basis = replace(facts.bases[0], text=f"Căn cứ Nghị quyết số 12/NQ-HĐND ngày {day:%d/%m/%Y}")
    return replace(facts, bases=(basis, *facts.bases[1:]))


def no_such_day(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    return _in_text(dice, facts, r"(30/11)/\d{4}", lambda _: dice.pick.choice(("31/11", "30/02")))


def basis_twice(dice: Dice, facts: PlanFacts) -> PlanFacts:
    return replace(facts, bases=(*facts.bases, replace(facts.bases[0], key="x")))


def name_changed(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    wrong = {"Sàn Viên": "Sần Viên", "Tú Đoạn": "Tú Doạn", "Thống Nhất": "Thông Nhất"}
    wrong |= {"Yên Khoái": "Yên Khoai", "Lợi Bác": "Lợi Bạc", "Hữu Lân": "Hữu Lấn"}
    return _in_text(dice, facts, rf"({'|'.join(COMMUNES)})", wrong.get)


def last_years_commune(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    others = [row.plain for row in facts.rows if row.targets]
    return _in_text(
        dice, facts, r"của xã ([^(]+) \(nông thôn mới nâng cao", lambda _: dice.pick.choice(others)
    )


def roadmap_name(dice: Dice, facts: PlanFacts) -> PlanFacts | None:
    others = [row.plain for row in facts.rows if not row.goals]
    pattern = rf"Năm \d{{4}}: ({'|'.join(COMMUNES)})"
    return _in_text(dice, facts, pattern, lambda _: dice.pick.choice(others))


def group_miscounted(dice: Dice, facts: PlanFacts) -> PlanFacts:
    group = facts.groups[0]
    return replace(facts, groups=(replace(group, stated=group.stated + 1),))


def village_count(dice: Dice, facts: PlanFacts) -> PlanFacts:
    changed = replace(facts.villages[0], count=facts.villages[0].count + 1)
    return replace(facts, villages=(changed, *facts.villages[1:]))


def deadline_early(dice: Dice, facts: PlanFacts) -> PlanFacts:
    *criteria, whole = facts.deadlines
    early = replace(whole, due_on=criteria[-1].due_on - timedelta(days=dice.pick.randrange(1, 30)))
    return replace(facts, deadlines=(*criteria, early))


def fraction_wrong(dice: Dice, facts: PlanFacts) -> PlanFacts:
    one = facts.fractions[0]
    return replace(facts, fractions=(replace(one, printed=one.printed - 1),))


def signed_too_early(dice: Dice, facts: PlanFacts) -> PlanFacts:
    return replace(facts, signed_on=date(facts.first_year - 5, 1, 1))


SLIPS: dict[str, Slip] = {
    one.__name__: one
    for one in (
        share_wrong,
        share_cut,
        total_of_criterion,
        added_to_criterion,
        total_of_band,
        total_of_tier,
        average_stated,
        total_stated,
        average_in_text,
        share_in_text,
        amount_of_source,
        share_of_source,
        source_twice,
        target_met,
        promises_nothing,
        mandate_dropped,
        model_without_advanced,
        model_before_advanced,
        goal_outside,
        younger_document,
        no_such_day,
        basis_twice,
        name_changed,
        last_years_commune,
        roadmap_name,
        group_miscounted,
        village_count,
        deadline_early,
        fraction_wrong,
        signed_too_early,
    )
} | {
    "text_total_of_criterion": in_text(r"(\d+)/\d+ xã(?: đạt tiêu chí| hoàn thành|, chiếm)"),
    "text_whole": in_text(r"\d+/(\d+) xã"),
    "text_added": in_text(r"thêm (\d+) xã đạt chuẩn tiêu chí"),
    "text_band": in_text(r"tiêu chí có (\d+)/"),
    "text_tier": in_text(r"(?:lên|xây dựng|có) (\d+) xã"),
    "text_total": in_text(r"là (\d+) tiêu chí"),
    "text_sum_of_promises": in_text(r"thêm (\d+) tiêu chí"),
    "text_of_commune": in_text(r"(\d+) tiêu chí (?:\((?!tiêu)|chưa đạt)"),
    "text_met": in_text(r"(\d+) tiêu chí đã đạt"),
    "text_money": in_text(r": (\d+(?:\.\d+)*) triệu đồng"),
    "text_villages": in_text(r": (\d+) thôn"),
    "text_group": in_text(r"(\d+) xã biên giới"),
    "text_list": in_text(r"Rà soát (\d+) tiêu chí"),
}
