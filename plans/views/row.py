"""One commune's targets and goals as a plain form, which also works without script."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from communes.boards import read_board
from communes.forms.cells import read_version
from criteria.models import Requirement
from criteria.rules import Verdict
from ntm_portal.lib.refusals import Refused
from plans import access
from plans.forms.row import GoalsForm
from plans.models import Plan, PlanCommune
from plans.services.conflicts import StalePlan, TargetChange
from plans.services.plan import save_row

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Choice:
    """A criterion on the form. seen: id of its target, 0 for none; ticked: as the person left it.

    A met criterion is offered only while it still stands among the targets, to be taken out.
    """

    criterion: Requirement
    met: bool
    seen: int
    ticked: bool

    @property
    def offered(self) -> bool:
        return not self.met or bool(self.seen)


@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: HttpRequest, code: str, commune_code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    row = access.get_row(plan, commune_code)
    if not access.may_edit(request.user, plan):
        raise Http404
    if request.method != "POST" and not access.is_open(plan):
        raise Http404
    form = GoalsForm(request.POST or None, row=row, plan=plan)
    status, warnings = 200, []
    if form.is_bound:
        status = UNPROCESSABLE
    if form.is_bound and form.is_valid():
        try:
            save_row(
                row=row,
                changes=_changes(request, row, plan),
                goals=form.changes(),
                by=request.user,
            )
        except StalePlan as stale:
            status, warnings = CONFLICT, [conflict.sentence for conflict in stale.conflicts]
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"Đã lưu {row.name}.")
            return redirect("plans:plan_detail", plan.code)
    context = {
        "plan": plan,
        "row": row,
        "form": form,
        "choices": _choices(request, row, plan),
        "warnings": warnings,
    }
    return render(request, "plans/row_edit.html", context, status=status)


def _choices(request: HttpRequest, row: PlanCommune, plan: Plan) -> list[Choice]:
    """What stands now, with the ticks of a form that has just been sent."""
    board = read_board(communes=[row.commune], criteria_set=plan.criteria_set, day=plan.baseline_on)
    targets = dict(row.targets.values_list("requirement_id", "pk"))
    ticks = request.POST.getlist("targets") if request.method == "POST" else None
    return [
        Choice(
            criterion=criterion,
            met=board.square(row.commune, criterion).state == Verdict.MET,
            seen=targets.get(criterion.pk, 0),
            ticked=criterion.pk in targets if ticks is None else str(criterion.pk) in ticks,
        )
        for criterion in board.criteria
    ]


def _changes(request: HttpRequest, row: PlanCommune, plan: Plan) -> list[TargetChange]:
    """One change per criterion that the form offered, with the version that it showed."""
    ticks = request.POST.getlist("targets")
    changes = []
    for criterion in plan.criteria_set.requirements.criteria():
        seen = request.POST.get(f"seen-{criterion.pk}")
        ticked = str(criterion.pk) in ticks
        if seen is None and not ticked:
            continue
        criterion.criteria_set = plan.criteria_set
        version = None if seen is None else read_version(seen)
        # A tick that was left as it was shown is no wish: somebody else's change stays.
        if version is not None and ticked == bool(version):
            continue
        changes.append(TargetChange(row, criterion, ticked, version))
    return changes
