"""The lists of plans, their progress and their history as files to take away. Reads nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ntm_portal.lib.dates import format_day
from ntm_portal.lib.lists_out import ListColumn, ListFile, moment
from ntm_portal.lib.text import upper_first
from plans.models import Plan, PlanChange, PlanCommune
from plans.progress import Spoken


def plans_file(plans: Iterable[Plan]) -> ListFile:
    columns = [
        ListColumn("Kế hoạch", lambda one: one.title, 60),
        ListColumn("Số, ký hiệu", lambda one: one.number, 18),
        ListColumn("Ngày ký", lambda one: one.signed_on, 14),
        ListColumn("Đơn vị", lambda one: one.unit.full_name, 24),
        ListColumn("Năm", lambda one: one.years, 12),
        ListColumn("Trạng thái", lambda one: upper_first(one.get_status_display()), 14),
    ]
    return ListFile("Kế hoạch", columns, plans)


def progress_file(
    plan: Plan, day: date, heads: Iterable[str], lines: Iterable[Mapping], about: str
) -> ListFile:
    """The communes of the plan; lines: those of the page."""
    columns = [
        ListColumn("STT", lambda line: line["row"].position, 6),
        ListColumn("Mã", lambda line: line["row"].commune.code, 10),
        ListColumn("Xã", lambda line: line["row"].name, 28),
        *(_count(place, head) for place, head in enumerate(heads)),
        ListColumn("Theo lịch", lambda line: line["word"], 24),
        ListColumn("Nay thuộc", lambda line: line["heirs"], 24),
    ]
    return ListFile("Tiến độ", columns, lines, f"{plan.code} {about}", day)


def _count(place: int, head: str) -> ListColumn:
    return ListColumn(head, lambda line: line["numbers"][place].count, 14)


def cells_file(
    plan: Plan, day: date, word: str, cells: Iterable[Spoken], *, sees_moves: bool
) -> ListFile:
    """Who wrote what is shown to whom the page shows it."""
    columns = [
        ListColumn("Mã", lambda one: one.row.commune.code, 10),
        ListColumn("Xã", lambda one: one.row.name, 28),
        ListColumn("Số", lambda one: one.criterion.code, 8),
        ListColumn("Tiêu chí", lambda one: one.criterion.name, 36),
        ListColumn("Phấn đấu", lambda one: "có" if one.is_target else "", 10),
        ListColumn("Ngày gốc", lambda one: one.before_word, 16),
        ListColumn(f"Ngày {format_day(day)}", lambda one: one.word, 16),
    ]
    if sees_moves:
        columns += [
            ListColumn("Ai ghi", lambda one: one.entry and str(one.entry.recorded_by), 24),
            ListColumn("Số liệu ngày", lambda one: one.entry and one.entry.observed_on, 14),
            ListColumn("Ghi lúc", lambda one: one.entry and moment(one.entry.recorded_at), 18),
        ]
    return ListFile(word, columns, cells, plan.code, day)


def history_file(plan: Plan, changes: Iterable[PlanChange], about: str) -> ListFile:
    columns = [
        ListColumn("Lúc", lambda one: moment(one.changed_at), 18),
        ListColumn("Người sửa", lambda one: str(one.changed_by), 24),
        ListColumn("Xã", lambda one: one.commune.full_name if one.commune else "cả kế hoạch", 28),
        ListColumn("Nội dung", lambda one: one.what, 40),
        ListColumn("Trước", lambda one: one.before, 40),
        ListColumn("Sau", lambda one: one.after, 40),
    ]
    return ListFile("Lịch sử sửa", columns, changes, f"{plan.code} {about}")


def rows_file(plan: Plan, rows: Sequence[PlanCommune]) -> ListFile:
    """rows: with how many targets and goals each has."""
    columns = [
        ListColumn("STT", lambda row: row.position, 6),
        ListColumn("Mã", lambda row: row.commune.code, 10),
        ListColumn("Tên như in", lambda row: row.name, 28),
        ListColumn("Tên chính thức", lambda row: row.commune.full_name, 28),
        ListColumn("Tiêu chí phấn đấu", lambda row: row.target_count, 14),
        ListColumn("Mục tiêu cấp độ", lambda row: row.goal_count, 14),
    ]
    return ListFile("Các xã của kế hoạch", columns, rows, plan.code)
