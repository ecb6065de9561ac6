"""New plans: an empty one, and one that starts from last year's."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from criteria.models import CriteriaSet
from ntm_portal.lib.dates import format_day
from plans import access
from plans.forms.plan import CopyForm, NewPlanForm
from plans.models import Plan
from plans.services.copying import Copied, copy_plan
from plans.services.plan import create_plan
from plans.views.answers import posted, take


@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest) -> HttpResponse:
    units = access.planning_units(request.user)
    if not units.exists():
        raise Http404
    in_force = CriteriaSet.objects.for_communes().in_force(timezone.localdate()).first()
    form = NewPlanForm(
        posted(request),
        instance=Plan(),
        units=units,
        initial={
            "unit": units.first(),
            "kind": Plan.Kind.ANNUAL,
            "criteria_set": in_force and in_force.code,
        },
    )

    def create() -> None:
        communes = form.cleaned_data["with_communes"]
        create_plan(plan=form.instance, with_communes=communes, by=request.user)

    outcome = take(form, create)
    if outcome.done:
        messages.success(request, f"Đã lập {form.instance.title}.")
        return redirect("plans:contents", form.instance.code)
    return render(request, "plans/plan_create.html", {"form": form}, status=outcome.status)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: HttpRequest, code: str) -> HttpResponse:
    source = access.get_plan_to_edit(request.user, code)
    plan = Plan(unit=source.unit, kind=source.kind, issuer=source.issuer)
    form = CopyForm(posted(request), instance=plan, initial=CopyForm.start(source))
    results: list[Copied] = []

    def copy() -> None:
        with_goals = form.cleaned_data["with_goals"]
        copied = copy_plan(
            source=source, plan=form.instance, with_goals=with_goals, by=request.user
        )
        results.append(copied)

    outcome = take(form, copy)
    if outcome.done:
        _say(request, source, results[0])
        return redirect("plans:contents", results[0].plan.code)
    context = {"plan": source, "form": form}
    return render(request, "plans/plan_copy.html", context, status=outcome.status)


def _say(request: HttpRequest, source: Plan, copied: Copied) -> None:
    """What was copied, and everything that was not, with the reason."""
    day = format_day(copied.plan.baseline_on)
    messages.success(request, f"Đã chép từ {source.title}: {copied.communes} xã.")
    if copied.left_out:
        names = ", ".join(copied.left_out)
        messages.warning(request, f"Không chép {names}: không còn ngày {day}.")
    if copied.not_in:
        names = ", ".join(copied.not_in)
        messages.warning(
            request, f"Chưa có trong kế hoạch: {names}. Thêm ở trang ‘Các xã’ nếu kế hoạch kê."
        )
    if copied.met:
        messages.info(request, f"Không chép {copied.met} tiêu chí phấn đấu đã đạt ngày {day}.")
    if source.kind == Plan.Kind.COMMUNE:
        messages.info(request, "Thực trạng và giải pháp không chép: ghi lại theo năm mới.")
    if copied.of_other_set:
        messages.warning(
            request,
            f"Không chép {copied.of_other_set} dòng nêu tiêu chí của "
            f"{source.criteria_set.name}: kế hoạch mới theo bộ khác.",
        )
