"""Phân công tiêu chí: each agency with what it leads and supports, tier by tier, and its communes.

Source of the contents and of how numbers are written ("Tiêu chí 3; chỉ tiêu 13.2, 13.3"): mục IV
of Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024). The columns are the portal's own: the plan writes
them as sentences.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from assignments.coverage_rules import in_words
from assignments.models import Agency
from assignments.responsibilities import LEAD, SUPPORT, Handed, read_handed
from criteria.models import CriteriaSet
from ntm_portal.lib.text import upper_first
from plans.models import Plan
from reports.appendices.headings import period, unnumbered
from reports.tables import (
    Align,
    AppendixTable,
    Column,
    Kind,
    Orientation,
    Row,
    RowKind,
)

NAME = "Phân công tiêu chí"
STATED = "Phân công nêu trong kế hoạch."
LEADS_WIDTH = 51  # of a hundred, shared by the sets


def build(*, plan: Plan, day: date) -> AppendixTable:
    """What the plan states; `day` changes nothing."""
    return arrange(read_handed(plan))


def arrange(handed: Handed) -> AppendixTable:
    """Agencies in the order in which the plan names them; a column per set that it hands out."""
    rows = [
        Row(RowKind.ROW, (number, agency.name, *_cells(handed, agency)))
        for number, agency in enumerate(handed.agencies, start=1)
    ]
    return AppendixTable(
        code="PhanCongTieuChi",
        **unnumbered(
            handed.plan,
            name=NAME,
            title=f"phân công phụ trách tiêu chí và địa bàn {period(handed.plan)}",
        ),
        header=(
            Column("TT", Kind.INTEGER, 5),
            Column("Cơ quan", Kind.TEXT, 20, Align.LEFT, names_row=True),
            *_leads(handed.sets),
            Column("Phối hợp", Kind.TEXT, 13, Align.LEFT),
            Column("Phụ trách xã", Kind.TEXT, 11, Align.LEFT),
        ),
        rows=tuple(rows),
        notes=(STATED,),
        orientation=Orientation.LANDSCAPE,
        follows_day=False,
    )


def _leads(sets: Sequence[CriteriaSet]) -> Iterator[Column]:
    for words in tier_words(sets):
        yield Column(f"Chủ trì: xã {words}", Kind.TEXT, LEADS_WIDTH // len(sets), Align.LEFT)


def tier_words(sets: Sequence[CriteriaSet]) -> list[str]:
    """The tier of each set; where two editions of a tier are handed out, with the period."""
    tiers = Counter(one.tier for one in sets)
    return [
        f"{one.get_tier_display()} {one.period}" if tiers[one.tier] > 1 else one.get_tier_display()
        for one in sets
    ]


def _cells(handed: Handed, agency: Agency) -> tuple[str, ...]:
    leads = [_words(handed, one, LEAD, agency) for one in handed.sets]
    helps = [
        f"{tier}: {words}"
        for tier, one in zip(tier_words(handed.sets), handed.sets, strict=True)
        if (words := _words(handed, one, SUPPORT, agency))
    ]
    charge = [row.name for row in handed.communes(LEAD, agency)]
    charge += [f"{row.name} (phối hợp)" for row in handed.communes(SUPPORT, agency)]
    return (
        *map(upper_first, leads),
        upper_first("; ".join(helps)),
        ", ".join(charge),
    )


def _words(handed: Handed, criteria_set: CriteriaSet, role: str, agency: Agency) -> str:
    claims = handed.claims(criteria_set, role, agency)
    return in_words(handed.criteria[criteria_set.pk], claims)
