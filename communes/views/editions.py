"""Two editions side by side: one commune, old and new criteria of a mapping beside each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communes import access, access_carry
from communes.carrying import Situation, read_situation
from communes.cell_words import cell_words
from communes.models import AdministrativeUnit, CarriedEntry
from communes.yardsticks import columns_on
from criteria.figures import Said
from criteria.models import CriteriaSet, EditionMapping, Requirement
from criteria.models.passing import by_code
from criteria.rules import Verdict
from criteria.yardsticks import Yardsticks
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.http import query_text
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import upper_first

UNNAMED = "chưa nêu"  # a criterion that no line of the mapping speaks of


@dataclass(frozen=True)
class Pair:
    """A line of the mapping; a side that it does not have is None.

    origin: on which rows the new cell rests, where it was carried.
    """

    old: Requirement | None
    old_word: str
    relation: str
    note: str
    new: Requirement | None
    new_word: str
    origin: str = ""


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
    old, old_words = _side(commune, mapping.old_set, day)
    new, new_words = _side(commune, mapping.new_set, day)
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
            old_word=old_words(before) if before else "",
            relation=relation,
            note=note,
            new=after,
            new_word=new_words(after) if after else "",
            origin=_origin(commune, after, new, origins) if after else "",
        )
        for before, after, relation, note in lines
    ]


def _origin(
    commune: AdministrativeUnit, after: Requirement, new: Situation, origins: dict[int, str]
) -> str:
    return origins.get(new.version(commune, new.speaker(commune, after)), "")


def _side(
    commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date
) -> tuple[Situation, Callable[[Requirement], str]]:
    """One edition: what is known, and the words of a cell, "90%, đạt"."""
    situation = read_situation(communes=[commune], criteria_set=criteria_set, day=day)
    yardsticks = Yardsticks(criteria_set)
    column = columns_on([commune], criteria_set, day)[commune.pk]

    def words(criterion: Requirement) -> str:
        requirement = situation.speaker(commune, criterion)
        yardstick = yardsticks.of(requirement, column, day.year)
        bound = yardstick.value if yardstick else None
        return upper_first(cell_words(situation.said(commune, requirement), requirement, bound))

    return situation, words


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
        origin = Said(one.origin.figure, Verdict(one.origin.verdict))
        said = f"{cell_words(origin, cell.requirement, None)}, {format_day(one.origin.observed_on)}"
        found.setdefault(one.entry_id, []).append(f"{cell.requirement.code}{where} ({said})")
    return {entry: f"từ {'; '.join(words)}" for entry, words in found.items()}
