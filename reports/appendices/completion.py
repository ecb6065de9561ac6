"""Tiêu chí hoàn thành: the criteria that each commune completes, by name, and the sums.

Source: mục II.2 and II.3 of the plan of Si Ma Cai 2024, which lists the communes with their
criteria, 14 in all, and states the total that is completed and kept and its average. The columns
are the portal's own.
"""

from datetime import date

from criteria.models import Requirement
from ntm_portal.lib.numbers import average
from plans.models import Objective, Plan
from plans.querysets import read_promises
from reports.appendices.headings import period, unnumbered
from reports.appendices.origin import (
    STATED,
    computed,
    plain,
    stated_objectives,
    unknown_note,
)
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind, Value

TOTAL = "Tổng số tiêu chí hoàn thành và duy trì"
AVERAGE = "Bình quân tiêu chí/xã"
WORDS = {Objective.Kind.TOTAL.value: TOTAL, Objective.Kind.AVERAGE.value: AVERAGE}
AVERAGE_DECIMALS = 2
Promises = list[tuple[str, list[Requirement]]]  # a commune's name, its criteria in their order


def build(*, plan: Plan, day: date) -> AppendixTable:
    """Total and average as the plan states them; if it states none, from the results on `day`."""
    stated = stated_objectives(plan, *WORDS)
    if not stated:
        return _counted(plan, day)
    rows = plan.rows.select_related("commune").prefetch_related("targets__requirement")
    promises = [
        (row.name, [target.requirement for target in row.targets.all()])
        for row in rows.order_by("position")
    ]
    return arrange_stated(plan=plan, promises=promises, stated=stated)


def arrange_stated(*, plan: Plan, promises: Promises, stated: list[Objective]) -> AppendixTable:
    """A total that only repeats the sum of the table is not printed twice."""
    targeted = sum(len(criteria) for _, criteria in promises)
    shown = [
        one for one in stated if one.kind != Objective.Kind.TOTAL or one.value_from != targeted
    ]
    footer = [_total(_label(one, shown), _figure(one)) for one in shown]
    return _table(plan, promises, footer, (STATED,), follows_day=False)


def _counted(plan: Plan, day: date) -> AppendixTable:
    """A target that is met on the day already counts once in the total."""
    read = read_promises(plan, day)
    rows, unknown = read.rows, read.unknown
    planned = sum(map(read.planned, rows))
    nothing = len(unknown) == len(rows)
    footer = [
        _total(TOTAL, None if nothing else planned),
        _total(AVERAGE, None if nothing else average(planned, len(rows))),
    ]
    promises = [
        (row.name, [one for one in read.criteria if one.pk in read.promised[row.pk]])
        for row in rows
    ]
    notes = (*unknown_note(unknown), computed(day))
    return _table(plan, promises, footer, notes, follows_day=True)


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
    plan: Plan, promises: Promises, footer: list[Row], notes: tuple[str, ...], *, follows_day: bool
) -> AppendixTable:
    """Only communes with a criterion to complete, numbered among themselves."""
    promising = [(name, criteria) for name, criteria in promises if criteria]
    lines = [_row(place, *promise) for place, promise in enumerate(promising, start=1)]
    count = sum(len(criteria) for _, criteria in promises)
    return AppendixTable(
        code="TieuChiHoanThanh",
        **unnumbered(
            plan, name="Tiêu chí hoàn thành", title=f"tiêu chí các xã hoàn thành {period(plan)}"
        ),
        header=(
            Column("STT", Kind.INTEGER, 8),
            Column("Đơn vị", Kind.TEXT, 28, Align.LEFT, names_row=True),
            Column("Tiêu chí hoàn thành", Kind.TEXT, 49, Align.LEFT),
            Column("Số tiêu chí", Kind.INTEGER, 15),
        ),
        rows=(*lines, _total("Cộng", count), *footer),
        notes=notes,
        follows_day=follows_day,
    )


def _row(place: int, name: str, criteria: list[Requirement]) -> Row:
    words = "; ".join(f"{criterion.code}. {criterion.name}" for criterion in criteria)
    return Row(RowKind.ROW, (place, name, words, len(criteria)))
