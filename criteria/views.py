"""Pages of the criteria sets: read by everyone who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from criteria.access import get_scope, get_set
from criteria.models import CriteriaSet, Region, Threshold
from criteria.overviews import criterion_cards
from ntm_portal.lib.http import query_text


@require_safe
def set_list(request: HttpRequest) -> HttpResponse:
    sets = CriteriaSet.objects.with_counts().order_by("-effective_from", "pk")
    return render(request, "criteria/set_list.html", {"sets": sets})


@require_safe
def set_detail(request: HttpRequest, code: str) -> HttpResponse:
    criteria_set = get_set(code)
    regions, groups = list(Region.objects.all()), list(criteria_set.commune_groups.all())
    scope = get_scope(
        regions=regions,
        groups=groups,
        vung=query_text(request, "vung"),
        nhom=query_text(request, "nhom"),
    )
    words = query_text(request, "tim")
    requirements = criteria_set.requirements.order_by("position")
    matching = set(requirements.matching(words).values_list("pk", flat=True)) if words else None
    thresholds = list(Threshold.objects.of_set(criteria_set))
    divided = {row.region_id for row in thresholds} | {scope.region and scope.region.pk}
    context = {
        "criteria_set": criteria_set,
        "crumbs": [(reverse("criteria:set_list"), "Bộ tiêu chí")],
        "regions": [region for region in regions if region.pk in divided],
        "groups": groups,
        "scope": scope,
        "words": words,
        "cards": criterion_cards(requirements, thresholds, scope=scope, matching=matching),
    }
    return render(request, "criteria/set_detail.html", context)
