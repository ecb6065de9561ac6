"""Tổng hợp báo cáo: who reported on a period, what the log says of it, and what they say.

Source: part V of the plan of Lộc Bình 2024 (reports to the agriculture office "để tổng hợp"). The
columns are the portal's own. Unlike other appendices it is of a period of the plan, so that it is
asked for with `ky` and is no part of what a signature freezes; the issue of the summary does that.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from assignments.models import ReportingCycle
from assignments.reporting import SummaryLine, issued_summary, read_merged
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line
from reports.appendices.headings import unnumbered
from reports.tables import (
    Align,
    AppendixTable,
    Column,
    ColumnGroup,
    Kind,
    Orientation,
    Row,
    RowKind,
)

CODE = "tong-hop-bao-cao"
WHOLE = "Cả kế hoạch"
NO_TEXT = ""


def build(*, cycle: ReportingCycle, day: date) -> AppendixTable:
    """As it was issued; before that as of the end of `day`, at most of the period."""
    issued = issued_summary(cycle)
    if issued is None:
        merged = read_merged(cycle, day)
        said = f"Số liệu tính từ nhật ký trên cổng đến hết ngày {format_day(merged.day)}."
        return arrange(cycle=cycle, lines=merged.lines, said=said)
    lines = [SummaryLine.from_json(kept) for kept in issued.lines]
    issued_on = timezone.localtime(issued.at).date()
    said = f"Số liệu và lời văn như khi phát hành, ngày {format_day(issued_on)}."
    return arrange(cycle=cycle, lines=lines, said=said, issued_on=issued_on)


def arrange(
    *,
    cycle: ReportingCycle,
    lines: Sequence[SummaryLine],
    said: str,
    issued_on: date | None = None,
) -> AppendixTable:
    """lines: as in `Merged`. issued_on: None while the reports still come in."""
    *parties, whole = lines
    plan, words = cycle.plan, cycle.period.words
    about = unnumbered(plan, name=f"Tổng hợp báo cáo {words}", title=f"tổng hợp báo cáo {words}")
    # It is no part of the plan's paper, and carries a day of its own.
    span = f"{format_day(cycle.first_on)} - {format_day(cycle.last_on)}"
    about |= {"subtitles": (f"({clean_line(plan.title)}, {span})",), "dated_on": issued_on}
    return AppendixTable(
        code="TongHopBaoCao",
        **about,
        header=_header(),
        rows=(*_rows(parties), _row(None, whole)),
        notes=(said, *_notes(parties)),
        orientation=Orientation.LANDSCAPE,
    )


def _header() -> tuple[Column | ColumnGroup, ...]:
    return (
        Column("STT", Kind.INTEGER, 7),
        Column("Đơn vị", Kind.TEXT, 24, Align.LEFT, names_row=True),
        Column("Gửi báo cáo", Kind.TEXT, 14),
        ColumnGroup(
            "Mục tiêu",
            (
                Column("Đạt trong kỳ", Kind.INTEGER, 8),
                Column("Lũy kế", Kind.INTEGER, 8),
                Column("Kế hoạch", Kind.INTEGER, 9),
            ),
        ),
        ColumnGroup(
            "Việc",
            (Column("Xong", Kind.INTEGER, 8), Column("Quá hạn", Kind.INTEGER, 8)),
        ),
        Column("Khó khăn, vướng mắc", Kind.TEXT, 33, Align.LEFT),
        Column("Kiến nghị, đề xuất", Kind.TEXT, 33, Align.LEFT),
    )


def _rows(parties: Sequence[SummaryLine]) -> Iterator[Row]:
    """Two sections, each numbered by itself; a section without parties is left out."""
    sections = (("I", "Cơ quan, đơn vị", False), ("II", "Các xã", True))
    for numeral, title, is_commune in sections:
        own = [one for one in parties if one.is_commune == is_commune]
        if own:
            yield Row(RowKind.SECTION, (numeral, title, *[None] * 8))
        for place, one in enumerate(own, start=1):
            yield _row(place, one)


def _row(place: int | None, line: SummaryLine) -> Row:
    """place None: of the whole plan."""
    figures = (line.met_now, line.met, line.planned, line.work_done, line.late)
    if place is None:
        return Row(RowKind.TOTAL, (WHOLE, NO_TEXT, NO_TEXT, *figures, NO_TEXT, NO_TEXT))
    words = (line.difficulties, line.proposals)
    return Row(RowKind.ROW, (place, line.name, line.standing, *figures, *words))


def _notes(parties: Sequence[SummaryLine]) -> list[str]:
    """A target that several share stands in each of their rows, in the last row once."""
    notes = [f"Dòng “{WHOLE}” đếm mỗi mục tiêu, mỗi việc một lần nên có thể ít hơn tổng các dòng."]
    notes += [f"{one.name}: {'; '.join(one.says)}." for one in parties if one.says]
    return notes
