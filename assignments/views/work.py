"""The list of work of a plan (phụ lục 01), the lines around it, and reading it again."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments.forms.work import CopyWorkForm, LayoutForm
from assignments.models import WorkItem
from assignments.services.parties import read_again
from assignments.services.work_lists import copy_work
from assignments.work_list import layout_of
from assignments.work_page import read_page
from communes.forms.cells import read_version
from plans import access
from plans.models import Plan
from plans.services.contents import add_part, change_part
from plans.views.answers import CONFLICT, open_plan, posted, take


@require_safe
def work_list(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan(request.user, code)
    office = access.may_edit(request.user, plan)
    may_edit = office and access.is_open(plan)
    layout = layout_of(plan)
    blocks = read_page(plan, layout.heads)
    lines = [line for block in blocks for line in block.lines]
    context = {
        "plan": plan,
        "layout": layout,
        "blocks": blocks,
        "office": office,
        "may_edit": may_edit,
        "count": len(lines),
        "unread": [line for line in lines if line.timing.why],
        "nameless": [line for line in lines if any(cell.unread for cell in line.cells)],
        "other_years": [line for line in lines if line.other_years],
    }
    if may_edit and not blocks:
        sources = sources_of(request, plan)
        context["copy_form"] = CopyWorkForm(sources=sources) if sources.exists() else None
    return render(request, "assignments/work_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def work_layout(request: HttpRequest, code: str) -> HttpResponse:
    plan = open_plan(request, code)
    layout = layout_of(plan)
    layout.plan = plan
    # A plan that has stored none yet shows version 0: two first savings do not overwrite either.
    seen = read_version(request.POST.get("seen", str(layout.version if layout.pk else 0)))
    form = LayoutForm(posted(request), instance=layout)

    def store() -> None:
        if form.instance.pk is None:
            add_part(part=form.instance, by=request.user)
        else:
            change_part(part=form.instance, seen=seen, by=request.user)

    outcome = take(form, store)
    if outcome.done:
        messages.success(request, "Đã lưu phần trình bày của phụ lục.")
        return redirect("assignments:work_list", code)
    if outcome.status == CONFLICT:
        seen = layout_of(plan).version
    context = {
        "plan": plan,
        "form": form,
        "seen": str(seen),
        "conflicts": outcome.conflicts,
        "title": "Trình bày phụ lục công việc",
        "back": reverse("assignments:work_list", args=[code]),
    }
    return render(request, "assignments/work_form.html", context, status=outcome.status)


@require_POST
def work_read_save(request: HttpRequest, code: str) -> HttpResponse:
    """Look again for agencies that have been written down since."""
    plan = access.get_plan_to_edit(request.user, code)
    count = read_again(plan=plan, by=request.user)
    if count:
        messages.success(request, f"Đã nhận thêm {count} chỗ có tên cơ quan.")
    else:
        messages.info(request, "Không nhận thêm được cơ quan nào.")
    return redirect("assignments:work_list", code)


@require_POST
def work_copy_save(request: HttpRequest, code: str) -> HttpResponse:
    plan = access.get_plan_to_edit(request.user, code)
    form = CopyWorkForm(request.POST, sources=sources_of(request, plan))
    if not form.is_valid():
        messages.error(request, form.errors["source"][0])
        return redirect("assignments:work_list", code)
    count = copy_work(source=form.cleaned_data["source"], plan=plan, by=request.user)
    messages.success(request, f"Đã chép {count} việc. Năm trong lời văn giữ nguyên, cần xem lại.")
    return redirect("assignments:work_list", code)


def sources_of(request: HttpRequest, plan: Plan) -> QuerySet[Plan]:
    """Plans that the person reads and that have a list, those of the same unit first."""
    listed = WorkItem.objects.filter(plan=OuterRef("pk"))
    plans = Plan.objects.visible_to(request.user).filter(Exists(listed)).exclude(pk=plan.pk)
    return plans.filter(unit=plan.unit_id).order_by("-first_year", "code").distinct()
