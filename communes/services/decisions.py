"""Writes of decisions on thresholds: entered whole, never changed, taken back while nothing rests
on them.
"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from communes.decisions import Draft, NewLevel
from communes.models import (
    AdministrativeUnit,
    Cell,
    DecisionEntry,
    DecisionWithdrawal,
    StatusEntry,
)
from communes.services.recognition import clean_decision_no
from communes.yardsticks import lines_of
from criteria.models import CriteriaSet, Threshold, ThresholdDecision
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import lower_first, upper_first
from ntm_portal.lib.validation import labelled


@transaction.atomic
def enter_decision(
    *,
    criteria_set: CriteriaSet,
    unit: AdministrativeUnit,
    decision_no: str,
    issued_on: date,
    effective_from: date,
    issuer: str,
    title: str,
    new_levels: Sequence[NewLevel],
    today: date,
    by: User,
) -> DecisionEntry:
    """Store a decision with its thresholds for the unit and all below it.

    What stands already keeps its row, and what was recorded keeps its verdict. Raises Refused as
    `draft_decision` does.
    """
    # Locked: the same decision sent twice at once waits here and is then refused as a duplicate.
    CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    draft = draft_decision(
        criteria_set=criteria_set,
        unit=unit,
        decision_no=decision_no,
        issued_on=issued_on,
        effective_from=effective_from,
        issuer=issuer,
        title=title,
        new_levels=new_levels,
        today=today,
    )
    draft.decision.save()
    Threshold.objects.bulk_create(draft.thresholds(draft.decision.pk))
    return DecisionEntry.objects.create(decision=draft.decision, unit=unit, entered_by=by)


def draft_decision(
    *,
    criteria_set: CriteriaSet,
    unit: AdministrativeUnit,
    decision_no: str,
    issued_on: date,
    effective_from: date,
    issuer: str,
    title: str,
    new_levels: Sequence[NewLevel],
    today: date,
) -> Draft:
    """The decision as it would be stored, with the levels that change something. Stores nothing.

    Raises Refused for a number or a day that cannot be, for a decision that changes nothing, and
    for one that already counts for the unit or below it.
    """
    decision = ThresholdDecision(
        criteria_set=criteria_set,
        decision_no=clean_decision_no(decision_no),
        issued_on=issued_on,
        effective_from=effective_from,
        issuer=issuer,
        title=title,
    )
    _check_days(decision, unit, today=today)
    _refuse_second(decision, unit)
    changed = tuple(one for one in new_levels if one.is_changed)
    if not changed:
        raise Refused(
            "Quyết định chưa có mức nào khác mức đang áp dụng. Ghi ít nhất một mức mới trong bảng."
        )
    _check_years(changed, effective_from)
    draft = Draft(unit, decision, changed)
    _check_rows(draft)
    return draft


def _check_days(decision: ThresholdDecision, unit: AdministrativeUnit, *, today: date) -> None:
    first, signed = decision.effective_from, decision.issued_on
    criteria_set = decision.criteria_set
    if signed > today:
        raise Refused(
            f"Ngày ký {format_day(signed)} chưa tới. Chỉ nhập quyết định ký đến hôm nay, "
            f"{format_day(today)}."
        )
    if first < signed:
        raise Refused(
            f"Ngày có hiệu lực {format_day(first)} trước ngày ký {format_day(signed)}. "
            "Kiểm tra lại hai ngày."
        )
    if first < criteria_set.effective_from:
        raise Refused(
            f"Ngày có hiệu lực {format_day(first)} trước ngày {criteria_set} có hiệu lực, "
            f"{format_day(criteria_set.effective_from)}. Chọn bộ khác hoặc kiểm tra lại ngày."
        )
    if criteria_set.effective_to and first > criteria_set.effective_to:
        raise Refused(
            f"Ngày có hiệu lực {format_day(first)} sau ngày {criteria_set} hết hiệu lực, "
            f"{format_day(criteria_set.effective_to)}. Chọn bộ khác hoặc kiểm tra lại ngày."
        )
    if unit.valid_to and first > unit.valid_to:
        raise Refused(
            f"{unit.full_name} không còn vào ngày có hiệu lực {format_day(first)}. "
            "Nhập cho đơn vị khác."
        )


def _refuse_second(decision: ThresholdDecision, unit: AdministrativeUnit) -> None:
    """The same document, entered for the unit, for one above it or for one below it."""
    standing = DecisionEntry.objects.standing().filter(
        decision__criteria_set=decision.criteria_set,
        decision__decision_no=decision.decision_no,
        decision__issued_on=decision.issued_on,
    )
    entries = list(standing.select_related("decision", "unit"))
    lines = lines_of([unit, *(entry.unit for entry in entries)])
    for entry in entries:
        if entry.unit_id in lines[unit.pk] or unit.pk in lines[entry.unit_id]:
            raise Refused(
                f"Quyết định {decision} đã được nhập cho {entry.unit.full_name}. "
                "Mở quyết định đó để xem, hoặc sửa số và ngày ký."
            )


def _check_years(new_levels: Sequence[NewLevel], effective_from: date) -> None:
    for one in new_levels:
        if one.level.year is not None and one.level.year < effective_from.year:
            raise Refused(
                f"{one.level.place}: năm này đã qua khi quyết định có hiệu lực, "
                f"{format_day(effective_from)}. Bỏ mức đó hoặc sửa ngày có hiệu lực."
            )


def _check_rows(draft: Draft) -> None:
    try:
        draft.decision.full_clean()
    except ValidationError as error:
        raise Refused(
            upper_first(" ".join(labelled(ThresholdDecision, error))) + " Chưa lưu gì."
        ) from error
    for one, row in zip(draft.new_levels, draft.thresholds(), strict=True):
        try:
            row.clean_fields(exclude=["requirement", "region", "commune_group", "decision"])
        except ValidationError as error:
            raise Refused(f"{one.level.place}: {' '.join(error.messages)} Sửa mức đó.") from error


def withdraw_decision(
    *, entry: DecisionEntry, reason: str, today: date, by: User
) -> DecisionWithdrawal:
    """Take back a decision that was entered by mistake: it then counts on no day.

    Raises Refused without a reason, when it has been taken back already, and while a verdict that
    stands today was decided by it.
    """
    try:
        with transaction.atomic():
            return _withdraw(entry, reason, today=today, by=by)
    except IntegrityError as error:
        raise _already_withdrawn() from error


def _withdraw(entry: DecisionEntry, reason: str, *, today: date, by: User) -> DecisionWithdrawal:
    CriteriaSet.objects.select_for_update().get(pk=entry.decision.criteria_set_id)
    if DecisionWithdrawal.objects.filter(entry=entry).exists():
        raise _already_withdrawn()
    resting = rows_resting_on(entry, today)
    if resting:
        cell = resting[0].cell
        raise Refused(
            f"{len(resting)} kết quả đang dựa vào quyết định này, đầu tiên là "
            f"{cell.commune.full_name}, {lower_first(cell.requirement.label)}. "
            "Xóa số liệu của các ô đó trước, hoặc nhập quyết định mới thay cho nó."
        )
    withdrawal = DecisionWithdrawal(entry=entry, reason=reason, withdrawn_by=by)
    try:
        withdrawal.full_clean()
    except ValidationError as error:
        raise Refused(upper_first(" ".join(labelled(DecisionWithdrawal, error)))) from error
    withdrawal.save()
    return withdrawal


def rows_resting_on(entry: DecisionEntry, today: date) -> list[StatusEntry]:
    """Rows that stand today and whose verdict a threshold of the decision made, also as the base
    of a multiple. By place. Four queries.
    """
    decision = entry.decision
    own = list(decision.thresholds.select_related("requirement"))
    multiples = Threshold.objects.filter(
        base_set=decision.criteria_set.code, base_code__in=[row.requirement.code for row in own]
    )
    through = list(multiples.values_list("pk", "requirement"))
    cells = Cell.objects.of(
        communes=AdministrativeUnit.objects.at_or_below([entry.unit_id]),
        requirements={row.requirement_id for row in own} | {node for _, node in through},
    )
    by_decision = Q(threshold__in=[row.pk for row in own]) | Q(
        threshold__in=[pk for pk, _ in through],
        observed_on__gte=decision.effective_from,
        recorded_at__gte=entry.entered_at,
    )
    return [
        row
        for official in (True, False)
        for row in StatusEntry.objects.as_of(today, cells=cells, official=official)
        .filter(by_decision)
        .select_related("cell__commune", "cell__requirement")
        .order_by("cell__commune__code", "cell__requirement__position")
    ]


def _already_withdrawn() -> Refused:
    return Refused("Quyết định này đã được rút trước đó. Tải lại trang để xem.")
