"""Writes of recognitions (công nhận đạt chuẩn): recorded, revoked, or taken back as a mistake.

Each locks the commune first, so that two people cannot recognise or revoke the same thing twice.
"""

import re
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from communes.models import (
    AdministrativeUnit,
    Recognition,
    RecognitionVoid,
    Revocation,
    SetAdoption,
)
from criteria.models import CriteriaSet, Prerequisite
from criteria.recognition_rules import missing_prerequisite
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, shown, upper_first
from ntm_portal.lib.validation import labelled

Row = TypeVar("Row", bound=models.Model)

# 15/QĐ-UBND, 318/QĐ-TTg, 18/2022/QĐ-TTg: number, perhaps the year, QĐ and who issued it.
DECISION_NO = re.compile(r"[0-9]{1,6}[a-zđ]?(/[0-9]{4})?/QĐ(-[A-ZĐ][A-Za-zĐđ]*)+")
ETH, D_WITH_STROKE = "Ð", "Đ"  # two capitals that look alike; keyboards write both


class MissingPrerequisite(Refused):
    """Refused until somebody confirms that the decision was given without `requires`."""

    def __init__(self, message: str, requires: CriteriaSet) -> None:
        super().__init__(message)
        self.requires = requires


@transaction.atomic
def recognise(
    *,
    commune: AdministrativeUnit,
    criteria_set: CriteriaSet,
    decision_no: str,
    decided_on: date,
    issuer: str,
    today: date,
    by: User,
    note: str = "",
    confirm_missing_prerequisite: bool = False,
) -> Recognition:
    """Record a decision that recognises a commune under a set.

    today: the writer's calendar day, never exceeded.
    Raises MissingPrerequisite while the recognition that the law asks for before is not recorded
    and that is not confirmed: the decision may be real all the same. Raises Refused for a day, a
    set or a number that cannot be, and while the commune is already recognised under the set.
    """
    _lock(commune)
    number = clean_decision_no(decision_no)
    _check_day(commune, decided_on, today=today)
    _check_set(commune, criteria_set, decided_on)
    _refuse_second(commune, criteria_set, decided_on)
    if not confirm_missing_prerequisite:
        _refuse_missing(commune, criteria_set, decided_on)
    return _stored(
        Recognition(
            commune=commune,
            criteria_set=criteria_set,
            decision_no=number,
            decided_on=decided_on,
            issuer=issuer,
            note=note,
            recorded_by=by,
        )
    )


@transaction.atomic
def revoke(
    *,
    recognition: Recognition,
    decision_no: str,
    decided_on: date,
    reason: str,
    today: date,
    by: User,
) -> Revocation:
    """Record the decision that ends a recognition.

    Raises Refused for a number or day that cannot be, a day before the recognition, and when it
    has been revoked or taken back already.
    """
    _lock(recognition.commune)
    _refuse_ended(recognition)
    number = clean_decision_no(decision_no)
    _check_day(recognition.commune, decided_on, today=today)
    if decided_on < recognition.decided_on:
        raise Refused(
            f"Ngày thu hồi {format_day(decided_on)} trước ngày công nhận "
            f"{format_day(recognition.decided_on)}. Kiểm tra lại ngày."
        )
    return _stored(
        Revocation(
            recognition=recognition,
            decision_no=number,
            decided_on=decided_on,
            reason=reason,
            recorded_by=by,
        )
    )


@transaction.atomic
def void_recognition(*, recognition: Recognition, reason: str, by: User) -> RecognitionVoid:
    """Take back a recognition that was written by mistake, with its revocation if it has one.

    Raises Refused when that has been done already, or without a reason.
    """
    _lock(recognition.commune)
    _refuse_voided(recognition)
    return _stored(RecognitionVoid(recognition=recognition, reason=reason, recorded_by=by))


def _lock(commune: AdministrativeUnit) -> None:
    # No key update: figures of the commune may be written meanwhile.
    AdministrativeUnit.objects.select_for_update(no_key=True).get(pk=commune.pk)


def clean_decision_no(text: str) -> str:
    """The number without inner spaces, or Refused."""
    number = clean_line(text).replace(" ", "").replace(ETH, D_WITH_STROKE)
    if not DECISION_NO.fullmatch(number):
        what = f"Số quyết định ‘{shown(text)}’ không đúng" if number else "Thiếu số quyết định"
        raise Refused(f"{what}. Viết số, gạch chéo, ký hiệu, ví dụ 15/QĐ-UBND.")
    return number


def _check_day(commune: AdministrativeUnit, day: date, *, today: date) -> None:
    if day > today:
        raise Refused(
            f"Ngày {format_day(day)} chưa tới. Chỉ ghi quyết định ký đến hôm nay, "
            f"{format_day(today)}."
        )
    if not commune.exists_on(day):
        raise Refused(
            f"{commune.full_name} không tồn tại vào ngày {format_day(day)}. Kiểm tra lại ngày."
        )


def _check_set(commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date) -> None:
    """A decision may come after the set's last day, on what was reached before; never earlier."""
    if commune.kind != AdministrativeUnit.Kind.COMMUNE:
        raise Refused(f"{commune.full_name} không phải xã nên không được công nhận. Chọn một xã.")
    if (
        criteria_set.level != CriteriaSet.Level.COMMUNE
        or criteria_set.status == CriteriaSet.Status.DRAFT
    ):
        raise Refused(f"{criteria_set} không phải bộ tiêu chí của xã. Chọn bộ tiêu chí khác.")
    adopting = SetAdoption.objects.begun(day).filter(criteria_set=criteria_set).values("unit_id")
    if not AdministrativeUnit.objects.filter(pk=commune.pk).at_or_below(adopting).exists():
        raise Refused(
            f"{commune.full_name} chưa áp dụng {criteria_set} vào ngày {format_day(day)}. "
            "Chọn bộ tiêu chí khác hoặc kiểm tra lại ngày."
        )


def _refuse_second(commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date) -> None:
    others = Recognition.objects.filter(commune=commune, criteria_set=criteria_set)
    other = others.standing_after(day).order_by("decided_on").first()
    if other is not None:
        raise Refused(
            f"{commune.full_name} đã được công nhận theo {criteria_set} tại Quyết định "
            f"{other.decision_no} ngày {format_day(other.decided_on)}. "
            "Nếu dòng đó sai, đánh dấu ghi nhầm rồi ghi lại."
        )


def _refuse_missing(commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date) -> None:
    before = (
        Prerequisite.objects.filter(criteria_set=criteria_set).select_related("requires").first()
    )
    standing = Recognition.objects.filter(commune=commune).standing_on(day)
    known = set(standing.values_list("criteria_set_id", flat=True))
    if before is not None and missing_prerequisite(before.requires_id, known) is not None:
        raise MissingPrerequisite(
            f"{commune.full_name} chưa có công nhận theo {before.requires} vào ngày "
            f"{format_day(day)} ({before.citation}; {before.get_provenance_display()}). "
            "Nếu quyết định đúng là như vậy, đánh dấu “Vẫn ghi” rồi lưu lần nữa.",
            before.requires,
        )


def _refuse_voided(recognition: Recognition) -> None:
    if RecognitionVoid.objects.filter(recognition=recognition).exists():
        raise Refused(
            f"Công nhận theo Quyết định {recognition.decision_no} đã được đánh dấu ghi nhầm. "
            "Tải lại trang để xem."
        )


def _refuse_ended(recognition: Recognition) -> None:
    _refuse_voided(recognition)
    ended = Revocation.objects.filter(recognition=recognition).first()
    if ended is not None:
        raise Refused(
            f"Công nhận theo Quyết định {recognition.decision_no} đã bị thu hồi tại Quyết định "
            f"{ended.decision_no} ngày {format_day(ended.decided_on)}. Tải lại trang để xem."
        )


def _stored(row: Row) -> Row:
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        # Sentences of their own: "Lý do: Trường này không được trống."
        raise Refused(" ".join(map(upper_first, labelled(type(row), error)))) from error
    row.save()
    return row
