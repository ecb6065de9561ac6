"""Everything that comes from a browser to the pages of work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from accounts.models import User
from assignments.bulk import Shift
from ntm_portal.lib.dates import format_day, parse_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, shown

MOST_DAYS = 400  # working days, about a year and a half
MOST_DIGITS = 18
BAD_REQUEST = 400


@dataclass(frozen=True)
class StateForm:
    """What was pressed for a task. seen: id of the newest step that the page showed."""

    state: str
    note: str
    proof: str
    done_on: date | None
    seen: int


def read_state_form(posted: QueryDict, today: date) -> StateForm:
    """Raises Refused for a day that does not exist."""
    return StateForm(
        state=clean_line(posted.get("state", "")),
        note=posted.get("note", ""),
        proof=posted.get("proof", ""),
        done_on=_day(posted.get("done_on", ""), "Ngày xong", today),
        seen=number(posted.get("seen", "")),
    )


def read_assignee(posted: QueryDict, members: list[User]) -> User | None:
    """The person chosen, None for the whole agency. Raises Refused for anybody else."""
    chosen = clean_line(posted.get("assignee", ""))
    if not chosen:
        return None
    for user in members:
        if str(user.pk) == chosen:
            return user
    raise Refused("Người đã chọn không có trong cơ quan này. Chọn lại trong danh sách.")


@dataclass(frozen=True)
class BulkForm:
    """Lines that were ticked: key -> version. takes_all: every line of the list instead."""

    seen: Mapping[str, str]
    takes_all: bool
    reason: str
    is_final: bool


def read_bulk_form(posted: QueryDict) -> BulkForm:
    lines = [*posted.getlist("line"), *posted.get("lines", "").split()]
    return BulkForm(
        seen=dict(_line(text) for text in lines),
        takes_all="all" in posted,
        reason=posted.get("reason", ""),
        is_final=posted.get("step") == "save",
    )


def written_lines(seen: Mapping[str, str]) -> str:
    """The lines as the one field of the preview: thousands of fields would be refused."""
    return " ".join(f"{key}@{version}" for key, version in seen.items())


def _line(text: str) -> tuple[str, str]:
    key, found, version = clean_line(text).partition("@")
    if not found:
        raise Refused("Dòng đã chọn không đọc được. Tải lại trang rồi làm lại.", status=BAD_REQUEST)
    return key, version


def read_shift(posted: QueryDict, today: date) -> Shift:
    """A new day, or a number of working days: one of the two. Raises Refused."""
    day = _day(posted.get("due_on", ""), "Hạn mới", today)
    days = clean_line(posted.get("working_days", ""))
    if bool(days) == (day is not None):
        raise Refused("Ghi một trong hai: hạn mới, hoặc số ngày làm việc cộng thêm.")
    if day is not None:
        return Shift(day)
    count = days.removeprefix("+").strip()
    if not (count.isascii() and count.isdecimal()) or not 1 <= int(count[:9]) <= MOST_DAYS:
        raise Refused(
            f"Số ngày làm việc ‘{shown(days)}’ không dùng được. Ghi một số từ 1 đến {MOST_DAYS}."
        )
    return Shift(working_days=int(count[:9]))


def number(text: str) -> int:
    """An id; 0, which none has, for what no page of ours sends."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0


def _day(text: str, name: str, today: date) -> date | None:
    text = clean_line(text)
    if not text:
        return None
    day = parse_day(text)
    if day is None:
        raise Refused(
            f"{name} ‘{shown(text)}’ không có. Viết ngày/tháng/năm, ví dụ {format_day(today)}."
        )
    return day
