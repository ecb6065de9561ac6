"""What a single-commune plan says of one indicator: written, taken away, put in its place.

All of a commune's findings stand on `assignments:situation`, beside its measures.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from criteria.figures import written
from ntm_portal.lib.refusals import Refused
from plans import access
from plans.findings import FindingLine, read_findings
from plans.forms.findings import FindingForm
from plans.models import PlanCommune, PlanFinding
from plans.services.conflicts import StalePlan
from plans.services.findings import (
    add_finding,
    change_finding,
    finding_version,
    move_finding,
    remove_finding,
)
from plans.services.order import read_step

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Place:
    """An indicator of a row; following: the next one of the sheet, if any."""

    row: PlanCommune
    shown: FindingLine
    following: FindingLine | None

    @property
    def all_findings(self) -> str:
        """Where the person came from, at the indicator's criterion."""
        address = reverse("assignments:situation", args=[self.row.plan.code, self.row.commune.code])
        return f"{address}#tc-{self.shown.line.requirement.parent_id}"

    def address(self, line: FindingLine) -> str:
        names = [self.row.plan.code, self.row.commune.code, line.line.requirement.pk]
        return reverse("plans:finding_edit", args=names)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_edit(
    request: HttpRequest, code: str, commune_code: str, indicator_id: int
) -> HttpResponse:
    place = _place(request, code, commune_code, indicator_id)
    finding = place.shown.finding
    if request.method != "POST":
        if not access.is_open(place.row.plan):
            return redirect(place.all_findings)
        return _page(request, place, FindingForm(initial=_initial(finding)))
    form, seen = FindingForm(request.POST), request.POST.get("seen", "")
    if form.is_valid():
        try:
            _write(request, place, **form.cleaned_data, seen=seen)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        except StalePlan as stale:
            return _conflict_page(request, place, stale, form)
        else:
            messages.success(request, f"Đã lưu {place.shown.line.requirement.label.lower()}.")
            goes_on = "next" in request.POST and place.following
            return redirect(place.address(goes_on) if goes_on else place.all_findings)
    return _page(request, place, form, seen=seen, status=UNPROCESSABLE)


def _initial(finding: PlanFinding | None) -> dict[str, str]:
    if finding is None:
        return {}
    return {"text": finding.text, "printed_share": written(finding.printed_share)}


def _write(
    request: HttpRequest, place: Place, *, text: str, printed_share: Decimal | None, seen: str
) -> None:
    said = {"text": text, "printed_share": printed_share, "seen": seen, "by": request.user}
    if place.shown.finding is None:
        add_finding(row=place.row, requirement=place.shown.line.requirement, **said)
    else:
        change_finding(finding=place.shown.finding, **said)


@require_POST
def finding_remove_save(
    request: HttpRequest, code: str, commune_code: str, indicator_id: int
) -> HttpResponse:
    place = _place(request, code, commune_code, indicator_id)
    finding = place.shown.finding
    if finding is not None:
        try:
            remove_finding(finding=finding, seen=request.POST.get("seen", ""), by=request.user)
        except StalePlan as stale:
            return _conflict_page(request, place, stale, None)
    label = place.shown.line.requirement.label.lower()
    messages.success(request, f"Đã bỏ thực trạng {label}. Lời văn còn trong lịch sử sửa.")
    return redirect(place.all_findings)


@require_POST
def finding_move_save(
    request: HttpRequest, code: str, commune_code: str, indicator_id: int
) -> HttpResponse:
    place = _place(request, code, commune_code, indicator_id)
    if place.shown.finding is None:
        raise Http404
    up = read_step(request.POST.get("step", ""))
    move_finding(finding=place.shown.finding, up=up, by=request.user)
    return redirect(place.all_findings)


def _place(request: HttpRequest, code: str, commune_code: str, indicator_id: int) -> Place:
    row = access.get_situation_row_to_edit(request.user, code, commune_code)
    lines = [line for criterion in read_findings(row) for line in criterion.lines]
    behind = [*lines[1:], None]
    for shown, following in zip(lines, behind, strict=True):
        if shown.line.requirement.pk == indicator_id:
            return Place(row, shown, following)
    raise Http404


def _conflict_page(
    request: HttpRequest, place: Place, stale: StalePlan, form: FindingForm | None
) -> HttpResponse:
    """What stands now is said above the boxes, which keep what was typed; saving again takes it."""
    said = [conflict.sentence for conflict in stale.conflicts]
    standing = place.row.findings.filter(requirement=place.shown.line.requirement).first()
    if form is None:  # nothing was typed
        form = FindingForm(initial=_initial(standing))
    seen = finding_version(standing)
    return _page(request, place, form, seen=seen, warnings=said, status=CONFLICT)


def _page(
    request: HttpRequest, place: Place, form: FindingForm, *, seen=None, warnings=(), status=200
) -> HttpResponse:
    finding = place.shown.finding
    context = {
        "place": place,
        "row": place.row,
        "plan": place.row.plan,
        "line": place.shown.line,
        "finding": finding,
        "slip": place.shown.slip,
        "form": form,
        "seen": finding_version(finding) if seen is None else seen,
        "warnings": warnings,
    }
    return render(request, "plans/finding_edit.html", context, status=status)
