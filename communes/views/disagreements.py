"""Every place where two voices differ (lệch), with a way to each cell."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from communes import access
from communes.disagreements import MOST, read_disagreements
from communes.views.filters import areas, read_filters
from communes.views.list_files import disagreements_file
from communes.views.scope import read_scope
from ntm_portal.lib.lists_out import asked_ending, render_list


@require_safe
def disagreements(request: HttpRequest) -> HttpResponse:
    scope = read_scope(request)
    filters = read_filters(request, scope)
    visible = access.visible_communes(request.user, scope.day).select_related("parent")
    communes = list(filters.units(visible))
    found = read_disagreements(
        communes=communes,
        criteria_set=scope.criteria_set,
        day=scope.day,
        criterion=filters.criterion,
        most=None if asked_ending(request) else MOST,
    )
    context = {
        "scope": scope,
        "filters": filters,
        "areas": areas(visible),
        "criteria": scope.criteria_set.requirements.criteria().order_by("position"),
        "commune_count": len(communes),
        "most": MOST,
        "found": found,
    }
    return render_list(
        request,
        "communes/disagreements.html",
        context,
        lambda: disagreements_file(filters, found),
    )
