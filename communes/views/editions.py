"""Two editions side by side: one commune, old and new criteria of a mapping beside each other."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communes import access, access_carry, grid
from communes.carrying import Situation, read_situation
from communes.models import AdministrativeUnit, CarriedEntry
from criteria.models import EditionMapping, Requirement
from criteria.models.passing import by_code
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused

UNNAMED = "chưa nêu"  # a criterion that no line of the mapping speaks of


@dataclass(frozen=True)
class Pair:
    """A line of the mapping; a side that it does not have is None.

    origin: on which rows the new cell rests, where it was carried.
    """

    old: Requirement | None
    old_state: str
    relation: str
    note: str
    new: Requirement | None
    new_state: str
    origin: str = ""

    @property
    def old_word(self) -> str:
        return grid.WORDS[self.old_state] if self.old else ""

    @property
    def new_word(self) -> str:
        return grid.WORDS[self.new_state] if self.new else ""


@require_safe
def editions(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    ended = commune.valid_to if commune.valid_to and commune.valid_to < today else None
    day = day_up_to(query_text(request, "ngay"), today=today, default=ended or today)
    mappings = list(EditionMapping.objects.select_related("old_set", "new_set"))
    mapping = _chosen(mappings, query_text(request, "cu"), query_text(request, "moi"))
    context = {
        "commune": commune,
        "day": day,
        "mappings": mappings,
        "mapping": mapping,
        "pairs": _pairs(commune, mapping, day) if mapping else [],
        "may_carry": mapping and access_carry.may_pass(request.user, commune),
    }
    return render(request, "communes/editions.html", context)


def _chosen(mappings: list[EditionMapping], old: str, new: str) -> EditionMapping | None:
    """The mapping between the two sets that an address names; the first where it names none."""
    if not old and not new:
        return mappings[0] if mappings else None
    for mapping in mappings:
        if old in ("", mapping.old_set.code) and new in ("", mapping.new_set.code):
            return mapping
    raise Refused(
        f"Chưa có bảng chuyển đổi từ bộ ‘{old[:40]}’ sang bộ ‘{new[:40]}’. Chọn bảng khác.",
        status=400,
    )


def _pairs(commune: AdministrativeUnit, mapping: EditionMapping, day: date) -> list[Pair]:
    """The lines of the mapping in their order, then the criteria that none of them names."""
    old = read_situation(communes=[commune], criteria_set=mapping.old_set, day=day)
    new = read_situation(communes=[commune], criteria_set=mapping.new_set, day=day)
    olds, news = by_code(mapping.old_set), by_code(mapping.new_set)
    origins = _origins(commune, new)
    lines = [
        (olds.get(line.old_code), news.get(line.new_code), line.get_relation_display(), line.note)
        for line in mapping.lines.order_by("position")
    ]
    named = {one.pk for line in lines for one in line[:2] if one}
    lines += [(one, None, UNNAMED, "") for one in _criteria(old) if one.pk not in named]
    lines += [(None, one, UNNAMED, "") for one in _criteria(new) if one.pk not in named]
    return [
        Pair(
            old=before,
            old_state=old.verdict(commune, before) if before else "",
            relation=relation,
            note=note,
            new=after,
            new_state=new.verdict(commune, after) if after else "",
            origin=origins.get(new.version(commune, after), "") if after else "",
        )
        for before, after, relation, note in lines
    ]


def _criteria(situation: Situation) -> list[Requirement]:
    return [one for one in situation.requirements if one.kind == Requirement.Kind.CRITERION]


def _origins(commune: AdministrativeUnit, new: Situation) -> dict[int, str]:
    """Entry id -> "từ 2 (Đạt, 01/01/2024), 3 (…)" for the cells that were carried. One query."""
    versions = [new.version(commune, one) for one in new.requirements]
    carried = CarriedEntry.objects.filter(entry__in=versions).select_related(
        "origin__cell__commune", "origin__cell__requirement"
    )
    found: dict[int, list[str]] = {}
    for one in carried.order_by("origin__cell__requirement__position", "origin"):
        cell = one.origin.cell
        where = "" if cell.commune_id == commune.pk else f" {cell.commune.full_name}"
        said = f"{one.origin.get_verdict_display().lower()}, {format_day(one.origin.observed_on)}"
        found.setdefault(one.entry_id, []).append(f"{cell.requirement.code}{where} ({said})")
    return {entry: f"từ {'; '.join(words)}" for entry, words in found.items()}
