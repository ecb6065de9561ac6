"""Phân nhóm xã: how many communes meet how many criteria at the end of the plan.

Source of the bands and of two decimals in the shares: mục I.1 of Kế hoạch 46/KH-UBND Lạng Sơn
(22/02/2019). The columns are the portal's own: the plan writes them as sentences.
"""

from datetime import date

from plans.band_rules import Band, count_by_band, usual_bands
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

SHARE_DECIMALS = 2


def build(*, plan: Plan, day: date) -> AppendixTable:
    """As the plan states it; a plan that states no band is counted from the results on `day`."""
    stated = stated_objectives(plan, Objective.Kind.BAND)
    if stated:
        count = plan.criteria_set.requirements.criteria().count()
        return arrange_stated(plan=plan, criteria_count=count, stated=stated)
    return _counted(plan, day)


def arrange_stated(*, plan: Plan, criteria_count: int, stated: list[Objective]) -> AppendixTable:
    """The plan's bands, then the usual ones that it leaves out, empty."""
    said = [Band(one.lowest or 0, one.highest or 0) for one in stated]
    silent = [
        band
        for band in usual_bands(criteria_count)
        if not any(band.overlaps(other) for other in said)
    ]
    rows = [
        (band, one.total, as_printed(one.share) if one.share else None)
        for band, one in zip(said, stated, strict=True)
    ] + [(band, None, None) for band in silent]
    words = ", ".join(band.words for band in silent)
    notes = (f"Kế hoạch không nêu số xã đạt {words}.",) if silent else ()
    total = (plan.stated_communes, None)
    return _table(plan, rows, total, (*notes, STATED), follows_day=False)


def _counted(plan: Plan, day: date) -> AppendixTable:
    """Of communes that nothing is known of the band is not known either."""
    read = read_promises(plan, day)
    communes = len(read.rows)
    planned = [read.planned(row) for row in read.rows if row.commune_id in read.met]
    bands = usual_bands(len(read.criteria))
    lines: list[tuple[Band, Value, Value]] = [
        (band, count, share(count, communes, SHARE_DECIMALS))
        for band, count in zip(bands, count_by_band(planned, bands), strict=True)
    ]
    total = (communes, share(len(planned), communes, SHARE_DECIMALS))
    notes = (*unknown_note(read.unknown), computed(day))
    return _table(plan, lines, total, notes, follows_day=True)


def _table(
    plan: Plan,
    bands: list[tuple[Band, Value, Value]],
    total: tuple[Value, Value],
    notes: tuple[str, ...],
    *,
    follows_day: bool,
) -> AppendixTable:
    rows = [
        Row(RowKind.ROW, (place, f"Xã đạt {band.words}", count, of_all))
        for place, (band, count, of_all) in enumerate(bands, start=1)
    ]
    if total[0] is not None:
        rows.append(Row(RowKind.TOTAL, ("Tổng số xã", "", *total)))
    return AppendixTable(
        code="PhanNhomXa",
        **unnumbered(
            plan, name="Phân nhóm xã", title=f"phân nhóm xã theo số tiêu chí đạt {period(plan)}"
        ),
        header=(
            Column("TT", Kind.INTEGER, 10),
            Column("Nhóm xã", Kind.TEXT, 50, Align.LEFT, names_row=True),
            Column("Số xã", Kind.INTEGER, 20),
            Column("Tỷ lệ (%)", Kind.DECIMAL, 20, decimals=SHARE_DECIMALS),
        ),
        rows=tuple(rows),
        notes=notes,
        follows_day=follows_day,
    )
