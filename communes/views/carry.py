"""Carrying figures from one edition to the next: choose, preview, confirm, take back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communes import access_carry as access
from communes.carrying import Move, carried_communes, fingerprint, plan_carry_over
from communes.cell_words import cell_words, verdict_word
from communes.models import AdministrativeUnit, CarryOver
from communes.services.carry_over import CONFLICT, carry_over, undo_carry_over
from communes.views.list_files import carry_runs_file
from criteria.models import EditionMapping
from criteria.rules import Relation
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import sort_key

MOST_NAMED = 10


@dataclass(frozen=True)
class Row:
    """One commune of a dry run; each line as words, counts beside them."""

    commune: AdministrativeUnit
    written: list[str]
    measured: list[str]
    kept: list[str]


def rows_of(moves: Sequence[Move]) -> list[Row]:
    """The dry run by commune, in the order of the moves."""
    by_commune: dict[int, list[Move]] = {}
    for move in moves:
        by_commune.setdefault(move.commune.pk, []).append(move)
    return [
        Row(
            commune=of_commune[0].commune,
            written=[_written(move) for move in of_commune if move.is_written],
            measured=[move.requirement.code for move in of_commune if move.is_to_measure],
            kept=[_outcome(move) for move in of_commune if move.is_kept],
        )
        for of_commune in by_commune.values()
    ]


def _written(move: Move) -> str:
    """ "3 đạt (từ 13 đạt, 14 đạt)"."""
    sources = ", ".join(
        f"{source.requirement.code} {verdict_word(source.said)}" for source in move.sources
    )
    return f"{_outcome(move)} (từ {sources})"


def _outcome(move: Move) -> str:
    """ "3 đạt"; "10: 40,5 triệu đồng/người/năm, đạt", which without the colon reads as 1040,5."""
    colon = ":" if move.outcome.figure else ""
    words = cell_words(move.outcome, move.requirement, move.bound)
    return f"{move.requirement.code}{colon} {words}"


@require_safe
def carry_list(request: HttpRequest) -> HttpResponse:
    """The mappings, the form that leads to a preview, and the runs that the person may see."""
    offices = access.office_units(request.user).exclude(level__in=("COMMUNE", "VILLAGE"))
    mappings = EditionMapping.objects.select_related("old_set", "new_set").prefetch_related("lines")
    runs = access.visible_runs(request.user)
    context = {
        "mappings": list(mappings),
        "units": sorted(offices.select_related("parent"), key=_existing_first),
        "today": timezone.localdate(),
        "office_ids": set(access.office_units(request.user).values_list("pk", flat=True)),
        "runs": runs,
    }
    return render_list(request, "communes/carry_list.html", context, lambda: carry_runs_file(runs))


def _existing_first(unit: AdministrativeUnit) -> tuple:
    return unit.valid_to is not None, sort_key(unit.name)


@require_http_methods(["GET", "HEAD", "POST"])
def carry_preview(request: HttpRequest) -> HttpResponse:
    """What a carry-over would do, commune by commune; the button writes exactly that."""
    today = timezone.localdate()
    day = day_up_to(query_text(request, "ngay"), today=today, default=today)
    named, below = query_text(request, "bang"), query_text(request, "don-vi")
    if not named or not below:
        return redirect("communes:carry_list")
    mapping = access.get_mapping(named)
    unit = access.get_office_unit(request.user, below, day)
    if request.method == "POST":
        return _carry(request, mapping, unit, day=day, today=today)
    communes = list(carried_communes(mapping=mapping, unit=unit, day=day))
    moves = plan_carry_over(mapping=mapping, communes=communes, day=day)
    context = {
        "mapping": mapping,
        "unit": unit,
        "day": day,
        "query": _query(mapping, unit, day),
        "rows": rows_of(moves),
        "written_count": sum(move.is_written for move in moves),
        "measured_count": sum(move.is_to_measure for move in moves),
        "kept_count": sum(move.is_kept for move in moves),
        "dropped": [
            line.old_code for line in mapping.lines.all() if line.relation == Relation.DROPPED
        ],
        "seen": fingerprint(moves),
    }
    return render(request, "communes/carry_preview.html", context)


def _carry(
    request: HttpRequest,
    mapping: EditionMapping,
    unit: AdministrativeUnit,
    *,
    day: date,
    today: date,
) -> HttpResponse:
    try:
        run = carry_over(
            mapping=mapping,
            unit=unit,
            day=day,
            today=today,
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except Refused as refused:
        if refused.status != CONFLICT:
            raise
        messages.error(request, refused.message)
        return redirect(f"{reverse('communes:carry_preview')}?{_query(mapping, unit, day)}")
    say_written(request, run)
    return redirect("communes:carry_list")


def _query(mapping: EditionMapping, unit: AdministrativeUnit, day: date) -> str:
    return urlencode({"bang": mapping.code, "don-vi": unit.code, "ngay": day.isoformat()})


def say_written(request: HttpRequest, run: CarryOver | None) -> None:
    if run is None:
        messages.info(request, "Không có ô nào để ghi, chưa lưu gì.")
        return
    count = run.carried.values("entry").distinct().count()
    messages.success(request, f"Đã ghi {count} ô. Dòng cũ giữ nguyên; có thể hoàn tác ở dưới.")


@require_POST
def undo_save(request: HttpRequest, run_id: int) -> HttpResponse:
    """Take a run back, whether of an edition or of a merger."""
    run = access.get_run(request.user, run_id)
    undone = undo_carry_over(run=run, today=timezone.localdate(), by=request.user)
    messages.success(request, f"Đã hoàn tác: rút {len(undone.withdrawn)} ô.")
    if undone.left:
        named = [
            f"{entry.cell.commune.full_name} {entry.cell.requirement.code}"
            for entry in undone.left[:MOST_NAMED]
        ]
        more = "…" if len(undone.left) > MOST_NAMED else ""
        messages.warning(
            request,
            f"{len(undone.left)} ô để nguyên vì đã có kết quả mới hơn: {', '.join(named)}{more}.",
        )
    return redirect("communes:carry_list")
