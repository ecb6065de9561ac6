"""What a sheet of Phụ lục 02 says of itself: its day, its year, its sums."""

import re
from datetime import date

from ntm_portal.lib.dates import format_day, parse_day
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Question, State
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.questions import CellReading, ask
from ntm_portal.lib.workbooks.row_kinds import TOTAL
from ntm_portal.lib.workbooks.tables import TableRow
from plans.models import Plan

TAKE = "ghi"
SUMS = ("count", "target_count", "planned")
_COUNT = re.compile(r"(\d+)(?: ?/ ?\d+)?(?: (?:tieu chi|tc))?")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_YEAR = re.compile(r"\b(?:nam|giai doan) (\d{4})\b")
_NOTHING = frozenset({"", "-", "–", "—", "...", "…"})


def read_count(cells: RowReader, row: TableRow, key: str, *, what: str) -> int | None:
    """A count of criteria, "12" or "12/19"; None where none is written, or none that is read."""
    text = cells.written(row, key)
    if fold(text) in _NOTHING:
        return None
    found = _COUNT.fullmatch(fold(text))
    if found is None:
        message = f"‘{shown(text)}’ không phải số tiêu chí. Viết như 12."
        cells.say(row, key, State.ERROR, what=what, message=message)
        return None
    return int(found[1])


def other_day(cells: RowReader, baseline: date) -> CellReading[str]:
    """Whether results of the day in the heading may be those of the plan's baseline day."""
    for title in _titles(cells, "list", "count"):
        found = _DAY.search(title)
        day = parse_day(found[0]) if found else None
        if day is not None and day != baseline:
            ours = format_day(baseline)
            question = Question(
                f"ngay-goc={day.isoformat()}",
                f"Bảng ghi kết quả đến ngày {format_day(day)}, ngày gốc của kế hoạch là {ours}. "
                "Ghi cho ngày gốc?",
                ((TAKE, f"Ghi cho ngày {ours}"),),
            )
            return ask(question, cells.answers, str)
    return CellReading(TAKE)


def other_year(cells: RowReader, plan: Plan) -> CellReading[str]:
    """Whether targets of the year in the heading may be those of this plan."""
    for title in _titles(cells, "targets", "target_count", "planned"):
        found = _YEAR.search(fold(title))
        if found and not plan.first_year <= int(found[1]) <= plan.last_year:
            question = Question(
                f"nam={found[1]}",
                f"Bảng ghi kế hoạch năm {found[1]}, kế hoạch này của {plan.years}. Vẫn nhập?",
                ((TAKE, f"Nhập cho {plan.years}"),),
            )
            return ask(question, cells.answers, str)
    return CellReading(TAKE)


def check_sums(cells: RowReader) -> None:
    """A printed sum that the rows do not come to is told; the portal counts its own.

    Only where one row of the sheet sums up all of it.
    """
    rows = [row for row in cells.table.rows if not row.passed_over]
    totals = [
        row
        for row in cells.table.rows
        if row.passed_over == TOTAL and any(_number(cells, row, key) is not None for key in SUMS)
    ]
    if len(totals) != 1:
        return
    for key in SUMS:
        stated = _number(cells, totals[0], key)
        counted = sum(_number(cells, row, key) or 0 for row in rows)
        if stated is not None and stated != counted:
            message = f"Dòng cộng ghi {stated}, các dòng cộng lại {counted}."
            cells.say(totals[0], key, State.PASSED_OVER, what="Dòng cộng", message=message)


def _number(cells: RowReader, row: TableRow, key: str) -> int | None:
    found = _COUNT.fullmatch(fold(cells.written(row, key)))
    return int(found[1]) if found else None


def _titles(cells: RowReader, *keys: str) -> list[str]:
    by_column = {one.column: one.title for one in cells.table.headings}
    return [by_column.get(cells.columns.get(key, 0), "") for key in keys]
