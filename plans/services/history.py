"""What every write to a plan begins and ends with: the lock, and the line of history."""

import hashlib

from accounts.models import User
from ntm_portal.lib.refusals import Refused
from plans.access import EDITABLE
from plans.models import Plan, PlanChange, PlanCommune


def lock(plan: Plan) -> None:
    """One writer at a time on a plan. Raises Refused when it is no draft any more."""
    plan.status = locked_status(plan)
    if plan.status not in EDITABLE:
        raise closed(plan)


def locked_status(plan: Plan) -> str:
    """The status as stored, locked until the end of the transaction."""
    return Plan.objects.select_for_update().values_list("status", flat=True).get(pk=plan.pk)


def closed(plan: Plan) -> Refused:
    """What is said to whoever would change a plan that is no draft."""
    if plan.status in (Plan.Status.SUBMITTED, Plan.Status.APPROVED):
        return Refused(
            f"{plan.title}: {plan.get_status_display()}, không sửa được nữa. "
            "Xin lãnh đạo trả lại rồi sửa."
        )
    return Refused(f"{plan.title}: đã ký, không sửa được nữa. Lập kế hoạch điều chỉnh.")


def note(
    plan: Plan, row: PlanCommune | None, what: str, before: str, after: str, *, by: User
) -> PlanChange:
    """before, after: whole texts, so that what was taken away can be read and copied back."""
    return PlanChange.objects.create(
        plan=plan,
        commune=row.commune if row else None,
        what=what,
        before=before,
        after=after,
        changed_by=by,
    )


def last_change(plan: Plan, row: PlanCommune, **what: object) -> PlanChange | None:
    """The newest line about a commune; what: a filter on its subject, `what="Mục tiêu"`."""
    about = PlanChange.objects.filter(plan=plan, commune=row.commune, **what)
    return about.select_related("changed_by").order_by("-pk").first()


def version(*words: str) -> str:
    """What a form carries of the words that it showed; other words give another one."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
