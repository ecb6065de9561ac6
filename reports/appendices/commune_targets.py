"""Phụ lục 02: the criteria each commune commits to reach (kế hoạch các xã phấn đấu đạt tiêu chí).

Source of columns, footer and wording: Phụ lục 02, Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024).
"""

from datetime import date

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line
from plans.models import Plan
from plans.querysets import rows_as_of
from plans.rules import PlanRow, totals
from reports.appendices.headings import heading, period
from reports.tables import Align, AppendixTable, Column, ColumnGroup, Kind, Listing, Row, RowKind

NUMBER = 2
AVERAGE_DECIMALS = 2


def build(*, plan: Plan, day: date) -> AppendixTable:
    """The communes' targets with what they had met on `day`, which also stands in the header."""
    return arrange(plan=plan, rows=rows_as_of(plan, day), day=day)


def arrange(*, plan: Plan, rows: list[PlanRow], day: date) -> AppendixTable:
    """The appendix of `rows`; reads only the plan's own fields, its unit and its set."""
    title = f"kế hoạch các xã phấn đấu đạt tiêu chí {plan.criteria_set.get_tier_display()} "
    return AppendixTable(
        code=f"PL{NUMBER:02d}",
        **heading(plan, number=NUMBER, title=title + period(plan)),
        header=_header(plan, day),
        rows=(*(_row(row) for row in rows), *_footer(rows, plan)),
        notes=_notes(rows, day),
        author=clean_line(plan.issuer),
        dated_on=plan.signed_on,
    )


def _header(plan: Plan, day: date) -> tuple[Column | ColumnGroup, ...]:
    """Widths: shares that let "Xã Khánh Xuân" and a full set of 19 numbers sit in two lines."""
    years = period(plan)
    return (
        Column("STT", Kind.INTEGER, 7),
        Column("Đơn vị", Kind.TEXT, 20, Align.LEFT, names_row=True),
        ColumnGroup(
            f"Kết quả tính đến ngày {format_day(day)}",
            (
                Column("Số tiêu chí đạt", Kind.INTEGER, 9),
                Column("Cụ thể các tiêu chí đã đạt", Kind.LIST, 25),
            ),
        ),
        ColumnGroup(
            f"Kế hoạch {years}",
            (
                Column("Số tiêu chí phấn đấu", Kind.INTEGER, 9),
                Column(f"Cụ thể tiêu chí phấn đấu {years}", Kind.LIST, 19),
            ),
        ),
        Column(f"Kế hoạch đạt tiêu chí {years}", Kind.INTEGER, 11),
    )


def _row(row: PlanRow) -> Row:
    """A commune without targets prints no count: its goal, or nothing, stands for them."""
    values = (
        row.position,
        row.name,
        row.met_count,
        Listing(row.met),
        row.targeted_count or None,
        Listing(row.targeted, row.goal),
        row.planned_total,
    )
    return Row(RowKind.ROW, values)


def _footer(rows: list[PlanRow], plan: Plan) -> tuple[Row, Row]:
    """Sums, and averages per commune over all rows; blank averages when there is no commune."""
    sums = totals(rows)
    whole = f"Cộng toàn {plan.unit.get_kind_display()}"
    return (
        Row(RowKind.TOTAL, (whole, "", sums.met, None, sums.targeted, None, sums.planned)),
        Row(
            RowKind.TOTAL,
            (
                "Tỷ lệ đạt bình quân tiêu chí/xã",
                "",
                sums.met_average,
                None,
                None,
                None,
                sums.planned_average,
            ),
            decimals=AVERAGE_DECIMALS,
        ),
    )


def _notes(rows: list[PlanRow], day: date) -> tuple[str, ...]:
    """Targets that are met on the day already, commune by commune; none on a sound baseline."""
    reached = [row for row in rows if row.reached]
    until = format_day(day)
    lines = [
        f"{clean_line(row.name)}: tiêu chí {', '.join(row.reached)} đã đạt tính đến ngày {until}."
        for row in reached
    ]
    if reached:
        lines.append("Tiêu chí vừa đã đạt vừa phấn đấu chỉ tính một lần ở cột cuối.")
    return tuple(lines)
