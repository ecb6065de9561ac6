"""What an address of the work pages asks for: a day, a plan, what to narrow down to, the order."""

from dataclasses import dataclass, field, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from assignments.duty_lists import SORTS, Narrow, Part
from assignments.duty_rules import State
from ntm_portal.lib.dates import day_up_to, format_day, parse_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

BAD_REQUEST = 400
KINDS = {"viec": "Việc trong danh mục", "muc-tieu": "Tiêu chí phấn đấu của xã"}
GROUPS = {"": "Theo hạn", "xa": "Theo xã", "tieu-chi": "Theo tiêu chí"}
# Field of Narrow -> its name in the address.
NAMES = {
    "agency": "co-quan",
    "supports": "vai-tro",
    "commune": "xa",
    "criterion": "tieu-chi",
    "criteria_set": "bo",
    "kind": "loai",
    "state": "tinh-trang",
    "part": "muc",
    "words": "tim",
    "due_from": "tu",
    "due_to": "den",
    "mine": "cua",
}
MINE, SUPPORTS = "toi", "phoi-hop"


@dataclass(frozen=True)
class WorkQuery:
    """day: as of which; today: where the address names none. plan: code, "" for all."""

    day: date
    today: date
    plan: str = ""
    narrow: Narrow = field(default_factory=Narrow)
    sort: str = ""

    @property
    def is_today(self) -> bool:
        """Only today something can be written: yesterday's list has been."""
        return self.day == self.today

    @property
    def plain(self) -> str:
        """The day alone, for links that leave the list; with "?" or ""."""
        kept = "" if self.is_today else self.day.isoformat()
        return f"?{urlencode({'ngay': kept})}" if kept else ""

    @property
    def is_narrowed(self) -> bool:
        return self.narrow != Narrow()

    @property
    def has_more(self) -> bool:
        """Whether one of the boxes that are not always open is in use."""
        kept = self.narrow
        return bool(
            kept.supports
            or kept.criterion
            or kept.kind
            or kept.state
            or kept.due_from
            or kept.due_to
        )

    def query(self, **more: object) -> str:
        """The same list with other fields of Narrow, or another `sort`, in their place."""
        sort = str(more.pop("sort", self.sort))
        narrow = replace(self.narrow, **more)
        kept = {
            "ngay": "" if self.is_today else self.day.isoformat(),
            "ke-hoach": self.plan,
            **{NAMES[one.name]: _written(one.name, narrow) for one in fields(narrow)},
            "sap": sort,
        }
        return urlencode({name: text for name, text in kept.items() if text})

    @property
    def here(self) -> str:
        return self.query()


def _written(name: str, narrow: Narrow) -> str:
    value = getattr(narrow, name)
    if name == "mine":
        return MINE if value else ""
    if name == "supports":
        return SUPPORTS if value else ""
    return value.isoformat() if isinstance(value, date) else value


def read_day(request: HttpRequest) -> WorkQuery:
    """The day and the plan alone."""
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    return WorkQuery(day, today, query_text(request, "ke-hoach"))


def read_work_query(request: HttpRequest) -> WorkQuery:
    narrow = Narrow(
        agency=query_text(request, "co-quan"),
        supports=query_text(request, "vai-tro") == SUPPORTS,
        commune=query_text(request, "xa"),
        criterion=query_text(request, "tieu-chi"),
        criteria_set=query_text(request, "bo"),
        kind=_one_of(query_text(request, "loai"), KINDS, "Loại việc"),
        state=_one_of(query_text(request, "tinh-trang"), list(State), "Tình trạng"),
        part=_one_of(query_text(request, "muc"), list(Part), "Mục"),
        words=query_text(request, "tim"),
        due_from=_read_due(query_text(request, "tu")),
        due_to=_read_due(query_text(request, "den")),
        mine=query_text(request, "cua") == MINE,
    )
    sort = _one_of(query_text(request, "sap"), SORTS, "Cách sắp xếp")
    return replace(read_day(request), narrow=narrow, sort=sort)


def read_page(request: HttpRequest) -> int:
    text = query_text(request, "trang")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1


def read_group(request: HttpRequest) -> str:
    return _one_of(query_text(request, "nhom"), GROUPS, "Cách nhóm")


def _one_of(text: str, known, name: str) -> str:
    if text and text not in known:
        raise Refused(f"{name} ‘{shown(text)}’ không có. Chọn lại ở ô lọc.", status=BAD_REQUEST)
    return text


def _read_due(text: str) -> date | None:
    day = parse_day(text) if text else None
    if text and day is None:
        raise Refused(
            f"Ngày ‘{shown(text)}’ không có. Viết ngày/tháng/năm, ví dụ "
            f"{format_day(timezone.localdate())}.",
            status=BAD_REQUEST,
        )
    return day
