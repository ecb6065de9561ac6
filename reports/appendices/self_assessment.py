"""Biểu tổng hợp tự đánh giá, thẩm tra: every indicator of one commune in both voices.

Columns: the form that provinces hand out for the dossier of recognition (DOMAIN: biểu tổng hợp tự
đánh giá/thẩm tra); no circular that fixes it was found, so its wording is not verified.
"""

from collections.abc import Mapping
from datetime import date

from communes.models import StatusEntry, VerdictChoice
from communes.sheets import CriterionBlock, IndicatorLine, read_sheet
from criteria.models import Provenance
from ntm_portal.lib.text import clean_line
from plans.models import Plan
from reports.appendices.headings import heading, period
from reports.appendices.situation import UNVERIFIED_NOTE, required, verdict
from reports.tables import Align, AppendixTable, Column, Kind, Orientation, Row, RowKind

NUMBER = 2


def build(*, plan: Plan, day: date) -> AppendixTable:
    """Both voices as of `day`; what nobody has said yet stays empty."""
    row = plan.rows.select_related("commune").get()
    blocks = read_sheet(
        commune=row.commune,
        criteria_set=plan.criteria_set,
        day=day,
        voice=StatusEntry.Voice.OFFICE,
    )
    words = dict(row.findings.values_list("requirement_id", "text"))
    lines = [line for block in blocks for line in block.lines]
    name = f"tổng hợp kết quả tự đánh giá, thẩm tra các tiêu chí của {row.name} {period(plan)}"
    return AppendixTable(
        code="TuDanhGia",
        **heading(plan, number=NUMBER, title=name),
        header=_header(),
        rows=tuple(row for block in blocks for row in _rows(block, words)),
        notes=(UNVERIFIED_NOTE,) if any(map(_is_unverified, lines)) else (),
        author=clean_line(plan.issuer),
        dated_on=plan.signed_on,
        orientation=Orientation.LANDSCAPE,
    )


def _header() -> tuple[Column, ...]:
    return (
        Column("TT", Kind.TEXT, 5),
        Column("Tên tiêu chí", Kind.TEXT, 14, Align.LEFT, names_row=True),
        Column("Nội dung tiêu chí", Kind.TEXT, 30, Align.LEFT),
        Column("Tiêu chuẩn đạt chuẩn", Kind.TEXT, 12),
        Column("Kết quả tự đánh giá", Kind.TEXT, 13),
        Column("Kết quả thẩm tra", Kind.TEXT, 13),
        Column("Ghi chú", Kind.TEXT, 18, Align.LEFT),
    )


def _rows(block: CriterionBlock, words: Mapping[int, str]) -> list[Row]:
    """The criterion with its verdicts, then its indicators.

    words: indicator id -> what the plan says of it, a note where nothing was measured.
    """
    criterion = block.criterion
    official = "" if block.square.state == VerdictChoice.NO_DATA else block.verdict_word
    head = (criterion.code, criterion.name, "", "", "", official, "")
    return [
        Row(RowKind.ROW, head, keeps_next=bool(block.lines)),
        *(
            Row(RowKind.ROW, _cells(line, words.get(line.requirement.pk, "")))
            for line in block.lines
        ),
    ]


def _cells(line: IndicatorLine, words: str) -> tuple[str, ...]:
    indicator = line.requirement
    note = line.entry.note if line.entry else ""
    return (
        indicator.code,
        "",
        indicator.name,
        required(line),
        "\n".join(filter(None, (line.measured_beside, verdict(line.beside)))),
        "\n".join(filter(None, (line.measured, verdict(line.entry)))),
        "\n".join(filter(None, (note, "" if line.measured else words))),
    )


def _is_unverified(line: IndicatorLine) -> bool:
    yardstick = line.yardstick
    return yardstick is not None and yardstick.provenance == Provenance.UNVERIFIED
