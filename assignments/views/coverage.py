"""Has each indicator of a plan's sets exactly one lead, and each commune somebody in charge?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.coverage_rules import Coverage, Finding
from assignments.models import Agency
from assignments.responsibilities import LEAD, read_handed
from criteria.models import CriteriaSet, Requirement
from plans import access


@dataclass(frozen=True)
class Named:
    """A gap or an overlap in words. agencies: none for a gap."""

    indicator: Requirement
    criterion: str
    field: str
    agencies: tuple[Agency, ...]


@dataclass(frozen=True)
class CoveredSet:
    criteria_set: CriteriaSet
    coverage: Coverage
    gaps: list[Named]
    overlaps: list[Named]


@require_safe
def coverage(request: HttpRequest, code: str) -> HttpResponse:
    """The plan's own set, and every other one that it hands out."""
    plan = access.get_plan(request.user, code)
    handed = read_handed(plan, own_set=True)
    agencies = {agency.pk: agency for agency in handed.agencies}
    covered = {one: handed.coverage(one) for one in handed.sets}
    nodes = Requirement.objects.in_bulk(
        [found.indicator.pk for one in covered.values() for found in one.findings]
    )
    in_charge = defaultdict(list)
    for line in handed.lines:
        if line.row_id is not None and line.role == LEAD:
            in_charge[line.row_id].append(line.agency)
    rows = list(access.rows(plan))
    context = {
        "plan": plan,
        "sets": [_named(one, found, nodes, agencies) for one, found in covered.items()],
        "rows": rows,
        "without": [row for row in rows if row.pk not in in_charge],
        "several": [(row, in_charge[row.pk]) for row in rows if len(in_charge[row.pk]) > 1],
    }
    return render(request, "assignments/coverage.html", context)


def _named(
    criteria_set: CriteriaSet,
    coverage: Coverage,
    nodes: Mapping[int, Requirement],
    agencies: Mapping[int, Agency],
) -> CoveredSet:
    def named(found: Finding) -> Named:
        leads = tuple(agencies[pk] for pk in found.agencies)
        return Named(nodes[found.indicator.pk], found.criterion.code, found.field, leads)

    return CoveredSet(
        criteria_set,
        coverage,
        gaps=[named(found) for found in coverage.gaps],
        overlaps=[named(found) for found in coverage.overlaps],
    )
