"""Recording what stands on the signed paper: number, day, signer; an amendment takes its place.

The copies of the appendices are kept by reports/services/signing.py, in the same transaction:
nobody else calls `record_signature`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from ntm_portal.lib.dates import format_day, parse_day
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from ntm_portal.lib.validation import labelled
from plans.models import LegalBasis, Plan, PlanStep
from plans.services.facts import label, one_number_at_a_time, printed
from plans.services.history import locked_status, note
from plans.services.steps import WHAT, begin_step, finish_step
from plans.step_rules import Party, Step

_DAY = re.compile(r"\b\d{1,2}([/.-])\d{1,2}\1\d{4}\b")


@dataclass(frozen=True)
class Signature:
    """What the signed paper says. signed_on None: not written yet.

    as_on_paper: the person has looked again at a basis that is dated after the signature.
    """

    number: str
    signed_on: date | None
    signer: str
    signer_title: str = ""
    as_on_paper: bool = False


@transaction.atomic
def record_signature(
    *,
    plan: Plan,
    signature: Signature,
    seen: int,
    parties: Collection[Party],
    today: date,
    by: User,
) -> PlanStep:
    """Sign an approved plan; the plan that it replaces is superseded.

    seen: as of `take_step`. Raises Refused with what is missing or wrong, see `_check`.
    """
    replaced = plan.replaces
    if replaced is not None:
        replaced.status = locked_status(replaced)
    begin_step(plan, Step.SIGNED, seen=seen, parties=parties)
    one_number_at_a_time(plan)
    stored = Plan.objects.get(pk=plan.pk)
    for name in ("number", "signer", "signer_title"):
        setattr(plan, name, fitting(Plan, name, getattr(signature, name)))
    plan.signed_on = signature.signed_on
    _check(plan, signature, today=today)
    changed = [
        name
        for name in ("number", "signed_on", "signer", "signer_title")
        if printed(stored, name) != printed(plan, name)
    ]
    for name in changed:
        note(plan, None, label(name), printed(stored, name), printed(plan, name), by=by)
    plan.save(update_fields=["number", "signed_on", "signer", "signer_title"])
    if replaced is not None:
        _supersede(replaced, plan, by=by)
    return finish_step(plan, Step.SIGNED, "", by=by)


def later_bases(plan: Plan, signed_on: date) -> list[LegalBasis]:
    """The plan's bases that name a day after the signature."""
    return [basis for basis in plan.legal_bases.all() if _newest_day(basis) > signed_on]


def _check(plan: Plan, signature: Signature, *, today: date) -> None:
    if not plan.number:
        raise Refused("Chưa ghi số, ký hiệu. Chép từ văn bản đã ký, ví dụ 72/KH-UBND.")
    if plan.signed_on is None:
        raise Refused("Chưa ghi ngày ký. Chép từ văn bản đã ký, ví dụ 30/01/2024.")
    if not plan.signer:
        raise Refused("Chưa ghi người ký. Chép họ tên từ văn bản đã ký.")
    day = format_day(plan.signed_on)
    if plan.signed_on > today:
        raise Refused(f"Ngày ký {day} chưa tới. Ghi ngày trên văn bản đã ký.")
    issued = plan.criteria_set.issued_on
    if plan.signed_on < issued:
        raise Refused(
            f"Ngày ký {day} trước ngày ban hành {plan.criteria_set.name} ({format_day(issued)}). "
            "Xem lại ngày ký."
        )
    if plan.replaces is not None:
        _check_replaced(plan, plan.replaces)
    if not signature.as_on_paper and (later := later_bases(plan, plan.signed_on)):
        raise Refused(
            f"Ngày ký {day} trước ngày của căn cứ ‘{shown(later[0].text, 80)}’. Xem lại ngày ký; "
            "nếu văn bản ghi đúng như vậy thì đánh dấu ô ‘đúng như văn bản’."
        )
    try:
        plan.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(labelled(Plan, error))) from error


def _check_replaced(plan: Plan, replaced: Plan) -> None:
    if replaced.status == Plan.Status.SUPERSEDED:
        by = replaced.replacements.filter(status=Plan.Status.SIGNED).first()
        raise Refused(
            f"{replaced.title} đã được thay"
            + (f" bằng {by.short_name}" if by else "")
            + ". Sửa mục ‘thay cho kế hoạch’ rồi trình lại."
        )
    if replaced.status != Plan.Status.SIGNED:
        raise Refused(
            f"{replaced.title} {replaced.get_status_display()}, chưa ký nên không thay được. "
            "Ký kế hoạch đó trước."
        )
    if plan.signed_on and replaced.signed_on and plan.signed_on < replaced.signed_on:
        raise Refused(
            f"Ngày ký {format_day(plan.signed_on)} trước ngày ký kế hoạch được thay, "
            f"{format_day(replaced.signed_on)}. Xem lại ngày ký."
        )


def _supersede(replaced: Plan, plan: Plan, *, by: User) -> None:
    before = replaced.get_status_display()
    replaced.status = Plan.Status.SUPERSEDED
    replaced.save(update_fields=["status"])
    after = f"{replaced.get_status_display()} bằng {plan.short_name}"
    note(replaced, None, WHAT, before, after, by=by)


def _newest_day(basis: LegalBasis) -> date:
    days = (parse_day(found.group()) for found in _DAY.finditer(basis.text))
    return max((day for day in days if day is not None), default=date.min)
