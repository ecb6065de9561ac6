"""Tiêu chí hoàn thành: the criteria that each commune completes, by name, and the sums.

Source: mục II.2 and II.3 of the plan of Si Ma Cai 2024, which lists the communes with their
criteria, 14 in all, and states the total that is completed and kept and its average. The columns
are the portal's own.
"""

from datetime import date

from plans.models import Objective, Plan
from plans.querysets import plan_board, plan_row
from plans.rules import totals
from reports.appendices.headings import period, unnumbered
from reports.appendices.origin import (
    STATED,
    computed,
    plain,
    stated_objectives,
    unknown_note,
    unknown_rows,
)
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind, Value

TOTAL = "Tổng số tiêu chí hoàn thành và duy trì"
AVERAGE = "Bình quân tiêu chí/xã"
WORDS = {Objective.Kind.TOTAL.value: TOTAL, Objective.Kind.AVERAGE.value: AVERAGE}
AVERAGE_DECIMALS = 2


def build(*, plan: Plan, day: date) -> AppendixTable:
    """Total and average as the plan states them; if it states none, from the results on `day`."""
    stated = stated_objectives(plan, *WORDS)
    if not stated:
        return _counted(plan, day)
    rows = list(
        plan.rows.select_related("commune")
        .prefetch_related("targets__requirement")
        .order_by("position")
    )
    return arrange_stated(plan=plan, rows=rows, stated=stated)


def arrange_stated(*, plan: Plan, rows: list, stated: list[Objective]) -> AppendixTable:
    """A total that only repeats the sum of the table is not printed twice."""
    targeted = sum(len(row.targets.all()) for row in rows)
    shown = [
        one for one in stated if one.kind != Objective.Kind.TOTAL or one.value_from != targeted
    ]
    footer = [_total(_label(one, shown), _figure(one)) for one in shown]
    return _table(plan, rows, footer, (STATED,), follows_day=False)


def _counted(plan: Plan, day: date) -> AppendixTable:
    rows, board = plan_board(plan, day)
    sums = totals([plan_row(row, board) for row in rows])
    unknown = unknown_rows(rows, board)
    nothing = len(unknown) == len(rows)
    footer = [
        _total(TOTAL, None if nothing else sums.planned),
        _total(AVERAGE, None if nothing else sums.planned_average),
    ]
    notes = (*unknown_note(unknown), computed(day))
    return _table(plan, rows, footer, notes, follows_day=True)


def _label(objective: Objective, shown: list[Objective]) -> str:
    """The plan's own words where it states more than one figure of a kind."""
    alone = sum(one.kind == objective.kind for one in shown) == 1
    return WORDS[objective.kind] if alone else objective.text or WORDS[objective.kind]


def _figure(objective: Objective) -> Value:
    """The value, or a range in words: "11 - 11,5"."""
    if objective.value_to is not None and objective.value_to != objective.value_from:
        return objective.value_words
    return None if objective.value_from is None else plain(objective.value_from)


def _total(words: str, value: Value) -> Row:
    return Row(RowKind.TOTAL, (words, "", None, value), decimals=AVERAGE_DECIMALS)


def _table(
    plan: Plan, rows: list, footer: list[Row], notes: tuple[str, ...], *, follows_day: bool
) -> AppendixTable:
    """Only communes with a criterion to complete, numbered among themselves."""
    promising = [row for row in rows if row.targets.all()]
    lines = [_row(place, row) for place, row in enumerate(promising, start=1)]
    count = sum(len(row.targets.all()) for row in rows)
    return AppendixTable(
        code="TieuChiHoanThanh",
        **unnumbered(
            plan, name="Tiêu chí hoàn thành", title=f"tiêu chí các xã hoàn thành {period(plan)}"
        ),
        header=(
            Column("STT", Kind.INTEGER, 8),
            Column("Đơn vị", Kind.TEXT, 24, Align.LEFT, names_row=True),
            Column("Tiêu chí hoàn thành", Kind.TEXT, 52, Align.LEFT),
            Column("Số tiêu chí", Kind.INTEGER, 16),
        ),
        rows=(*lines, _total("Cộng", count), *footer),
        notes=notes,
        follows_day=follows_day,
    )


def _row(place: int, row) -> Row:
    criteria = sorted((t.requirement for t in row.targets.all()), key=lambda r: r.position)
    names = "; ".join(f"{criterion.code}. {criterion.name}" for criterion in criteria)
    return Row(RowKind.ROW, (place, row.name, names, len(criteria)))
