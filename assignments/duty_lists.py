"""Lists of duties: what they are narrowed down to, counted by, and grouped under. Reads nothing.

A count and the list behind it come from the same function: `narrowed`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assignments.duties import Duty
from assignments.duty_rules import State
from ntm_portal.lib.text import fold, search_words, sort_key

SOON_DAYS = 7
NO_COMMUNE, NO_CRITERION, NO_AGENCY = "chung", "khong", "0"
STATE_WORDS = {
    State.NOT_STARTED: "Chưa bắt đầu",
    State.DOING: "Đang làm",
    State.WAITING: "Chờ xác nhận",
    State.DONE: "Xong",
}


class Part(StrEnum):
    """What duties are counted by; the value stands in addresses.

    The first five are apart from each other and together are all of them.
    """

    LATE = "qua-han"
    SOON = "sap-han"  # the last day in time is one of the next seven, today included
    WAITING = "cho"
    REST = "con-lai"
    DONE = "xong"
    OPEN = "chua-xong"  # all but DONE
    DATED_DONE = "xong-co-ngay"  # tasks with a deadline, of which the day of doing is known
    ON_TIME = "xong-dung-han"  # those of them that were done in time


APART = (Part.LATE, Part.SOON, Part.WAITING, Part.REST, Part.DONE)
PART_WORDS = {
    Part.LATE: "Quá hạn",
    Part.SOON: f"Đến hạn trong {SOON_DAYS} ngày",
    Part.WAITING: "Chờ xác nhận",
    Part.REST: "Còn lại",
    Part.DONE: "Xong",
    Part.OPEN: "Chưa xong",
    Part.DATED_DONE: "Xong, có ghi ngày",
    Part.ON_TIME: "Xong đúng hạn",
}


def part_of(duty: Duty, day: date) -> Part:
    """Which of APART."""
    if duty.state == State.DONE:
        return Part.DONE
    if duty.state == State.WAITING:
        return Part.WAITING
    if duty.is_late:
        return Part.LATE
    is_soon = duty.until is not None and duty.until <= day + timedelta(days=SOON_DAYS)
    return Part.SOON if is_soon else Part.REST


def is_in(duty: Duty, part: Part, day: date) -> bool:
    if part in APART:
        return part_of(duty, day) is part
    if part is Part.OPEN:
        return duty.state != State.DONE
    done_on = duty.step.done_on if duty.step and duty.state == State.DONE else None
    if done_on is None or duty.until is None:
        return False
    return part is Part.DATED_DONE or done_on <= duty.until


def due_words(duty: Duty, day: date) -> str:
    """ "quá hạn 5 ngày", "còn 3 ngày", "" for what has no date or is said to be done."""
    if duty.until is None or duty.state in (State.WAITING, State.DONE):
        return ""
    left = (duty.until - day).days
    if left < 0:
        return f"quá hạn {-left} ngày"
    return f"còn {left} ngày" if left else "hạn là hôm nay"


@dataclass(frozen=True)
class Narrow:
    """What a list is narrowed down to; empty fields do not count.

    agency: id of one that acts, NO_AGENCY for what nobody leads; supports: that it supports
    instead. commune, criterion: codes, or NO_COMMUNE and NO_CRITERION for what is of none in
    particular; criteria_set: code of the set that the criterion is of. kind: "viec" for tasks,
    "muc-tieu" for targets. due_from, due_to: both days included. mine: only what stands in the
    person's own list.
    """

    agency: str = ""
    supports: bool = False
    commune: str = ""
    criterion: str = ""
    criteria_set: str = ""
    kind: str = ""
    state: str = ""
    part: str = ""
    words: str = ""
    due_from: date | None = None
    due_to: date | None = None
    mine: bool = False


def narrowed(
    duties: Iterable[Duty], narrow: Narrow, *, day: date, is_mine: Callable[[Duty], bool]
) -> list[Duty]:
    """The duties that fit, in their order."""
    words = search_words(narrow.words)
    asked: list[tuple[object, Callable[[Duty], bool]]] = [
        (narrow.mine, is_mine),
        (narrow.kind, lambda duty: duty.key.startswith(narrow.kind)),
        (narrow.agency, lambda duty: _is_of_agency(duty, narrow)),
        (narrow.commune, lambda duty: narrow.commune in commune_codes(duty)),
        (narrow.criterion, lambda duty: criterion_code(duty) == narrow.criterion),
        (narrow.criteria_set, lambda duty: set_code(duty) == narrow.criteria_set),
        (narrow.state, lambda duty: duty.state == narrow.state),
        (narrow.part, lambda duty: is_in(duty, Part(narrow.part), day)),
        (narrow.due_from, lambda duty: duty.due_on is not None and duty.due_on >= narrow.due_from),
        (narrow.due_to, lambda duty: duty.due_on is not None and duty.due_on <= narrow.due_to),
        (words, lambda duty: _has_words(duty, words)),
    ]
    tests = [test for is_asked, test in asked if is_asked]
    return [duty for duty in duties if all(test(duty) for test in tests)]


def counted(duties: Iterable[Duty], day: date) -> dict[Part, int]:
    """How many of each part; equals the length of the list that `narrowed` gives for it."""
    duties = list(duties)
    return {part: sum(is_in(duty, part, day) for duty in duties) for part in Part}


def commune_codes(duty: Duty) -> list[str]:
    """Of the communes that it is about; NO_COMMUNE for all of the plan."""
    return [commune.code for commune in duty.communes] or [NO_COMMUNE]


def criterion_code(duty: Duty) -> str:
    return duty.requirement.code if duty.requirement else NO_CRITERION


def set_code(duty: Duty) -> str:
    return duty.requirement.criteria_set.code if duty.requirement else ""


def agency_words(duty: Duty) -> str:
    """Who does it, as the plan names them; words that nobody has linked as printed."""
    if duty.leading:
        return "; ".join(agency.label for agency in duty.leading)
    return duty.task.item.leading if duty.task else ""


@dataclass(frozen=True)
class Group:
    """Duties of one commune or one criterion. name: in words; keys: what an address names it by."""

    name: str
    keys: Mapping[str, str]
    counts: Mapping[Part, int]


def by_commune(duties: Iterable[Duty], day: date) -> list[Group]:
    """By name, what is of no commune in particular last; a duty of two communes is in both."""
    found: defaultdict[str, list[Duty]] = defaultdict(list)
    names = {NO_COMMUNE: "Chung cả kế hoạch"}
    for duty in duties:
        names |= {commune.code: commune.full_name for commune in duty.communes}
        for code in commune_codes(duty):
            found[code].append(duty)
    codes = sorted(found, key=lambda code: (code == NO_COMMUNE, sort_key(names[code])))
    return [Group(names[code], {"xa": code}, counted(found[code], day)) for code in codes]


def by_criterion(duties: Iterable[Duty], day: date) -> list[Group]:
    """By set and number, what is of no criterion last."""
    found: defaultdict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        found[set_code(duty), criterion_code(duty)].append(duty)

    def place(key: tuple[str, str]) -> tuple:
        first = found[key][0].requirement
        return (first is None, key[0], first.position if first else 0)

    return [_criterion_group(key, found[key], day) for key in sorted(found, key=place)]


def _criterion_group(key: tuple[str, str], duties: Sequence[Duty], day: date) -> Group:
    criteria_set, code = key
    requirement = duties[0].requirement
    name = f"{code}. {requirement.name}" if requirement else "Việc không theo một tiêu chí"
    keys = {"bo": criteria_set, "tieu-chi": code}
    return Group(name, {name: value for name, value in keys.items() if value}, counted(duties, day))


# Value of ?sap= -> words and key; the sort is stable, so that ties stay in the order of deadlines.
SORTS: dict[str, tuple[str, Callable[[Duty], object]]] = {
    "han": ("Hạn", lambda duty: (duty.due_on is None, duty.due_on or date.max)),
    "co-quan": ("Cơ quan", lambda duty: sort_key(agency_words(duty))),
    "tinh-trang": ("Tình trạng", lambda duty: list(State).index(duty.state)),
    "viec": ("Việc", lambda duty: sort_key(duty.heading)),
    "ke-hoach": ("Kế hoạch", lambda duty: sort_key(duty.plan.title)),
}


def _is_of_agency(duty: Duty, narrow: Narrow) -> bool:
    agencies = duty.supporting if narrow.supports else duty.acting
    if narrow.agency == NO_AGENCY:
        return not agencies
    return any(str(agency) == narrow.agency for agency in agencies)


def _has_words(duty: Duty, words: Sequence[str]) -> bool:
    communes = " ".join(commune.name for commune in duty.communes)
    parts = (duty.heading, duty.timing, agency_words(duty), duty.plan.number, communes)
    text = fold(" ".join(parts))
    return all(word in text for word in words)
