"""Nguồn vốn: the money of a plan by source, each source's parts under it.

Source of the tree and of one decimal in the shares: mục III of Kế hoạch 46/KH-UBND Lạng Sơn
(22/02/2019), mục V of the plan of Si Ma Cai 2024. The columns are the portal's own.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from plans.models import CapitalLine, Plan
from reports.appendices.headings import period, roman, unnumbered
from reports.appendices.origin import STATED, as_printed, plain, share
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind, Value

SHARE_DECIMALS = 1
DASHES = ("-", "+")
OWN_SHARES = "Số tiền nêu trong kế hoạch; tỷ lệ do cổng tính."
OWN_TOTAL = "Dòng tổng cộng do cổng tính."
Tree = dict[int | None, list[CapitalLine]]


def build(*, plan: Plan, day: date) -> AppendixTable:
    """What the plan states; `day` changes nothing."""
    return arrange(plan=plan, lines=list(plan.capital_lines.order_by("position", "pk")))


def arrange(*, plan: Plan, lines: list[CapitalLine]) -> AppendixTable:
    """A plan that prints no share at all gets them counted, and the note says so."""
    tree: Tree = defaultdict(list)
    for line in lines:
        tree[line.parent_id].append(line)
    roots = tree[None]
    total = sum((line.amount for line in roots), start=Decimal(0))
    stated = any(line.share for line in lines)
    rows = list(_rows(tree, None, 0, None if stated else total))
    notes = [STATED if stated else OWN_SHARES]
    if len(roots) > 1:
        whole = None if stated else share(total, total, SHARE_DECIMALS)
        rows.append(Row(RowKind.TOTAL, ("Tổng cộng", "", plain(total), whole)))
        notes.insert(0, OWN_TOTAL)
    return AppendixTable(
        code="NguonVon",
        **unnumbered(
            plan, name="Nguồn vốn", title=f"nguồn vốn thực hiện chương trình {period(plan)}"
        ),
        header=(
            Column("STT", Kind.TEXT, 8),
            Column("Nguồn vốn", Kind.TEXT, 49, Align.LEFT, names_row=True),
            Column(f"Số tiền ({plan.get_capital_unit_display()})", Kind.DECIMAL, 28),
            Column("Tỷ lệ (%)", Kind.DECIMAL, 15, decimals=SHARE_DECIMALS),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        follows_day=False,
    )


def _rows(tree: Tree, parent: int | None, depth: int, total: Decimal | None) -> Iterator[Row]:
    """total: what shares are counted of; None: they are the plan's own."""
    for place, line in enumerate(tree[parent], start=1):
        parts = bool(tree[line.pk])
        values = (_numeral(depth, place), line.label, plain(line.amount), _share(line, total))
        yield Row(RowKind.ROW if depth else RowKind.GROUP, values, keeps_next=parts)
        yield from _rows(tree, line.pk, depth + 1, total)


def _numeral(depth: int, place: int) -> str:
    """I, then 1, then "-", then "+" all the way down."""
    if depth == 0:
        return roman(place)
    return str(place) if depth == 1 else DASHES[min(depth - 2, 1)]


def _share(line: CapitalLine, total: Decimal | None) -> Value:
    if total is not None:
        return share(line.amount, total, SHARE_DECIMALS)
    return as_printed(line.share) if line.share else None
