"""Lộ trình thôn: villages, residential areas and gardens by year, named or only counted.

Source of the figures' shape: mục II.2.1 of the plan of Tân Yên 2021-2025 ("biểu 03"), which counts
villages by year, and mục II.4 of the plan of Si Ma Cai 2024, which names them. The columns are
the portal's own.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

from ntm_portal.lib.text import clean_line
from plans.models import Action, Plan, VillageGoal
from reports.appendices.headings import period, roman, unnumbered
from reports.appendices.origin import STATED
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind, Value

UNNAMED = "Chưa nêu tên"
Heading = Callable[[VillageGoal], str]


def build(*, plan: Plan, day: date) -> AppendixTable:
    """What the plan promises; `day` changes nothing."""
    goals = list(
        plan.village_goals.select_related("row__commune").order_by("kind", "year", "position", "pk")
    )
    return arrange(plan=plan, goals=goals)


def arrange(*, plan: Plan, goals: list[VillageGoal]) -> AppendixTable:
    """goals: by kind and year."""
    order = [kind.value for kind in VillageGoal.Kind]
    reached = [goal for goal in goals if goal.action != Action.MAINTAIN]
    reached.sort(key=lambda goal: (order.index(goal.kind), goal.year))
    kinds = list(dict.fromkeys(goal.get_kind_display() for goal in reached))
    communes = any(goal.row for goal in reached)
    rows = [
        row if communes else _without_commune(row)
        for row in _rows(plan, reached, several_kinds=len(kinds) > 1)
    ]
    if len(kinds) == 1:  # villages and gardens are not added up
        total: tuple[Value, ...] = ("Tổng cộng", "", "", sum(goal.count for goal in reached))
        whole = Row(RowKind.TOTAL, total)
        rows.append(whole if communes else _without_commune(whole))
    return AppendixTable(
        code="LoTrinhThon",
        **unnumbered(
            plan, name="Lộ trình thôn", title=f"lộ trình {', '.join(kinds)} {period(plan)}"
        ),
        header=_header(communes=communes),
        rows=tuple(rows),
        notes=(*_kept(goals), STATED),
        follows_day=False,
    )


def _header(*, communes: bool) -> tuple[Column, ...]:
    """No column of communes where the plan names none."""
    columns = (
        Column("STT", Kind.INTEGER, 10),
        Column("Nội dung", Kind.TEXT, 45, Align.LEFT, names_row=True),
        Column("Xã", Kind.TEXT, 25, Align.LEFT),
        Column("Số lượng", Kind.INTEGER, 20),
    )
    return columns if communes else (*columns[:2], columns[3])


def _rows(plan: Plan, goals: list[VillageGoal], *, several_kinds: bool) -> Iterator[Row]:
    """Kinds lettered over years in Roman figures; a level that tells nothing is left out."""
    if not several_kinds:
        yield from _groups(goals, _year, roman)
    elif plan.first_year == plan.last_year:
        yield from _groups(goals, _kind, roman)
    else:
        for place, (_, of_kind) in enumerate(groupby(goals, _kind)):
            one_kind = list(of_kind)
            yield _group(chr(ord("A") + place), _kind(one_kind[0]), one_kind)
            yield from _groups(one_kind, _year, roman)


def _kind(goal: VillageGoal) -> str:
    words = str(goal.get_kind_display())
    return words[:1].upper() + words[1:]


def _year(goal: VillageGoal) -> str:
    return f"Năm {goal.year}"


def _groups(
    goals: list[VillageGoal], heading: Heading, numeral: Callable[[int], str]
) -> Iterator[Row]:
    for place, (words, found) in enumerate(groupby(goals, heading), start=1):
        group = list(found)
        named = any(goal.name or goal.row for goal in group)
        yield _group(numeral(place), words, group, keeps_next=named)
        for number, goal in enumerate(group if named else (), start=1):
            commune = goal.row.name if goal.row else ""
            values = (number, goal.name or UNNAMED, commune, goal.count)
            yield Row(RowKind.ROW, values)


def _group(numeral: str, words: str, goals: list[VillageGoal], *, keeps_next: bool = True) -> Row:
    count = sum(goal.count for goal in goals)
    return Row(RowKind.GROUP, (numeral, words, "", count), keeps_next=keeps_next)


def _without_commune(row: Row) -> Row:
    number, words, _, count = row.values
    return Row(row.kind, (number, words, count), keeps_next=row.keeps_next)


def _kept(goals: list[VillageGoal]) -> tuple[str, ...]:
    kept = [goal for goal in goals if goal.action == Action.MAINTAIN]
    names = [goal.name or f"{goal.count} {goal.get_kind_display()}" for goal in kept]
    return (f"Không kể nơi duy trì: {', '.join(map(clean_line, names))}.",) if names else ()
