"""The lists of work, agencies, reviews and reports as files to take away. Reads nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assignments.forms.reporting import KIND_WORDS, KINDS
from assignments.models import Agency
from assignments.reminding import COMING_DAYS, Reminder
from assignments.reporting import Line
from assignments.views.duty_lines import DutyLine
from assignments.views.work_query import WorkQuery
from communes.models import AdministrativeUnit
from communes.views.scope import Scope
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.lists_out import ListColumn, ListFile
from ntm_portal.lib.text import upper_first
from plans.checks.findings import SEVERITY_WORDS, Finding
from plans.models import Plan

KIND_NAMES = {kind.value: KIND_WORDS[name] for name, kind in KINDS.items()}


def duties_file(query: WorkQuery, lines: Iterable[DutyLine]) -> ListFile:
    columns = [
        ListColumn("Việc", lambda line: line.duty.heading, 60),
        ListColumn("Tiêu chí", _criterion, 30),
        ListColumn("Xã", lambda line: "; ".join(one.name for one in line.duty.communes), 28),
        ListColumn("Hạn", lambda line: line.duty.due_on, 14),
        ListColumn("Hạn như ghi", lambda line: line.duty.timing, 24),
        ListColumn("So với hạn", lambda line: line.due, 18),
        ListColumn("Tình trạng", lambda line: line.state_word, 16),
        ListColumn("Cơ quan", lambda line: line.agencies, 36),
        ListColumn("Kế hoạch", lambda line: line.duty.plan.short_name, 24),
        ListColumn("Dự thảo", lambda line: "có" if line.is_draft else "", 10),
    ]
    return ListFile("Công việc", columns, lines, query.plan, query.day)


def _criterion(line: DutyLine) -> str:
    requirement = line.duty.requirement
    return f"{requirement.code}. {requirement.name}" if requirement else ""


def overview_file(query: WorkQuery, heads: Sequence[str], lines: Iterable[Mapping]) -> ListFile:
    columns = [
        ListColumn("Cơ quan", lambda line: line["name"], 40),
        *(_count(place, head) for place, head in enumerate(heads)),
        ListColumn("Xong đúng hạn", lambda line: line["on_time"], 14),
        ListColumn("Xong, có ghi ngày", lambda line: line["dated"], 14),
    ]
    return ListFile("Tổng quan theo cơ quan", columns, lines, query.plan, query.day)


def _count(place: int, head: str) -> ListColumn:
    return ListColumn(head, lambda line: line["numbers"][place][2], 14)


def agencies_file(unit: AdministrativeUnit, day: date, lines: Iterable[Mapping]) -> ListFile:
    columns = [
        ListColumn("Cơ quan", lambda one: one["agency"].name, 40),
        ListColumn("Tên ngắn", lambda one: one["agency"].short_name, 20),
        ListColumn("Loại", lambda one: upper_first(one["agency"].get_kind_display()), 20),
        ListColumn("Cách viết khác", lambda one: _aliases(one["agency"]), 40),
        ListColumn("Kế thừa", _heirs, 40),
        ListColumn("Đứng đầu, thành viên", _people, 40),
        ListColumn(
            "Phân công",
            lambda one: "; ".join(
                f"{held['plan'].short_name}: {held['count']} dòng" for held in one["plans"]
            ),
            40,
        ),
    ]
    return ListFile("Cơ quan", columns, lines, unit.full_name, day)


def _aliases(agency: Agency) -> str:
    return "; ".join(map(str, agency.aliases.all()))


def _heirs(one: Mapping) -> str:
    return "; ".join(f"{heir.new} từ ngày {format_day(heir.starts_on)}" for heir in one["heirs"])


def _people(one: Mapping) -> str:
    return "; ".join(
        f"{member.user} (đứng đầu)" if member.is_head else str(member.user)
        for member in one["people"]
    )


def reviews_file(
    scope: Scope, stages: Sequence[str], rows: Iterable[tuple[AdministrativeUnit, list]]
) -> ListFile:
    columns = [
        ListColumn("Mã", lambda row: row[0].code, 10),
        ListColumn("Xã", lambda row: row[0].full_name, 28),
        ListColumn("Thuộc", lambda row: row[0].parent.full_name, 28),
        *(_stage(place, word) for place, word in enumerate(stages)),
    ]
    return ListFile("Thẩm tra", columns, rows, scope.criteria_set.code, scope.day)


def _stage(place: int, word: str) -> ListColumn:
    return ListColumn(word, lambda row: row[1][place][2], 14)


def reports_file(lines: Iterable[Line], about: str, day: date) -> ListFile:
    columns = [
        ListColumn("Đơn vị", lambda line: line.party.name, 36),
        ListColumn("Loại báo cáo", lambda line: KIND_NAMES[line.cycle.kind], 20),
        ListColumn("Kỳ", lambda line: upper_first(line.cycle.period.words), 20),
        ListColumn("Kế hoạch", lambda line: line.cycle.plan.short_name, 24),
        ListColumn("Hạn gửi", lambda line: line.until, 14),
        ListColumn("Ngày gửi", lambda line: line.sent_on, 14),
        ListColumn("Số bản", lambda line: line.versions, 8),
        ListColumn("Tình trạng", lambda line: line.words, 24),
    ]
    return ListFile("Báo cáo", columns, lines, about, day)


def findings_file(plan: Plan, findings: Iterable[Finding]) -> ListFile:
    columns = [
        ListColumn("Mức", lambda one: SEVERITY_WORDS[one.severity], 16),
        ListColumn("Chỗ không khớp", lambda one: one.message, 70),
        ListColumn("Đang ghi", lambda one: one.printed, 24),
        ListColumn("Tính ra", lambda one: one.computed, 24),
        ListColumn(
            "Xem tại", lambda one: "; ".join(upper_first(place.name) for place in one.places), 50
        ),
    ]
    return ListFile("Kiểm tra kế hoạch", columns, findings, plan.code)


def reminders_file(day: date, reminders: Iterable[Reminder]) -> ListFile:
    columns = [
        ListColumn("Cơ quan, xã", lambda one: one.to.name, 40),
        ListColumn("Thuộc", lambda one: one.to.unit.full_name, 28),
        ListColumn("Quá hạn", lambda one: len(one.overdue), 12),
        ListColumn(f"Đến hạn trong {COMING_DAYS} ngày", lambda one: len(one.coming), 14),
    ]
    return ListFile("Đôn đốc", columns, reminders, "", day)
