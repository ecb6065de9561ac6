"""The words of a generated plan: each writer says what the figures say, in one of several ways."""

from ntm_portal.lib.numbers import format_number
from plans.checks.facts import PlanFacts
from tests.plans.generated import CRITERIA, Dice

Block = tuple[str, str]


def goals(dice: Dice, facts: PlanFacts) -> Block:
    by_key = {one.key: one for one in facts.objectives}
    average = format_number(by_key["a"].value_from, 2)
    total = int(by_key["t"].value_from)
    tier = by_key["n"]
    new = [row.plain for row in facts.rows if len(row.planned) == 19 and len(row.met) < 19]
    text = dice.one_of(
        f"Phấn đấu mỗi xã tăng thêm từ 01 - 02 tiêu chí, nâng bình quân tiêu chí lên {average} "
        "tiêu chí/xã; nâng cao đời sống người dân.",
        f"Phấn đấu bình quân 01 xã trên địa bàn huyện đạt {average} tiêu chí.",
        f"Mục tiêu: bình quân toàn huyện đạt {average} tiêu chí/xã.",
    )
    text += f"\n\nTổng số tiêu chí hoàn thành và duy trì là {total} tiêu chí."
    reached = dice.count(tier.total)
    text += f" Phấn đấu nâng tổng số xã đạt chuẩn nông thôn mới lên {reached} xã."
    if new:
        text += f" Có thêm xã {new[0]} đạt chuẩn nông thôn mới."
        added = dice.count(tier.increment)
        text += f"\n\nNăm {facts.first_year}, xây dựng {added} xã đạt chuẩn nông thôn mới."
    text += f"\n\nTriển khai trên địa bàn {len(facts.rows)}/{len(facts.rows)} xã."
    return "I. Mục tiêu", text


def criteria(dice: Dice, facts: PlanFacts) -> Block:
    names = dict(CRITERIA)
    lines = []
    for one in facts.objectives:
        if one.kind != "CRITERION":
            continue
        share = f"{one.share:f}".replace(".", ",")
        added, total = dice.count(one.increment), f"{dice.count(one.total)}/{len(facts.rows)}"
        lines.append(
            dice.one_of(
                f"- Tiêu chí số {one.criterion} về {names[one.criterion]}: có thêm {added} xã đạt "
                f"chuẩn tiêu chí, nâng tổng số xã đạt tiêu chí lên {total} xã, chiếm tỷ lệ "
                f"{share}%.",
                f"- {names[one.criterion]}: Đẩy mạnh thực hiện. Phấn đấu toàn huyện có {total} xã "
                "đạt tiêu chí.",
                f"Phấn đấu có {total} xã hoàn thành tiêu chí {names[one.criterion].lower()}, chiếm "
                f"{share}%.",
            )
        )
    return "II. Chỉ tiêu cụ thể", "\n\n".join(lines)


def bands(dice: Dice, facts: PlanFacts) -> Block:
    lines = []
    for one in facts.objectives:
        if one.kind == "BAND":
            share = f"{one.share:f}".replace(".", ",")
            band = f"từ {one.lowest}-{one.highest}"
            band = "19" if one.lowest == one.highest else band
            band = "dưới 5" if one.lowest == 0 else f"đạt {band}"
            count = f"{dice.count(one.total)}/{len(facts.rows)}"
            lines.append(f"- Số xã {band} tiêu chí có {count} xã, chiếm {share}%;")
    return "III. Nhóm xã", "\n".join(lines)


def communes(dice: Dice, facts: PlanFacts) -> Block:
    names = dict(CRITERIA)
    busy = [row for row in facts.rows if row.targets]
    added = sum(len(row.targets) for row in facts.rows)
    lines = [f"Các xã hoàn thành thêm {added} tiêu chí, trong đó:"]
    for row in busy:
        numbered = "; ".join(f"Tiêu chí {code} về {names[code]}" for code in row.targets)
        listed = ", ".join(names[code].replace(",", "") for code in row.targets)
        lines.append(
            dice.one_of(
                f"- Xã {row.plain} {dice.count(len(row.targets))} tiêu chí ({listed});",
                f"Xã {row.plain} duy trì {dice.count(len(row.met))} tiêu chí đã đạt; hoàn thành "
                f"{dice.count(len(row.targets))} tiêu chí chưa đạt gồm: {numbered}.",
            )
        )
    border = facts.groups[0]
    lines.append(f"Ưu tiên {dice.count(border.size)} xã biên giới.")
    return "IV. Các xã", "\n\n".join(lines)


def roadmap(dice: Dice, facts: PlanFacts) -> Block:
    lines = []
    for tier, words in (("ADVANCED", "nâng cao"), ("MODEL", "kiểu mẫu")):
        by_year: dict[int, list[str]] = {}
        for row in facts.rows:
            for goal in row.goals:
                if goal.tier == tier:
                    by_year.setdefault(goal.year, []).append(row.plain)
        if by_year:
            number = sum(map(len, by_year.values()))
            lines.append(f"Phấn đấu có {number} xã đạt chuẩn nông thôn mới {words}.")
            lines.append(f"* Đối với xã đạt chuẩn NTM {words}:")
            years = [f"Năm {year}: {', '.join(by_year[year])}." for year in sorted(by_year)]
            lines.append(" ".join(years))
    number = sum(one.count for one in facts.villages)
    lines.append(f"* Đối với thôn NTM kiểu mẫu: {number} thôn.")
    lines.append(
        " ".join(f"Năm {one.year}: {dice.count(one.count)} thôn." for one in facts.villages)
    )
    return "V. Lộ trình", "\n\n".join(lines)


def money(dice: Dice, facts: PlanFacts) -> Block:
    lines = []
    for line in facts.capital:
        share = "" if line.share is None else f", chiếm {line.share:f}%".replace(".", ",")
        amount = format_number(line.amount)
        lines.append(f"- {line.label}: {amount} triệu đồng{share}.")
    return "VI. Nguồn vốn", "\n\n".join(lines)


def work(dice: Dice, facts: PlanFacts) -> Block:
    names = [row.plain for row in dice.pick.sample(facts.rows, 3)]
    text = "\n\n".join(
        f"- Phòng chuyên môn số {place}: phụ trách xã {name}." for place, name in enumerate(names)
    )
    codes = [f"tiêu chí {code}" for code in dice.pick.sample([code for code, _ in CRITERIA], 3)]
    text += f"\n\nRà soát 03 tiêu chí ({', '.join(codes)})."
    text += "\n\nThu nhập bình quân đạt trên 40 triệu đồng/người/năm; tỷ lệ hộ nghèo dưới 5%."
    text += f"\n\nHoàn thành hồ sơ trước ngày 30/11/{facts.first_year}."
    promised = [(row, goal) for row in facts.rows for goal in row.goals if goal.tier == "ADVANCED"]
    if promised:
        name = promised[0][0].plain
        text += f"\n\nKế hoạch thực hiện các tiêu chí chưa đạt của xã {name} "
        text += "(nông thôn mới nâng cao)."
    return "VII. Tổ chức thực hiện", text


WRITERS = (goals, criteria, bands, communes, roadmap, money, work)
