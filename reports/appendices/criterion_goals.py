"""Mục tiêu tiêu chí: how many communes are added per criterion, how many there are then.

Source of the figures and of one decimal in the shares: mục I.2 of Kế hoạch 46/KH-UBND Lạng Sơn
(22/02/2019). The columns are the portal's own: the plan writes them as sentences.
"""

from collections import Counter, defaultdict
from datetime import date

from criteria.models import Requirement
from plans.models import Objective, Plan
from plans.querysets import read_promises
from reports.appendices.headings import period, unnumbered
from reports.appendices.origin import (
    STATED,
    as_printed,
    computed,
    share,
    stated_objectives,
    unknown_note,
)
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind, Value

SHARE_DECIMALS = 1
NAME = "Mục tiêu từng tiêu chí"


def build(*, plan: Plan, day: date) -> AppendixTable:
    """As the plan states it; a plan that states nothing of any criterion is counted on `day`."""
    stated = stated_objectives(plan, Objective.Kind.CRITERION)
    if stated:
        criteria = list(plan.criteria_set.requirements.criteria().order_by("position"))
        return arrange_stated(plan=plan, criteria=criteria, stated=stated)
    return _counted(plan, day)


def arrange_stated(
    *, plan: Plan, criteria: list[Requirement], stated: list[Objective]
) -> AppendixTable:
    """Every criterion of the set; what the plan does not say of one stays empty."""
    of_criterion = defaultdict(list)
    for objective in stated:
        of_criterion[objective.requirement_id].append(objective)
    rows = []
    for criterion in criteria:
        for one in of_criterion[criterion.pk] or [Objective()]:
            figures = (one.increment, one.total, as_printed(one.share) if one.share else None)
            rows.append(_row(criterion, figures))
    silent = [criterion.code for criterion in criteria if not of_criterion[criterion.pk]]
    notes = (f"Kế hoạch không nêu số xã của tiêu chí: {', '.join(silent)}.",) if silent else ()
    return _table(plan, plan.stated_communes, rows, (*notes, STATED), follows_day=False)


def _counted(plan: Plan, day: date) -> AppendixTable:
    """Targets that are met on the day already are no increment."""
    read = read_promises(plan, day)
    communes, unknown = len(read.rows), read.unknown
    added: Counter[int] = Counter()
    met: Counter[int] = Counter()
    for row in read.rows:
        reached = read.met.get(row.commune_id, set())
        met.update(reached)
        added.update(read.promised[row.pk] - reached)
    nothing = len(unknown) == communes
    lines = []
    for criterion in read.criteria:
        more = added[criterion.pk]
        total = met[criterion.pk] + more
        known = (total, share(total, communes, SHARE_DECIMALS))
        lines.append(_row(criterion, (more, *((None, None) if nothing else known))))
    added_all = sum(added.values())
    whole = None if nothing else added_all + sum(met.values())
    lines.append(Row(RowKind.TOTAL, ("Cộng số tiêu chí", "", added_all, whole, None)))
    notes = (*unknown_note(unknown), computed(day))
    return _table(plan, communes, lines, notes, follows_day=True)


def _row(criterion: Requirement, figures: tuple[Value, ...]) -> Row:
    number = int(criterion.code) if criterion.code.isdecimal() else criterion.code
    return Row(RowKind.ROW, (number, criterion.name, *figures))


def _table(
    plan: Plan, communes: int | None, rows: list[Row], notes: tuple[str, ...], *, follows_day: bool
) -> AppendixTable:
    of_all = f"Tỷ lệ trên {communes} xã (%)" if communes else "Tỷ lệ (%)"
    return AppendixTable(
        code="MucTieuTieuChi",
        **unnumbered(plan, name=NAME, title=f"mục tiêu số xã đạt từng tiêu chí {period(plan)}"),
        header=(
            Column("TT", Kind.INTEGER, 8),
            Column("Tiêu chí", Kind.TEXT, 47, Align.LEFT, names_row=True),
            Column("Số xã tăng thêm", Kind.INTEGER, 15),
            Column("Tổng số xã đạt", Kind.INTEGER, 15),
            Column(of_all, Kind.DECIMAL, 15, decimals=SHARE_DECIMALS),
        ),
        rows=tuple(rows),
        notes=notes,
        follows_day=follows_day,
    )
