"""Phụ lục 01: the work that a plan hands out, who directs, leads and cooperates, and when.

Source of the columns: phụ lục 01 of Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024) and the appendix of
Kế hoạch 46/KH-UBND Lạng Sơn (22/02/2019). Every cell is as printed; the lines above the table and
the words of the header are the plan's own.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from assignments.models import WorkItem, WorkLayout
from assignments.models.work import CELLS
from assignments.work_list import SectionBlock, layout_of, read_work
from ntm_portal.lib.text import clean_line
from plans.models import Plan
from reports.appendices.headings import heading, roman
from reports.tables import Align, AppendixTable, Column, Kind, Orientation, Row, RowKind

NUMBER = 1
NAME = "Phụ lục 01"
TITLE = "phân công trách nhiệm và thời gian thực hiện"
# Number, text, directing, leading, cooperating, timing.
WIDTHS = (6, 28, 14, 17, 18, 17)


def build(*, plan: Plan, day: date) -> AppendixTable:
    """What the plan states; `day` changes nothing. Three queries."""
    return arrange(plan=plan, layout=layout_of(plan), blocks=read_work(plan))


def arrange(*, plan: Plan, layout: WorkLayout, blocks: Iterable[SectionBlock]) -> AppendixTable:
    return AppendixTable(
        code="PL01",
        **_heading(plan, layout),
        name=NAME,
        header=tuple(
            Column(
                title,
                Kind.TEXT,
                width,
                Align.CENTER if place == 0 else Align.LEFT,
                names_row=place == 1,
            )
            for place, (title, width) in enumerate(zip(layout.heads, WIDTHS, strict=True))
        ),
        rows=tuple(_rows(blocks)),
        author=clean_line(plan.issuer),
        dated_on=plan.signed_on,
        orientation=Orientation.LANDSCAPE,
        follows_day=False,
    )


def _heading(plan: Plan, layout: WorkLayout) -> dict:
    """The plan's own lines where it has some."""
    lines = heading(plan, number=NUMBER, title=TITLE)
    if layout.title:
        lines |= {"label": "", "title": layout.title}
    if layout.subtitle:
        lines |= {"subtitles": (layout.subtitle,)}
    return lines


def _rows(blocks: Iterable[SectionBlock]) -> Iterator[Row]:
    for block in blocks:
        empty = ("",) * len(CELLS)
        yield Row(RowKind.SECTION, (roman(block.number), block.section.title, *empty))
        for entry in block.entries:
            yield _row(str(entry.number), entry.item, keeps_next=bool(entry.subs))
            for sub in entry.subs:
                yield _row("", sub)


def _row(number: str, item: WorkItem, *, keeps_next: bool = False) -> Row:
    cells = (getattr(item, name) for name in CELLS)
    return Row(RowKind.ROW, (number, item.text, *cells), keeps_next=keeps_next)
