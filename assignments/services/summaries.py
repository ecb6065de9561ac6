"""The office's summary of a cycle: its words, saved as often as needed, and its issue, once."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.models import AssignmentChange, ReportingCycle, ReportSummary
from assignments.reporting import newest_summary, read_merged
from assignments.services.reporting import lock_cycle
from assignments.services.reports import clean_words
from ntm_portal.lib.refusals import Refused
from plans.access import may_edit

CONFLICT = 409


@transaction.atomic
def save_summary(
    *, cycle: ReportingCycle, words: Mapping[str, str], seen: int, by: User
) -> ReportSummary:
    """A new version of the words. seen: as in `send_report`.

    Raises Refused for a text that is too long, after the issue, for whoever is not the office;
    with status 409 when somebody else saved meanwhile.
    """
    number = _next(cycle, seen, by)
    summary = ReportSummary(cycle=cycle, number=number, by=by, **clean_words(words))
    summary.save()
    return summary


@transaction.atomic
def issue_summary(
    *, cycle: ReportingCycle, words: Mapping[str, str], seen: int, today: date, by: User
) -> ReportSummary:
    """The words, and the table as it stands today: neither changes any more.

    Raises Refused as `save_summary`, and for a cycle that still takes reports.
    """
    number = _next(cycle, seen, by)
    if not cycle.is_closed:
        raise Refused(f"{cycle} còn đang nhận báo cáo. Đóng kỳ trước khi phát hành.")
    lines = [line.as_json() for line in read_merged(cycle, today).lines]
    summary = ReportSummary(cycle=cycle, number=number, lines=lines, by=by, **clean_words(words))
    summary.save()
    AssignmentChange.objects.create(
        plan=cycle.plan,
        what=f"Báo cáo tổng hợp {cycle.period.words}",
        after="đã phát hành",
        by=by,
    )
    return summary


def _next(cycle: ReportingCycle, seen: int, by: User) -> int:
    """The number of the version that may follow, under a lock on the cycle."""
    lock_cycle(cycle)
    if not may_edit(by, cycle.plan):
        raise Refused("Chỉ văn phòng điều phối ghi báo cáo tổng hợp.")
    newest = newest_summary(cycle)
    if newest is None:
        return 1
    if newest.is_issued:
        raise Refused(f"Báo cáo tổng hợp {cycle.period.words} đã phát hành, không sửa được nữa.")
    if newest.number != seen:
        raise Refused(
            f"{newest.by} vừa lưu bản {newest.number} của báo cáo tổng hợp này. "
            "Bản của bạn còn trong các ô, chưa lưu: mở bản kia ở thẻ khác rồi ghép lại.",
            status=CONFLICT,
        )
    return newest.number + 1
