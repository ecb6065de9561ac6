"""Who has reported on a plan: agencies and communes against periods, and each count's list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.access_reports import get_reported_plan
from assignments.forms.reporting import KIND_WORDS, KINDS
from assignments.models import ReportingCycle, ReportingParty
from assignments.reporting import Line, read_lines
from assignments.reporting_rules import Standing
from assignments.views.list_files import reports_file
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from plans.access import may_edit
from plans.models import Plan

BAD_REQUEST = 400
NAMES = {kind.value: name for name, kind in KINDS.items()}
COUNTED = {
    Standing.ON_TIME: "đúng hạn",
    Standing.LATE: "muộn",
    Standing.MISSING: "chưa gửi",
    Standing.NOT_DUE: "chưa đến hạn",
}
STANDINGS = {one.value: one for one in Standing}


@dataclass(frozen=True)
class Count:
    number: int
    address: str
    words: str
    standing: Standing


@dataclass(frozen=True)
class Board:
    """One kind of cycle. rows: (party, its lines in the order of the cycles, its counts)."""

    name: str
    cycles: Sequence[tuple[ReportingCycle, date]]
    rows: Sequence[tuple[ReportingParty, Sequence[Line | None], Sequence[Count]]]
    totals: Sequence[tuple[str, Sequence[Count]]]
    counts: Sequence[Count]


@require_safe
def report_board(request: HttpRequest, code: str) -> HttpResponse:
    """The query holds the state: `ngay`; with `loai`, `ky`, `cua`, `tinh-trang` the list of one
    count in place of the boards.
    """
    plan = get_reported_plan(request.user, code)
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    lines = read_lines(ReportingParty.objects.filter(cycle__plan=plan), day)
    links = Links(request.path, day, today)
    context = {
        "plan": plan,
        "day": day,
        "today": today,
        "may_make": may_edit(request.user, plan) and plan.status != Plan.Status.SUPERSEDED,
        "back": links.address(),
    }
    asked = {name: query_text(request, name) for name in ("loai", "ky", "cua", "tinh-trang")}
    if any(asked.values()):
        _refuse_unknown(asked["tinh-trang"])
        chosen = [line for line in lines if _is_asked(line, asked)]
        said = _said(asked, chosen)
        context |= {"lines": chosen, "said": said}
        return render_list(
            request,
            "assignments/report_lines.html",
            context,
            lambda: reports_file(chosen, f"{said} {plan.code}", day),
        )
    context["boards"] = [
        _board(name, [line for line in lines if NAMES[line.cycle.kind] == name], links)
        for name in KIND_WORDS
        if any(NAMES[line.cycle.kind] == name for line in lines)
    ]
    return render_list(
        request,
        "assignments/report_board.html",
        context,
        lambda: reports_file(lines, plan.code, day),
    )


@dataclass(frozen=True)
class Links:
    """Addresses of the lists behind the counts, on the day of the page."""

    path: str
    day: date
    today: date

    def address(self, **narrowed: str) -> str:
        query = {name.replace("_", "-"): value for name, value in narrowed.items()}
        if self.day != self.today:
            query["ngay"] = self.day.isoformat()
        return f"{self.path}?{urlencode(query)}" if query else self.path

    def counts(self, lines: Iterable[Line], **narrowed: str) -> list[Count]:
        found = Counter(line.standing for line in lines)
        return [
            Count(found[one], self.address(tinh_trang=one.value, **narrowed), words, one)
            for one, words in COUNTED.items()
        ]


def _board(name: str, lines: Sequence[Line], links: Links) -> Board:
    cycles = {line.cycle.pk: (line.cycle, line.until) for line in lines}
    parties = {line.party.key: line.party for line in _agencies_first(lines)}
    found = {(line.party.key, line.cycle.pk): line for line in lines}
    rows = []
    for key, party in parties.items():
        own = [found.get((key, pk)) for pk in cycles]
        rows.append((party, own, links.counts(filter(None, own), loai=name, cua=key)))
    by_cycle = [
        links.counts((line for line in lines if line.cycle.pk == pk), ky=cycle.key)
        for pk, (cycle, _) in cycles.items()
    ]
    totals = [
        (words, [of_cycle[place] for of_cycle in by_cycle])
        for place, words in enumerate(COUNTED.values())
    ]
    return Board(
        name=KIND_WORDS[name],
        cycles=list(cycles.values()),
        rows=rows,
        totals=totals,
        counts=links.counts(lines, loai=name),
    )


def _agencies_first(lines: Sequence[Line]) -> Iterator[Line]:
    return iter(sorted(lines, key=lambda line: line.party.commune_id is not None))


def _refuse_unknown(text: str) -> None:
    if text and text not in STANDINGS:
        raise Refused(
            f"Tình trạng ‘{shown(text)}’ không có. Chọn một số trong bảng.", status=BAD_REQUEST
        )


def _is_asked(line: Line, asked: dict[str, str]) -> bool:
    own = {
        "loai": NAMES[line.cycle.kind],
        "ky": line.cycle.key,
        "cua": line.party.key,
        "tinh-trang": line.standing.value,
    }
    return all(not text or own[name] == text for name, text in asked.items())


def _said(asked: dict[str, str], lines: Sequence[Line]) -> str:
    """The filters in words, for the heading and for paper."""
    first = lines[0] if lines else None
    standing = STANDINGS.get(asked["tinh-trang"])
    said = [
        COUNTED[standing] if standing else "",
        KIND_WORDS.get(asked["loai"], ""),
        first.cycle.period.words if asked["ky"] and first else "",
        first.party.name if asked["cua"] and first else "",
    ]
    return ", ".join(filter(None, said))
