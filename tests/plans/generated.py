"""Plans that agree with themselves, made from a seed: rows, figures, money and the words of them.

Communes and criteria are those of the plan of Lộc Bình; the figures are dice.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from ntm_portal.lib.numbers import format_number, round_half_up
from plans.checks.facts import (
    Basis,
    Capital,
    Deadline,
    Fraction,
    Goal,
    Group,
    Mandate,
    Narrative,
    Objective,
    PlanFacts,
    Row,
    Village,
)

COMMUNES = [
    "Yên Khoái",
    "Hữu Khánh",
    "Đồng Bục",
    "Tú Đoạn",
    "Khuất Xá",
    "Tú Mịch",
    "Khánh Xuân",
    "Tam Gia",
    "Tĩnh Bắc",
    "Xuân Dương",
    "Thống Nhất",
    "Nam Quan",
    "Mẫu Sơn",
    "Đông Quan",
    "Hữu Lân",
    "Lợi Bác",
    "Minh Hiệp",
    "Sàn Viên",
    "Ái Quốc",
]
CRITERIA = tuple(
    (str(place), name)
    for place, name in enumerate(
        [
            "Quy hoạch",
            "Giao thông",
            "Thủy lợi và phòng, chống thiên tai",
            "Điện",
            "Trường học",
            "Cơ sở vật chất văn hóa",
            "Cơ sở hạ tầng thương mại nông thôn",
            "Thông tin và truyền thông",
            "Nhà ở dân cư",
            "Thu nhập",
            "Nghèo đa chiều",
            "Lao động",
            "Tổ chức sản xuất và phát triển kinh tế nông thôn",
            "Giáo dục và đào tạo",
            "Y tế",
            "Văn hóa",
            "Môi trường và an toàn thực phẩm",
            "Hệ thống chính trị và tiếp cận pháp luật",
            "Quốc phòng và an ninh",
        ],
        start=1,
    )
)
CODES = [code for code, _ in CRITERIA]
SOURCES = (
    "Vốn ngân sách trung ương",
    "Vốn ngân sách địa phương",
    "Vốn lồng ghép",
    "Vốn tín dụng",
    "Vốn doanh nghiệp và hợp tác xã",
    "Cộng đồng dân cư tham gia đóng góp",
)
BANDS = ((0, 4), (5, 9), (10, 14), (15, 18), (19, 19))


@dataclass(frozen=True)
class Dice:
    """A plan's random choices, the same for the same seed."""

    pick: random.Random

    def chance(self, of: float = 0.5) -> bool:
        return self.pick.random() < of

    def count(self, number: int) -> str:
        """ "5" or "05", as offices write both."""
        return f"{number:02d}" if self.chance() else str(number)

    def one_of(self, *things):
        return self.pick.choice(things)


def plan(seed: int) -> PlanFacts:
    """A district's plan of some years that contradicts itself nowhere."""
    dice = Dice(random.Random(seed))
    first = 2021 + dice.pick.randrange(4)
    last = first if dice.chance(0.6) else first + 4
    signed = date(first, 1, 1) + timedelta(days=dice.pick.randrange(20, 90))
    rows = _rows(dice, first, last)
    capital = _capital(dice)
    villages = _villages(dice, first, last)
    groups = _groups(dice, rows)
    mandates = tuple(
        Mandate(str(place), code)
        for place, code in enumerate(_met_by_all(rows)[: dice.pick.randrange(3)])
    )
    facts = PlanFacts(
        signed_on=signed,
        first_year=first,
        last_year=last,
        tier="BASIC",
        criteria=CRITERIA,
        rows=rows,
        groups=groups,
        mandates=mandates,
        objectives=_objectives(dice, rows),
        capital=capital,
        villages=villages,
        bases=_bases(dice, signed),
        fractions=_fractions(dice, rows),
        deadlines=_deadlines(dice, rows, first),
        known_communes=tuple(COMMUNES),
    )
    return _with_words(dice, facts)


def _rows(dice: Dice, first: int, last: int) -> tuple[Row, ...]:
    names = dice.pick.sample(COMMUNES, dice.pick.randrange(6, len(COMMUNES) + 1))
    done = dice.pick.randrange(1, max(2, len(names) // 2))
    rows = []
    for place, name in enumerate(names):
        if place < done:
            met, targets, goals = frozenset(CODES), (), _goals(dice, first, last)
        else:
            met = frozenset(dice.pick.sample(CODES, dice.pick.randrange(5, 17)))
            still_open = [code for code in CODES if code not in met]
            number = len(still_open) if dice.chance(0.1) else dice.pick.randrange(1, 3)
            targets = tuple(still_open[:number])
            goals = ()
        rows.append(
            Row(f"{place:05d}", f"Xã {name}", met, frozenset(), targets, goals, official=name)
        )
    return tuple(rows)


def _goals(dice: Dice, first: int, last: int) -> tuple[Goal, ...]:
    if dice.chance(0.3):
        return ()
    advanced = Goal("COMPLETE", "ADVANCED", first)
    if last > first and dice.chance(0.4):
        return (advanced, Goal("COMPLETE", "MODEL", dice.pick.randrange(first + 1, last + 1)))
    return (advanced,)


def _met_by_all(rows: tuple[Row, ...]) -> list[str]:
    return [code for code in CODES if all(code in row.planned for row in rows)]


def communes_with(rows: tuple[Row, ...], code: str) -> int:
    return sum(code in row.planned for row in rows)


def _objectives(dice: Dice, rows: tuple[Row, ...]) -> tuple[Objective, ...]:
    number = len(rows)
    every = set(CODES)
    total = sum(len(row.planned) for row in rows)
    reached = sum(row.planned >= every for row in rows)
    new = sum(row.planned >= every and not row.met >= every for row in rows)
    found = [
        Objective("a", "AVERAGE", value_from=Decimal(total) / number, unit="tiêu chí/xã"),
        Objective("t", "TOTAL", value_from=Decimal(total), unit="tiêu chí"),
        Objective("i", "INCREASE", value_from=Decimal(1), value_to=Decimal(2), unit="tiêu chí/xã"),
        Objective("n", "TIER", tier="BASIC", increment=new or None, total=reached),
    ]
    found[0] = _rounded(found[0])
    for code in dice.pick.sample(CODES, 5):
        count = communes_with(rows, code)
        added = sum(code in row.targets for row in rows)
        decimals = dice.one_of(1, 2)
        share = round_half_up(Decimal(count * 100) / number, decimals)
        found.append(
            Objective(f"c{code}", "CRITERION", "", code, "", "", None, None, added, count, share)
        )
    for low, high in BANDS:
        count = sum(low <= len(row.planned) <= high for row in rows)
        share = round_half_up(Decimal(count * 100) / number, 2)
        found.append(
            Objective(f"b{low}", "BAND", lowest=low, highest=high, total=count, share=share)
        )
    return tuple(found)


def _rounded(average: Objective) -> Objective:
    value = round_half_up(average.value_from, 2)
    text = f"bình quân {format_number(value, 2)} tiêu chí/xã"
    return Objective("a", "AVERAGE", text, value_from=value, unit="tiêu chí/xã")


def _capital(dice: Dice) -> tuple[Capital, ...]:
    labels = dice.pick.sample(SOURCES, dice.pick.randrange(3, len(SOURCES) + 1))
    amounts = [Decimal(dice.pick.randrange(500, 90_000)) for _ in labels]
    whole = sum(amounts)
    lines = [Capital("0", "Tổng nguồn vốn thực hiện Chương trình", whole)]
    shares = dice.chance()
    for place, (label, amount) in enumerate(zip(labels, amounts, strict=True), start=1):
        share = round_half_up(amount * 100 / whole, 1) if shares else None
        lines.append(Capital(str(place), label, amount, "0", share))
    part = Decimal(dice.pick.randrange(100, 400))
    lines.append(Capital("p1", "Vốn đầu tư phát triển", part, "1"))
    lines.append(Capital("p2", "Vốn sự nghiệp", amounts[0] - part, "1"))
    return tuple(lines)


def _villages(dice: Dice, first: int, last: int) -> tuple[Village, ...]:
    return tuple(
        Village(str(year), "VILLAGE_MODEL", year, dice.pick.randrange(2, 14))
        for year in range(first, last + 1)
    )


def _groups(dice: Dice, rows: tuple[Row, ...]) -> tuple[Group, ...]:
    members = dice.pick.sample(rows, dice.pick.randrange(2, 6))
    codes = frozenset(row.code for row in members)
    return (Group("g", "Xã biên giới", len(codes), codes),)


def _bases(dice: Dice, signed: date) -> tuple[Basis, ...]:
    found = []
    for place in range(dice.pick.randrange(2, 5)):
        day = signed - timedelta(days=dice.pick.randrange(0, 900))
        number = dice.pick.randrange(100, 900) + place * 1000
        written = f"{day:%d/%m/%Y}" if dice.chance(0.7) else f"{day:%d} tháng {day:%m} năm {day:%Y}"
        kind = dice.one_of("Quyết định số {}/QĐ-UBND ngày {}", "Nghị quyết số {}-NQ/HU, ngày {}")
        found.append(Basis(str(place), f"Căn cứ {kind.format(number, written)} của tỉnh"))
    return tuple(found)


def _fractions(dice: Dice, rows: tuple[Row, ...]) -> tuple[Fraction, ...]:
    whole = Decimal(dice.pick.randrange(50, 300)) / 10
    part = (whole * Decimal(dice.pick.randrange(50, 100)) / 100).quantize(Decimal("0.1"))
    printed = round_half_up(part * 100 / whole, 2)
    return (Fraction(rows[0].code, "2.3", part, whole, printed.normalize()),)


def _deadlines(dice: Dice, rows: tuple[Row, ...], year: int) -> tuple[Deadline, ...]:
    last = date(year, 10, dice.pick.randrange(1, 31))
    return (
        Deadline(rows[0].code, "1", last - timedelta(days=5)),
        Deadline(rows[0].code, "2", last),
        Deadline(rows[0].code, "", last + timedelta(days=dice.pick.randrange(0, 20))),
    )


def _with_words(dice: Dice, facts: PlanFacts) -> PlanFacts:
    from tests.plans.generated_words import WRITERS  # which writes what this module has made

    written = [writer(dice, facts) for writer in WRITERS]
    blocks = tuple(Narrative(str(place), *block) for place, block in enumerate(written))
    return replace(facts, narratives=blocks)
