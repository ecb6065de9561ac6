"""Plans on their way to the signature."""

from datetime import date

from accounts.models import User
from plans.models import Plan, PlanStep
from plans.services.signature import Signature
from plans.step_rules import Party
from reports.services.signing import sign_plan
from tests.factories.accounts import UserFactory

STATUS_STEPS = {
    "DRAFT": (),
    "SUBMITTED": ("SUBMITTED",),
    "APPROVED": ("SUBMITTED", "APPROVED"),
    "SIGNED": ("SUBMITTED", "APPROVED", "SIGNED"),
    "SUPERSEDED": ("SUBMITTED", "APPROVED", "SIGNED"),
}
SIGNATURE = Signature(
    number="72/KH-BCĐ",
    signed_on=date(2024, 1, 30),
    signer="Người Ký",
    signer_title="PHÓ CHỦ TỊCH",
)


def bring_to(plan: Plan, status: str, *, submitted_by: User | None = None) -> Plan:
    """The plan in that status with the steps that lead there, but without any frozen copy."""
    for step in STATUS_STEPS[status]:
        by = submitted_by if step == "SUBMITTED" and submitted_by else UserFactory()
        PlanStep(plan=plan, step=step, by=by).save()
    Plan.objects.filter(pk=plan.pk).update(status=status)
    plan.refresh_from_db()
    return plan


def newest_step(plan: Plan) -> int:
    newest = plan.steps.first()
    return newest.pk if newest else 0


def sign(plan: Plan, *, by: User, today: date = date(2026, 11, 22), **fields) -> PlanStep:
    """Sign an approved plan as its office."""
    signature = Signature(**{**SIGNATURE.__dict__, **fields})
    return sign_plan(
        plan=plan,
        signature=signature,
        seen=newest_step(plan),
        parties={Party.OFFICE},
        today=today,
        by=by,
    )
