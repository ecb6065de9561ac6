"""What many duties at once would become: another agency, another deadline. Writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assignments.access_work import Desk
from assignments.deadline_rules import cannot_be_meant
from assignments.duties import Duty
from assignments.duty_lists import agency_words
from assignments.duty_rules import Calendar, State
from assignments.models import Agency
from assignments.work_rules import Party
from ntm_portal.lib.dates import format_day
from plans.progress_rules import term_of

NO_DATE = "không có ngày"


@dataclass(frozen=True)
class Move:
    """A duty before and after. refusal: why it stays as it is, "" where it moves.

    along: what moves with it, in words. due_on: the new deadline, where that is what moves.
    """

    duty: Duty
    before: str
    after: str
    refusal: str = ""
    along: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Shift:
    """A new deadline: a day for all, or so many working days after each one's own."""

    day: date | None = None
    working_days: int = 0

    def of(self, duty: Duty, calendar: Calendar) -> date | None:
        """None where there is nothing to count from."""
        if self.day is not None or duty.due_on is None:
            return self.day
        return calendar.add_working_days(duty.due_on, self.working_days)


def given_to(duties: Iterable[Duty], agency: Agency, desk: Desk) -> list[Move]:
    """The same duties under another leading agency.

    A task takes its item along with all its times: the printed line has one agency.
    """
    duties = list(duties)
    return [
        Move(
            duty,
            before=agency_words(duty) or "chưa giao",
            after=agency.label,
            refusal=_not_writable(duty, desk) or _not_theirs(duty, agency),
            along="cùng mọi đợt của việc này" if duty.task and duty.task.label else "",
        )
        for duty in duties
    ]


def put_off(duties: Iterable[Duty], shift: Shift, calendar: Calendar, desk: Desk) -> list[Move]:
    """The same duties with another deadline."""
    moves = []
    for duty in duties:
        due_on = shift.of(duty, calendar)
        moves.append(
            Move(
                duty,
                before=format_day(duty.due_on) if duty.due_on else NO_DATE,
                after=format_day(due_on) if due_on else NO_DATE,
                refusal=_not_writable(duty, desk) or _no_deadline(duty, due_on),
                due_on=due_on,
            )
        )
    return moves


def _not_writable(duty: Duty, desk: Desk) -> str:
    if Party.OFFICE not in desk.parties(duty):
        return "kế hoạch của đơn vị khác, bạn chỉ xem được"
    return "đã xong, không đổi nữa" if duty.state == State.DONE else ""


def _not_theirs(duty: Duty, agency: Agency) -> str:
    if agency.unit_id != duty.plan.unit_id:
        return f"{agency} không thuộc {duty.plan.unit}"
    return "đã do cơ quan này chủ trì" if duty.leading == (agency,) else ""


def _no_deadline(duty: Duty, due_on: date | None) -> str:
    plan = duty.plan
    if due_on is None:
        return "chưa có hạn nên không cộng thêm ngày được"
    if due_on == duty.due_on:
        return "đã có hạn ấy"
    if due_on < term_of(plan.first_year, plan.last_year).first:
        return f"hạn trước khi kế hoạch {plan.years} bắt đầu"
    if cannot_be_meant(due_on, first_year=plan.first_year, last_year=plan.last_year):
        return f"hạn quá xa kế hoạch {plan.years}"
    if duty.starts_on is not None and due_on < duty.starts_on:
        return f"hạn trước ngày bắt đầu {format_day(duty.starts_on)}"
    return ""
