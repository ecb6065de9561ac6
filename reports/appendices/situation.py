"""Thực trạng: what each open criterion of one commune lacks, what is done about it, by when.

Source of the contents: section II of the plan of Chi Lăng for xã Nhân Lý (March 2024), which
writes for every criterion "a) Thực trạng" and "b) Giải pháp thực hiện". The columns are the
portal's own: the plan prints no table.
"""

from collections import defaultdict
from datetime import date

from assignments.models import Measure
from communes.models import StatusEntry, VerdictChoice
from communes.sheets import CriterionBlock, IndicatorLine, read_sheet
from criteria.models import Provenance
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line
from plans.models import Plan, PlanFinding
from plans.share_rules import share_slip
from reports.appendices.headings import heading, period
from reports.tables import Align, AppendixTable, Column, Kind, Orientation, Row, RowKind, Value

NUMBER = 1
UNVERIFIED_MARK = "*"
UNVERIFIED_NOTE = "* Mức chưa đối chiếu với văn bản quyết định: không tự quyết định kết quả."


def build(*, plan: Plan, day: date) -> AppendixTable:
    """The findings of the plan's commune with figures and verdicts as of `day`."""
    row = plan.rows.select_related("commune").get()
    blocks = read_sheet(
        commune=row.commune,
        criteria_set=plan.criteria_set,
        day=day,
        voice=StatusEntry.Voice.OFFICE,
    )
    findings = list(row.findings.select_related("requirement").order_by("position"))
    measures = list(row.measures.prefetch_related("agencies").order_by("position"))
    name = f"thực trạng và giải pháp thực hiện các tiêu chí của {row.name} {period(plan)}"
    return AppendixTable(
        code="ThucTrang",
        **heading(plan, number=NUMBER, title=name),
        header=_header(),
        rows=tuple(_rows(blocks, findings, measures)),
        notes=tuple(_notes(blocks, findings)),
        author=clean_line(plan.issuer),
        dated_on=plan.signed_on,
        orientation=Orientation.LANDSCAPE,
    )


def _header() -> tuple[Column, ...]:
    return (
        Column("Tiêu chí", Kind.TEXT, 10, Align.LEFT, names_row=True),
        Column("Chỉ tiêu", Kind.TEXT, 19, Align.LEFT),
        Column("Yêu cầu", Kind.TEXT, 9),
        Column("Thực trạng", Kind.TEXT, 18, Align.LEFT),
        Column("Kết quả", Kind.TEXT, 7),
        Column("Giải pháp thực hiện", Kind.TEXT, 31, Align.LEFT),
        Column("Cơ quan hướng dẫn", Kind.TEXT, 11, Align.LEFT),
        Column("Thời hạn", Kind.TEXT, 12),
    )


def _rows(
    blocks: list[CriterionBlock], findings: list[PlanFinding], measures: list[Measure]
) -> list[Row]:
    """One row per finding; the criterion and its measure stand in the first of its rows."""
    found = {finding.requirement_id: finding for finding in findings}
    by_criterion: dict[int | None, list[Measure]] = defaultdict(list)
    for measure in measures:
        by_criterion[measure.requirement_id].append(measure)
    rows = []
    for block in blocks:
        ordered = [line for line in block.lines if line.requirement.pk in found]
        ordered.sort(key=lambda line: found[line.requirement.pk].position)
        beside = _measure_cells(by_criterion[block.criterion.pk])
        cells = [_finding_cells(line, found[line.requirement.pk]) for line in ordered]
        if not cells and any(beside):
            cells = [("", "", "", "")]
        title = f"{block.criterion.code}. {block.criterion.name}"
        for place, finding_cells in enumerate(cells):
            first = place == 0
            values = (title if first else "", *finding_cells, *(beside if first else NO_MEASURE))
            rows.append(Row(RowKind.ROW, values))
    whole = ((*("",) * 5, *_measure_cells([measure])) for measure in by_criterion[None])
    return rows + [Row(RowKind.ROW, values) for values in whole]


NO_MEASURE = ("", "", "")


def _finding_cells(line: IndicatorLine, finding: PlanFinding) -> tuple[Value, ...]:
    """Measured: the figure as it was counted, else the words of the plan."""
    indicator = line.requirement
    return (
        f"{indicator.code}. {indicator.name}",
        required(line),
        line.measured or finding.text,
        verdict(line.entry),
    )


def required(line: IndicatorLine) -> str:
    """The threshold, marked where it was not compared with its document."""
    if line.yardstick is None or not line.yardstick.words:
        return "chưa có mức"
    mark = UNVERIFIED_MARK if line.yardstick.provenance == Provenance.UNVERIFIED else ""
    return f"{line.yardstick.words}{mark}"


def verdict(entry: StatusEntry | None) -> str:
    """ "" where nobody has decided: an empty cell is not "Chưa đạt"."""
    if entry is None or entry.verdict == VerdictChoice.NO_DATA:
        return ""
    return entry.get_verdict_display()


def _measure_cells(measures: list[Measure]) -> tuple[str, str, str]:
    return (
        "\n".join(measure.text for measure in measures),
        "; ".join(agency.name for measure in measures for agency in measure.agencies.all()),
        "\n".join(f"Trước {format_day(measure.due_on)}" for measure in measures if measure.due_on),
    )


def _notes(blocks: list[CriterionBlock], findings: list[PlanFinding]) -> list[str]:
    """What a reader must know: unverified thresholds, and shares that the plan prints wrongly."""
    lines = {line.requirement.pk: line for block in blocks for line in block.lines}
    shown = [lines[finding.requirement_id] for finding in findings]
    notes = [UNVERIFIED_NOTE] if any(required(one).endswith("*") for one in shown) else []
    for finding in findings:
        line = lines[finding.requirement_id]
        if slip := share_slip(finding.printed_share, line.entry.figure if line.entry else None):
            notes.append(f"{line.requirement.label}: {slip}.")
    return notes
