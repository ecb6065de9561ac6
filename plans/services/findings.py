"""Writes of what a single-commune plan finds (thực trạng), with its lines of history."""

from decimal import Decimal

from django.db import transaction

from accounts.models import User
from criteria.models import Requirement
from ntm_portal.lib.refusals import Refused
from plans.models import PlanCommune, PlanFinding
from plans.services.history import lock, note


@transaction.atomic
def add_finding(
    *,
    row: PlanCommune,
    requirement: Requirement,
    text: str,
    printed_share: Decimal | None = None,
    by: User,
) -> PlanFinding:
    """Add a finding about an indicator at the end of a commune's row.

    Raises Refused for a signed plan, a requirement that is no indicator of the plan's set, a second
    finding about the same indicator, or an empty text.
    """
    lock(row.plan)
    place = f"{row.name}, chỉ tiêu {requirement.code}"
    if (
        requirement.criteria_set_id != row.plan.criteria_set_id
        or requirement.kind != Requirement.Kind.INDICATOR
    ):
        raise Refused(f"{place}: không phải chỉ tiêu của {row.plan.criteria_set.name}.")
    if not text.strip():
        raise Refused(f"{place}: thực trạng còn trống. Viết tình hình của chỉ tiêu.")
    if row.findings.filter(requirement=requirement).exists():
        raise Refused(f"{place}: đã có thực trạng trong kế hoạch. Sửa dòng đã có.")
    finding = PlanFinding.objects.create(
        row=row,
        requirement=requirement,
        position=row.findings.count() + 1,
        text=text,
        printed_share=printed_share,
    )
    note(row.plan, row, f"Thực trạng chỉ tiêu {requirement.code}", "", text, by=by)
    return finding
