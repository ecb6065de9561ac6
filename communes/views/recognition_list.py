"""Recognitions (công nhận đạt chuẩn): all communes one sees against all tiers on a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from communes import access
from communes.models import AdministrativeUnit
from communes.tiers import Standing, read_tiers
from communes.views.filters import areas, read_filters
from communes.views.list_files import recognitions_file
from communes.views.scope import read_scope
from communes.views.standings import ShownStanding, sets_of_period, shown_standings
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

# Value of `tinh-trang` -> what it is called, and whether a commune's standings have it.
CONDITIONS: dict[str, tuple[str, Callable[[Standing], bool]]] = {
    "da-cong-nhan": ("đã công nhận", lambda one: bool(one.recognition or one.earlier)),
    "thieu-dieu-kien": (
        "thiếu công nhận cấp độ trước",
        lambda one: bool(one.recognition and one.missing),
    ),
    "khong-con-dat": ("giảm sút, không còn đạt đủ tiêu chí", lambda one: bool(one.losses)),
    "nguy-co": ("có nguy cơ bị thu hồi", lambda one: one.at_risk),
}


@dataclass(frozen=True)
class Row:
    commune: AdministrativeUnit
    area: str
    standings: Sequence[ShownStanding]


@require_safe
def recognition_list(request: HttpRequest) -> HttpResponse:
    scope = read_scope(request)
    filters = read_filters(request, scope)
    condition = _read_condition(query_text(request, "tinh-trang"))
    visible = access.visible_communes(request.user, scope.day)
    full = read_tiers(
        communes=filters.units(visible), criteria_sets=sets_of_period(scope), day=scope.day
    )
    parents = areas(visible)
    # Communes of the same name are told apart by the unit above, as on the board.
    beside = {unit.pk: unit.name for unit in parents} if len(parents) > 1 else {}
    found = [row for row in full.rows if not condition or _is(condition, row[1])]
    context = {
        "scope": scope,
        "filters": filters,
        "areas": parents,
        "condition": condition,
        "condition_word": CONDITIONS[condition][0] if condition else "",
        "conditions": [(value, word) for value, (word, _) in CONDITIONS.items()],
        "counts": [
            (filters.query(tinh_trang=value), word, sum(_is(value, row) for _, row in full.rows))
            for value, (word, _) in CONDITIONS.items()
        ],
        "all_query": filters.query(),
        "all_count": len(full.rows),
        "tiers": full.tiers,
        "rows": [
            Row(
                commune,
                beside.get(commune.parent_id, ""),
                shown_standings(commune, standings, scope),
            )
            for commune, standings in found
        ],
    }
    return render_list(
        request,
        "communes/recognition_list.html",
        context,
        lambda: recognitions_file(filters, full.tiers, found, parents),
    )


def _is(condition: str, standings: Sequence[Standing]) -> bool:
    return any(CONDITIONS[condition][1](one) for one in standings)


def _read_condition(text: str) -> str:
    if text and text not in CONDITIONS:
        raise Refused(
            f"Tình trạng ‘{shown(text)}’ không có. Chọn một tình trạng ở ô lọc.", status=400
        )
    return text
