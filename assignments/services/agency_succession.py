"""Writes on who took over the work of an agency: agencies merge and are divided too."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.models import Agency, AgencySuccession, AgencySuccessionVoid
from assignments.services.agency_facts import lock_unit, note
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line

SUCCESSION = "Kế thừa"
REASON_LENGTH = AgencySuccessionVoid._meta.get_field("reason").max_length or 0


@transaction.atomic
def record_succession(
    *, old: Agency, new: Agency, starts_on: date, document: str, by: User
) -> AgencySuccession:
    """From the day on the work of `old` is done by `new`, beside other heirs that it may have.

    Raises Refused for an agency of another unit, a bow that leads back, a pair that stands
    already, or without a document.
    """
    lock_unit(old.unit)
    standing = AgencySuccession.objects.standing()
    if new.unit_id != old.unit_id:
        raise Refused(f"{new} không thuộc {old.unit.full_name}. Chọn cơ quan trong danh sách.")
    if new.pk == old.pk:
        raise Refused(f"{old} không thể kế thừa chính nó. Chọn cơ quan khác.")
    if not document.strip():
        raise Refused("Kế thừa phải có văn bản. Ghi số, ngày của quyết định.")
    if same := standing.filter(old=old, new=new).first():
        raise Refused(
            f"{new} đã kế thừa {old} từ ngày {format_day(same.starts_on)} ({same.document}). "
            "Nếu dòng ấy sai thì ghi nhầm nó trước."
        )
    if old.pk in _heirs([new.pk]):
        raise Refused(f"{old} đã kế thừa {new}, nên không thể theo chiều ngược lại. Xem lại.")
    succession = AgencySuccession.objects.create(
        old=old, new=new, starts_on=starts_on, document=document, recorded_by=by
    )
    note(old, SUCCESSION, "", _words(succession), by=by)
    return succession


@transaction.atomic
def void_succession(*, succession: AgencySuccession, reason: str, by: User) -> None:
    """It was written by mistake: both agencies do their own work again, as if it had never been.

    A second time says the same and changes nothing. Raises Refused without a reason, or for one
    that is too long.
    """
    lock_unit(succession.old.unit)
    reason = clean_line(reason)
    if not reason:
        raise Refused(f"{succession}: ghi lý do vì sao dòng này sai.")
    if len(reason) > REASON_LENGTH:
        length = f"{len(reason)} ký tự, tối đa {REASON_LENGTH}"
        raise Refused(f"{succession}: lý do dài {length}. Viết ngắn lại.")
    if AgencySuccessionVoid.objects.filter(succession=succession).exists():
        return
    AgencySuccessionVoid.objects.create(succession=succession, reason=reason, by=by)
    note(succession.old, SUCCESSION, _words(succession), f"Ghi nhầm: {reason}", by=by)


def _words(succession: AgencySuccession) -> str:
    day = format_day(succession.starts_on)
    return f"{succession.new} kế thừa từ ngày {day}, {succession.document}"


def _heirs(agencies: Iterable[int]) -> set[int]:
    """Ids of the agencies and of all that took them over, on whatever day."""
    found: set[int] = set()
    fresh = set(agencies)
    standing = AgencySuccession.objects.standing()
    while fresh:
        found |= fresh
        fresh = set(standing.filter(old__in=fresh).values_list("new", flat=True)) - found
    return found
