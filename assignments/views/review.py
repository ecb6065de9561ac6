"""The review of one commune (thẩm tra): three voices side by side, and the steps between them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from assignments.access import get_agency, parties
from assignments.access_work import read_desk
from assignments.forms.duties import number
from assignments.forms.review import ReviewForm, read_review_form
from assignments.models import Agency
from assignments.views.list_files import reviews_file
from assignments.waiting_reviews import agency_nodes
from communes.access import get_commune, visible_communes
from communes.models import AdministrativeUnit, ReviewStep, StatusEntry
from communes.reviews import NOT_YET, STALE, ReviewLine, count_stages, read_review
from communes.rules import Party, Step, may_take
from communes.services.review import StaleReview, take_step
from communes.views.scope import Scope, read_commune_scope, read_scope
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.http import query_text
from ntm_portal.lib.lists_out import render_list
from ntm_portal.lib.refusals import Refused

BUTTONS = {
    Step.SUBMITTED: "Nộp",
    Step.RETURNED: "Trả lại",
    Step.VERIFIED: "Thẩm tra: đồng ý với xã",
    Step.CONFIRMED: "Văn phòng xác nhận",
}
DONE = {
    Step.SUBMITTED: "Đã nộp",
    Step.RETURNED: "Đã trả lại",
    Step.VERIFIED: "Đã thẩm tra",
    Step.CONFIRMED: "Đã xác nhận",
}
# Value of ?buoc= -> words, in the order of the work.
STAGES = {
    NOT_YET: "Chưa nộp",
    STALE: "Đã sửa sau khi nộp",
    **{kind.value: kind.label.capitalize() for kind in ReviewStep.Kind},
}


@dataclass(frozen=True)
class Row:
    """A line with what the person may do about it; own: he recorded or submitted it himself."""

    line: ReviewLine
    steps: frozenset[Step]
    own: bool
    ticked: bool = False

    @property
    def stage_word(self) -> str:
        return STAGES[self.line.stage]


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """What has been submitted, commune by commune: where an agency and the office begin."""
    scope = read_scope(request)
    communes = list(visible_communes(request.user, scope.day).select_related("parent"))
    counts = count_stages(communes=communes, criteria_set=scope.criteria_set, day=scope.day)
    submitted = [stage for stage in STAGES if stage != NOT_YET]
    stages = [STAGES[stage] for stage in submitted]
    rows = [
        (commune, [(stage, STAGES[stage], counts[commune.pk][stage]) for stage in submitted])
        for commune in communes
        if commune.pk in counts
    ]
    context = {
        "scope": scope,
        "stages": stages,
        "commune_count": len(communes),
        "rows": rows,
    }
    return render_list(
        request,
        "assignments/review_list.html",
        context,
        lambda: reviews_file(scope, stages, rows),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    asked = day_up_to(query_text(request, "ngay"), today=today, default=today)
    commune = get_commune(request.user, code, asked)
    scope = read_commune_scope(request, commune)
    held = parties(request.user, commune)
    form, warning, status = None, "", 200
    if request.method == "POST":
        form = read_review_form(request.POST)
        if not may_take(held, form.step):
            raise Http404
        try:
            return _take(request, form, commune, scope, held)
        except Refused as refusal:
            warning, status = refusal.message, 422
        except StaleReview as stale:
            warning, status = " ".join(_moved(line) for line in stale.lines), 409
    agency, rows = _asked_agency(request), _rows(commune, scope, held, request.user, form)
    if agency is not None:
        nodes = agency_nodes(agency, read_desk(request.user), scope.day)
        rows = [row for row in rows if row.line.requirement.pk in nodes]
    stage = query_text(request, "buoc")
    counts = Counter(row.line.stage for row in rows)
    context = {
        "commune": commune,
        "scope": scope,
        "rows": [row for row in rows if stage in ("", row.line.stage)],
        "line_count": len(rows),
        "stage": stage,
        "agency": agency,
        "stages": [(value, word, counts[value]) for value, word in STAGES.items()],
        "buttons": _buttons(rows),
        "returns": any(Step.RETURNED in row.steps for row in rows),
        "note": form.note if form else "",
        "warning": warning,
    }
    return render(request, "assignments/review.html", context, status=status)


def _asked_agency(request: HttpRequest) -> Agency | None:
    """Whose indicators alone the address asks for; 404 for an agency that is not theirs to see."""
    text = query_text(request, "co-quan")
    return get_agency(request.user, number(text)) if text else None


def _rows(
    commune: AdministrativeUnit,
    scope: Scope,
    held: Collection[Party],
    user: User,
    form: ReviewForm | None,
) -> list[Row]:
    lines = read_review(commune=commune, criteria_set=scope.criteria_set, day=scope.day)
    return [
        Row(
            line,
            frozenset(step for step in Step if line.can(step, parties=held, user=user)),
            own=line.is_own(user),
            ticked=form is not None and line.requirement.pk in form.chosen,
        )
        for line in lines
    ]


def _buttons(rows: list[Row]) -> list[tuple[str, str, int]]:
    """(step, words, lines open to it) of the buttons that can do something."""
    counts = Counter(step for row in rows for step in row.steps)
    return [(step.value, BUTTONS[step], counts[step]) for step in Step if counts[step]]


def _take(
    request: HttpRequest,
    form: ReviewForm,
    commune: AdministrativeUnit,
    scope: Scope,
    held: Collection[Party],
) -> HttpResponse:
    chosen = form.chosen
    if form.takes_all:
        rows = _rows(commune, scope, held, request.user, form)
        chosen = frozenset(row.line.requirement.pk for row in rows if form.step in row.steps)
        chosen &= form.versions.keys()
    taken = take_step(
        step=form.step,
        commune=commune,
        criteria_set=scope.criteria_set,
        seen={pk: form.versions.get(pk, "") for pk in sorted(chosen)},
        note=form.note,
        parties=held,
        day=scope.day,
        today=scope.today,
        by=request.user,
    )
    messages.success(request, f"{DONE[form.step]} {len(taken)} dòng.")
    return redirect(f"{reverse('assignments:review', args=[commune.code])}?{scope.plain_query}")


def _moved(line: ReviewLine) -> str:
    """ "Chỉ tiêu 5.1: Cán bộ xã vừa ghi Đạt (xã tự đánh giá) lúc 10:05 24/11/2026." """
    last: StatusEntry | ReviewStep = line.assessed
    for other in (line.official, line.step):
        if other is not None and _at(other) >= _at(last):
            last = other
    if isinstance(last, ReviewStep):
        who, did = last.by, f"vừa đổi thành ‘{last.get_step_display()}’"
    else:
        who = last.recorded_by
        did = f"vừa ghi {last.get_verdict_display()} ({last.get_voice_display()})"
    at = timezone.localtime(_at(last))
    return f"{line.requirement.label}: {who} {did} lúc {at:%H:%M %d/%m/%Y}."


def _at(happened: StatusEntry | ReviewStep):
    return happened.at if isinstance(happened, ReviewStep) else happened.recorded_at
