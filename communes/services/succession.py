"""Writes to who took over whom (kế thừa): recorded with the deciding document, never changed."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from communes.models import AdministrativeUnit, CarryOver, SuccessionVoid, UnitSuccession
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.numbers import format_number
from ntm_portal.lib.refusals import Refused

WHOLE = Decimal(100)


@transaction.atomic
def record_succession(
    *,
    old: AdministrativeUnit,
    new: AdministrativeUnit,
    starts_on: date,
    document: str,
    share_percent: Decimal | None = None,
    population: int | None = None,
    households: int | None = None,
    by: User,
) -> UnitSuccession:
    """Record that `new` took over `old` from `starts_on`.

    The day is the one after the old unit's last, and the new unit exists on it. Raises Refused
    for any other day, for units that cannot follow each other, and once figures were merged.
    """
    # Locked: two people cannot give away the same unit at the same time.
    old = AdministrativeUnit.objects.select_for_update().get(pk=old.pk)
    _refuse_pair(old, new)
    _refuse_day(old, new, starts_on)
    _refuse_share(share_percent)
    _refuse_merged(new)
    succession = UnitSuccession(
        old=old,
        new=new,
        starts_on=starts_on,
        share_percent=share_percent,
        population=population,
        households=households,
        document=document,
        recorded_by=by,
    )
    _refuse_repeat(succession)
    try:
        succession.clean_fields(exclude=["old", "new", "recorded_by"])
    except ValidationError as error:
        raise Refused(f"{old.full_name} → {new.full_name}: {' '.join(error.messages)}") from error
    succession.save()
    return succession


def _refuse_pair(old: AdministrativeUnit, new: AdministrativeUnit) -> None:
    if old.pk == new.pk:
        raise Refused(f"{old.full_name} không thể kế thừa chính nó. Chọn đơn vị khác.")
    if old.level != new.level:
        raise Refused(
            f"{old.full_name} ({old.get_level_display()}) và {new.full_name} "
            f"({new.get_level_display()}) không cùng cấp. Chọn đơn vị cùng cấp."
        )
    if _reaches(start=new, goal=old):
        raise Refused(
            f"{new.full_name} đã nhập vào {old.full_name} theo kế thừa đã ghi, nên không thể "
            f"kế thừa ngược lại. Kiểm tra lại hai đơn vị."
        )


def _reaches(*, start: AdministrativeUnit, goal: AdministrativeUnit) -> bool:
    """Whether successions lead from `start` to `goal`. One query per step of the chain."""
    seen: set[int] = set()
    reached = {start.pk}
    while reached:
        seen |= reached
        further = UnitSuccession.objects.standing().filter(old__in=reached)
        reached = set(further.values_list("new_id", flat=True)) - seen
    return goal.pk in seen


def _refuse_day(old: AdministrativeUnit, new: AdministrativeUnit, starts_on: date) -> None:
    day = format_day(starts_on)
    if old.valid_to is None:
        raise Refused(
            f"{old.full_name} vẫn tồn tại vào ngày {day}. Ghi ngày kết thúc của đơn vị cũ trước."
        )
    expected = old.valid_to + timedelta(days=1)
    if starts_on != expected:
        raise Refused(
            f"{old.full_name} tồn tại đến hết ngày {format_day(old.valid_to)}, nên kế thừa bắt "
            f"đầu từ {format_day(expected)}, không phải {day}. Sửa ngày."
        )
    if new.valid_from is not None and starts_on < new.valid_from:
        raise Refused(
            f"{new.full_name} chỉ có từ ngày {format_day(new.valid_from)}, sau ngày {day}. "
            "Chọn đơn vị khác hoặc sửa ngày."
        )
    if not new.exists_on(starts_on):
        raise Refused(
            f"{new.full_name} không còn tồn tại vào ngày {day}. Chọn đơn vị khác hoặc sửa ngày."
        )


def _refuse_share(share_percent: Decimal | None) -> None:
    if share_percent is not None and not 0 < share_percent <= WHOLE:
        raise Refused(
            f"Phần nhập vào {format_number(share_percent, 2)}% không dùng được. "
            "Ghi trên 0 đến 100, hoặc để trống nếu nhập toàn bộ."
        )


def _refuse_repeat(wanted: UnitSuccession) -> None:
    others = list(UnitSuccession.objects.standing().filter(old=wanted.old))
    if any(other.new_id == wanted.new_id for other in others):
        raise Refused(
            f"Đã ghi {wanted.new.full_name} kế thừa {wanted.old.full_name}. Ghi nhầm thì hủy "
            "dòng đó rồi ghi lại."
        )
    total = sum((one.share_percent or Decimal(0) for one in [*others, wanted]), Decimal(0))
    if total > WHOLE:
        raise Refused(f"Các phần của {wanted.old.full_name} cộng lại quá 100%. Sửa phần nhập vào.")


def _refuse_merged(new: AdministrativeUnit) -> None:
    """Figures merged from other predecessors would no longer be what they say."""
    merges = CarryOver.objects.standing().filter(merged_set__isnull=False, unit=new)
    if merges.exists():
        raise Refused(
            f"Số liệu của {new.full_name} đã được gộp theo các đơn vị cũ đã ghi. "
            "Hoàn tác lượt gộp trước rồi sửa."
        )


@transaction.atomic
def void_succession(*, succession: UnitSuccession, by: User) -> SuccessionVoid:
    """Take back a succession that was recorded by mistake; the row stays."""
    _refuse_merged(succession.new)
    try:
        with transaction.atomic():
            return SuccessionVoid.objects.create(succession=succession, recorded_by=by)
    except IntegrityError as error:
        raise Refused("Dòng kế thừa này đã được hủy trước đó. Tải lại trang để xem.") from error
