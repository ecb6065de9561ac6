"""Sending a report, and sending a correction of it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.access_reports import speaking_of
from assignments.models import Report, ReportingParty
from assignments.models.reporting import WORDS
from assignments.report_figures import read_figures
from assignments.services.reporting import lock_cycle
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_text
from plans.access import may_edit
from plans.models import Plan

MOST_LETTERS = 5000  # of each text


class StaleReport(Exception):
    """Somebody else sent the report meanwhile; nothing was stored. standing: what stands now."""

    def __init__(self, standing: Report) -> None:
        super().__init__(f"stale report {standing}")
        self.standing = standing

    @property
    def sentence(self) -> str:
        return (
            f"{self.standing.sent_by} vừa gửi báo cáo này (bản {self.standing.number}). "
            "Bản của bạn còn trong các ô dưới đây, chưa gửi."
        )


@transaction.atomic
def send_report(
    *,
    party: ReportingParty,
    words: Mapping[str, str],
    correction: str = "",
    received_on: date | None = None,
    seen: int,
    today: date,
    by: User,
) -> Report:
    """Freeze the figures of today with the words of the sender.

    words: by the names of `WORDS`. correction: what a second version puts right. received_on: for
    a paper that the office types in, the day it came in. seen: number of the newest version that
    the person saw, 0 for none. Raises Refused for a person who does not speak for the party, a
    cycle that is closed or has not begun, a text that is too long, a correction that does not say
    what; StaleReport when somebody else was faster.
    """
    cycle = party.cycle
    lock_cycle(cycle)
    on_behalf = _capacity(party, today, by)
    if cycle.is_closed:
        raise Refused(f"{cycle} đã đóng, không gửi được nữa. Báo văn phòng điều phối mở lại.")
    if cycle.plan.status == Plan.Status.SUPERSEDED:
        raise Refused(f"{cycle.plan.title}: đã được thay thế, không báo cáo nữa.")
    newest = party.reports.select_related("sent_by").order_by("-number").first()
    number = newest.number if newest else 0
    if number != seen and newest is not None:
        raise StaleReport(newest)
    correction = fitting(Report, "correction", correction)
    if newest is not None and not correction:
        raise Refused("Báo cáo này đã gửi. Bản gửi lại phải ghi đã sửa gì.")
    sent_on = _day_of(party, received_on if on_behalf and newest is None else None, today)
    report = Report(
        party=party,
        number=number + 1,
        correction=correction if newest is not None else "",
        figures=read_figures(party, sent_on).as_json(),
        on_behalf=on_behalf,
        sent_on=sent_on,
        sent_by=by,
        **clean_words(words),
    )
    report.save()
    return report


def _capacity(party: ReportingParty, today: date, by: User) -> bool:
    """Whether it is typed in for the party (nhập hộ). Raises Refused for everybody else's."""
    if speaking_of(by, today).is_for(party):
        return False
    if not may_edit(by, party.cycle.plan):
        raise Refused(f"Bạn không gửi báo cáo thay {party.name} được.")
    return True


def _day_of(party: ReportingParty, received_on: date | None, today: date) -> date:
    first, day = party.cycle.first_on, received_on or today
    if day > today:
        raise Refused(f"Ngày nhận {format_day(day)} chưa tới. Xem lại ngày.")
    if day < first:
        raise Refused(
            f"{party.cycle}: kỳ bắt đầu từ {format_day(first)}, chưa báo cáo được "
            f"ngày {format_day(day)}."
        )
    return day


def clean_words(words: Mapping[str, str]) -> dict[str, str]:
    """All headings of a report. Raises Refused for a text that is too long."""
    cleaned = {name: clean_text(words.get(name, "")) for name in WORDS}
    for name, text in cleaned.items():
        if len(text) > MOST_LETTERS:
            heading = str(Report._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            raise Refused(
                f"Mục “{heading}” dài {len(text)} ký tự, tối đa {MOST_LETTERS}. Viết gọn."
            )
    return cleaned
