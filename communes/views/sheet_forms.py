"""Tải biểu mẫu Excel: what the board and a commune's pages show, as a form that comes back."""

from collections.abc import Callable, Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communes import access, access_imports
from communes.models import AdministrativeUnit
from communes.resources.figures import FigureKind
from communes.resources.scopes import BoardScope, read_scope
from communes.resources.statuses import StatusKind
from communes.sheet_forms import figure_form, status_form
from communes.views.scope import Scope, read_commune_scope
from communes.views.scope import read_scope as read_page_scope
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.form_files import form_response
from ntm_portal.lib.http import query_text
from ntm_portal.lib.workbooks.forms import Form

FORMS: dict[str, Callable[[BoardScope, Collection[str] | None], Form]] = {
    StatusKind.code: status_form,
    FigureKind.code: figure_form,
}


@require_safe
def board_form(request: HttpRequest) -> HttpResponse:
    """`loai`: hien-trang or gia-tri; `don-vi`: a unit to write for, the widest by default."""
    make = _chosen(request)
    scope = read_page_scope(request)
    areas = access_imports.areas(request.user)
    below = query_text(request, "don-vi")
    unit = next((one for one in areas if below in ("", one.code)), None)
    if unit is None:
        raise Http404
    voice = query_text(request, "tieng-noi") or next(iter(access.voices(request.user)))
    return form_response(make(_import_scope(request, scope, unit, voice), None))


@require_safe
def commune_form(request: HttpRequest, code: str) -> HttpResponse:
    """`loai`: hien-trang or gia-tri; one row."""
    make = _chosen(request)
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = access.get_commune(request.user, code, asked)
    scope = read_commune_scope(request, commune)
    voice = access.voice_on(
        request.user, commune, criteria_set=scope.criteria_set, day=scope.day, asked=scope.voice
    )
    if voice is None:
        raise Http404
    above = set(commune.line)
    unit = [one for one in access_imports.areas(request.user) if one.pk in above][-1]
    return form_response(make(_import_scope(request, scope, unit, voice), [commune.code]))


def _chosen(request: HttpRequest) -> Callable[[BoardScope, Collection[str] | None], Form]:
    try:
        return FORMS[query_text(request, "loai") or StatusKind.code]
    except KeyError:
        raise Http404 from None


def _import_scope(
    request: HttpRequest, scope: Scope, unit: AdministrativeUnit, voice: str
) -> BoardScope:
    """As the import asks for it when the form comes back: nobody gets a form that he cannot."""
    data = {
        "criteria_set": scope.criteria_set.code,
        "unit": str(unit.pk),
        "day": scope.day.isoformat(),
        "voice": voice,
    }
    return read_scope(user=request.user, today=scope.today, data=data)
