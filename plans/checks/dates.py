"""Days: documents younger than the plan, days that do not exist, deadlines out of order. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from ntm_portal.lib.dates import format_day
from plans.checks.facts import Deadline, PlanFacts
from plans.checks.findings import PLAN, Finding, Place, Severity
from plans.phrases.words import fold_in_place

# "số 12/NQ-HĐND ngày 10/12/2019", "số 75-NQ/HU, ngày 27/12/2023", "ngày 10 tháng 12 năm 2019"
_CITED = re.compile(
    r"(?P<number>\b\d+(?:/\d+)?[/-][a-z][a-z0-9/-]*),? ngay "
    r"(?P<day>\d{1,2})(?:/| thang )(?P<month>\d{1,2})(?:/| nam )(?P<year>\d{4})\b"
)
_ANY_DAY = re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])")


def check(facts: PlanFacts) -> Iterator[Finding]:
    texts = [(basis.place, basis.text) for basis in facts.bases]
    texts += [(one.place, f"{one.heading}\n{one.text}") for one in facts.narratives]
    for place, text in texts:
        folded = fold_in_place(text.replace("\n", " "))
        yield from _cited(facts, place, text, folded)
        for found in _ANY_DAY.finditer(folded):
            if _day(found) is None:
                printed = found.group()
                message = f"Ngày {printed} không có trong lịch."
                yield Finding("day-impossible", Severity.ERROR, message, (place,), printed)
    yield from _deadlines(facts)


def _day(found: re.Match) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _cited(facts: PlanFacts, place: Place, text: str, folded: str) -> Iterator[Finding]:
    """A plan cannot rest on a document that did not exist when it was signed."""
    for found in _CITED.finditer(folded):
        day = _day(found)
        signed = facts.signed_on
        if day is None:
            continue
        document = " ".join(text[found.start("number") : found.end("number")].split())
        if signed is not None and day > signed:
            message = (
                f"Văn bản {document} ngày {format_day(day)} sau ngày ký kế hoạch "
                f"{format_day(signed)}."
            )
            computed = f"đến {format_day(signed)}"
        elif signed is None and day > date(facts.last_year, 12, 31):
            message = f"Văn bản {document} ngày {format_day(day)} sau cả thời gian của kế hoạch."
            computed = f"đến năm {facts.last_year}"
        else:
            continue
        printed = f"{document} ngày {format_day(day)}"
        yield Finding("date-after-plan", Severity.ERROR, message, (place, PLAN), printed, computed)


def _deadlines(facts: PlanFacts) -> Iterator[Finding]:
    """The commune's own dossier cannot be handed in before those of its criteria are complete."""
    by_commune: dict[str, list[Deadline]] = {}
    for deadline in facts.deadlines:
        by_commune.setdefault(deadline.commune, []).append(deadline)
    for code, deadlines in by_commune.items():
        last = max((one.due_on for one in deadlines if one.criterion), default=None)
        row = next((row for row in facts.rows if row.code == code), None)
        if last is None or row is None:
            continue
        for one in deadlines:
            if not one.criterion and one.due_on < last:
                criteria = Place("measure", f"giải pháp theo tiêu chí của {row.name}", code)
                whole = Place("measure", f"giải pháp chung của {row.name}", code)
                message = (
                    f"{row.name}: hạn chung {format_day(one.due_on)} đến trước hạn của từng "
                    f"tiêu chí {format_day(last)}."
                )
                yield Finding(
                    "deadline-order",
                    Severity.WARNING,
                    message,
                    (whole, criteria),
                    format_day(one.due_on),
                    f"từ {format_day(last)}",
                )
