"""The letter that urges (công văn đôn đốc): what is late on a day, and who is asked to do it.

The form is that of Nghị định 30/2020/NĐ-CP; the columns and the sentences are the portal's own.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assignments.duties import Duty
from assignments.duty_links import duty_name
from assignments.models import Agency
from assignments.reminding import Reminder
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import clean_line, sort_key
from plans.models import Plan
from reports.letters import Letter
from reports.tables import Align, AppendixTable, Column, Kind, Row, RowKind

NOBODY = "Chưa giao cơ quan"
ON_A_DAY_OFF = "Hạn rơi vào ngày nghỉ được tính đến hết ngày làm việc kế tiếp."


def urging_letter(reminder: Reminder, day: date) -> Letter:
    """Of everything overdue in `reminder`. One query at most."""
    unit = reminder.to.unit
    late = sorted(reminder.overdue, key=lambda duty: (sort_key(_leading(duty)), duty.until))
    plans = list({duty.plan.pk: duty.plan for duty in late}.values())
    issuer = _issuer(reminder, plans)
    return Letter(
        issuer=issuer,
        place=unit.name,
        subject="V/v đôn đốc thực hiện các nội dung quá hạn trong kế hoạch xây dựng nông thôn mới",
        recipients=_recipients(reminder, late),
        opening=(
            f"Thực hiện {_named(plans)}, tính đến hết ngày {format_day(day)}, "
            f"{_whose(reminder)} còn {len(late)} nội dung quá hạn, "
            "chưa báo cáo hoàn thành, như sau:"
        ),
        table=_table(late, issuer, day),
        closing=(
            f"{issuer} đề nghị {_whose(reminder)} khẩn trương hoàn thành và cập nhật kết quả lên "
            "Cổng nông thôn mới; nội dung còn vướng mắc thì báo cáo nguyên nhân và thời gian hoàn "
            "thành./."
        ),
        copies=("Như trên;", "Lưu: VT."),
    )


def enclosure(letter: Letter) -> AppendixTable:
    """The table for a file of its own: it says to which letter it belongs."""
    letter_of = f"(Kèm theo Công văn số …/…-… ngày … tháng … năm … của {letter.issuer})"
    return replace(letter.table, subtitles=(letter_of, *letter.table.subtitles))


def _whose(reminder: Reminder) -> str:
    return "các cơ quan, đơn vị" if reminder.to.standing is None else clean_line(reminder.to.name)


def _issuer(reminder: Reminder, plans: Iterable[Plan]) -> str:
    """As the unit's own plans are signed, where they agree; else its People's Committee."""
    unit = reminder.to.unit
    issuers = {clean_line(plan.issuer) for plan in plans if plan.unit_id == unit.pk}
    if len(issuers) == 1:
        return issuers.pop()
    return f"UBND {unit.get_kind_display()} {unit.name}"


def _named(plans: Iterable[Plan]) -> str:
    return "; ".join(
        f"{clean_line(plan.short_name)}"
        + (f" ngày {format_day(plan.signed_on)}" if plan.signed_on else "")
        + f" của {clean_line(plan.issuer)}"
        for plan in plans
    )


def _recipients(reminder: Reminder, late: Iterable[Duty]) -> tuple[str, ...]:
    if reminder.to.standing is not None:
        return (clean_line(reminder.to.name),)
    acting = frozenset().union(*(duty.acting for duty in late))
    names = Agency.objects.filter(pk__in=acting).order_by().values_list("name", flat=True)
    return tuple(sorted(names, key=sort_key)) or (clean_line(reminder.to.name),)


def _leading(duty: Duty) -> str:
    return ", ".join(clean_line(agency.name) for agency in duty.leading) or NOBODY


def _table(late: list[Duty], issuer: str, day: date) -> AppendixTable:
    moved = any(duty.until != duty.due_on for duty in late)
    return AppendixTable(
        code="DonDoc",
        name="Công văn đôn đốc",
        label="",
        title="DANH SÁCH NỘI DUNG QUÁ HẠN",
        subtitles=(f"(Tính đến hết ngày {format_day(day)})",),
        header=(
            Column("STT", Kind.INTEGER, 8),
            Column("Nội dung", Kind.TEXT, 34, Align.LEFT, names_row=True),
            Column("Cơ quan chủ trì", Kind.TEXT, 21, Align.LEFT),
            Column("Thời hạn", Kind.TEXT, 16),
            Column("Số ngày quá hạn", Kind.INTEGER, 11),
            Column("Kế hoạch", Kind.TEXT, 20),
        ),
        rows=tuple(
            Row(
                RowKind.ROW,
                (
                    place,
                    clean_line(duty_name(duty)),
                    _leading(duty),
                    format_day(duty.due_on),
                    (day - duty.until).days,
                    clean_line(duty.plan.number or duty.plan.years),
                ),
            )
            for place, duty in enumerate(late, start=1)
        ),
        notes=(ON_A_DAY_OFF,) if moved else (),
        author=issuer,
    )
