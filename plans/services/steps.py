"""Writes of the steps of a plan: submit, return, approve. Signing: plans/services/signature.py."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanStep
from plans.services.history import locked_status, note
from plans.step_rules import LEADS_TO, Party, Step, allowed, may_take

CONFLICT = 409
WHAT = "Trình, duyệt, ký"
TO_DO = {
    Step.SUBMITTED: "trình",
    Step.RETURNED: "trả lại",
    Step.APPROVED: "duyệt",
    Step.SIGNED: "ghi là đã ký",
}


@transaction.atomic
def take_step(
    *, plan: Plan, step: Step, remark: str, seen: int, parties: Collection[Party], by: User
) -> PlanStep:
    """Submit, return or approve a plan. remark: why it is returned, or a word along.

    seen: id of the newest step that the person saw, 0 for none. Raises Refused for a step that
    cannot follow, a return without a reason, or one's own plan to approve; with status 409 where
    somebody else took a step meanwhile.
    """
    if step is Step.SIGNED:
        raise Refused("Ghi số, ngày và người ký ở trang ký kế hoạch.")
    remark = fitting(PlanStep, "note", remark)
    begin_step(plan, step, seen=seen, parties=parties)
    if step is Step.RETURNED and not remark:
        raise Refused("Chưa ghi lý do trả lại. Viết văn phòng cần sửa gì.")
    if step is Step.APPROVED:
        _refuse_own(plan, by)
    return finish_step(plan, step, remark, by=by)


def begin_step(plan: Plan, step: Step, *, seen: int, parties: Collection[Party]) -> None:
    """Lock the plan. Raises Refused for a step that cannot follow, or that others were before."""
    plan.status = locked_status(plan)
    if not may_take(parties, step):
        raise Refused(f"Bạn không {TO_DO[step]} được {plan.title}.")
    last = plan.steps.select_related("by").first()
    if (last.pk if last else 0) != seen:
        raise Refused(
            f"{last.by if last else 'Có người'} vừa làm một bước khác: {plan.title} "
            f"{plan.get_status_display()}. Tải lại trang, xem rồi làm lại.",
            status=CONFLICT,
        )
    if not allowed(plan.status, step):
        raise Refused(
            f"{plan.title}: {plan.get_status_display()}, không {TO_DO[step]} được. "
            "Xem các bước ở trang kế hoạch."
        )


def finish_step(plan: Plan, step: Step, remark: str, *, by: User) -> PlanStep:
    """The new status, its line of history, and the step."""
    before = plan.get_status_display()
    plan.status = LEADS_TO[step]
    plan.save(update_fields=["status"])
    after = f"{plan.get_status_display()}: {remark}" if remark else plan.get_status_display()
    note(plan, None, WHAT, before, after, by=by)
    taken = PlanStep(plan=plan, step=step.value, note=remark, by=by)
    taken.save()
    return taken


def _refuse_own(plan: Plan, by: User) -> None:
    submitted = plan.steps.filter(step=Step.SUBMITTED.value).first()
    if submitted is not None and submitted.by_id == by.pk:
        raise Refused("Bạn đã trình kế hoạch này nên không tự duyệt. Xin một lãnh đạo khác duyệt.")
