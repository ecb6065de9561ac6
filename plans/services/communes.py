"""Writes of which communes a plan speaks of, in which order and spelling."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from accounts.models import User
from communes.models import AdministrativeUnit
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.refusals import Refused
from plans.models import Plan, PlanCommune
from plans.querysets import communes_of
from plans.services.conflicts import PlanConflict, StalePlan
from plans.services.history import last_change, lock, note

COMMUNES, PRINTED, PLACE = "Các xã", "Tên như in", "STT"
_ASIDE = 10_000  # beyond every place: two rows never share one, not even while they move


@transaction.atomic
def add_communes(*, plan: Plan, communes: Sequence[AdministrativeUnit], by: User) -> None:
    """Put communes at the end of a plan, in the order given; one that is there stays where it is.

    Raises Refused for a signed plan, or a commune that is not one of the unit on the baseline day.
    """
    lock(plan)
    known = set(communes_of(plan).values_list("pk", flat=True))
    for commune in communes:
        if commune.pk not in known:
            raise Refused(
                f"{commune.full_name} không phải xã của {plan.unit.full_name} ngày "
                f"{format_day(plan.baseline_on)}. Chọn xã trong danh sách."
            )
    held = set(plan.rows.values_list("commune_id", flat=True))
    new = [commune for commune in communes if commune.pk not in held]
    if not new:
        return
    PlanCommune.objects.bulk_create(
        PlanCommune(plan=plan, commune=commune, position=place)
        for place, commune in enumerate(new, start=len(held) + 1)
    )
    names = ", ".join(commune.full_name for commune in new)
    note(plan, None, COMMUNES, "", f"Thêm {len(new)} xã: {names}", by=by)


@transaction.atomic
def place_commune(
    *, row: PlanCommune, printed_name: str, position: int, seen: str, by: User
) -> None:
    """Spell a commune as the plan prints it, and put it in a place; beyond the last: the last.

    seen: the printed name that the person saw. Raises Refused for a signed plan or a name too
    long, StalePlan when somebody else spelt it otherwise meanwhile.
    """
    lock(row.plan)
    stored = PlanCommune.objects.select_related("commune").filter(pk=row.pk).first()
    name = fitting(PlanCommune, "printed_name", printed_name)
    if stored is None or stored.printed_name not in (seen, name):
        now = stored.name if stored else "không còn trong kế hoạch"
        last = last_change(row.plan, row, what=PRINTED)
        raise StalePlan([PlanConflict(f"{row.commune.full_name}, tên như in", now, last)])
    if stored.printed_name != name:
        note(row.plan, row, PRINTED, stored.printed_name, name, by=by)
        PlanCommune.objects.filter(pk=row.pk).update(printed_name=name)
    order = list(row.plan.rows.order_by("position"))
    place = next(index for index, one in enumerate(order) if one.pk == row.pk)
    wanted = min(max(position, 1), len(order)) - 1
    if wanted == place:
        return
    order.insert(wanted, order.pop(place))
    _number(row.plan, order)
    note(row.plan, row, PLACE, str(place + 1), str(wanted + 1), by=by)


@transaction.atomic
def remove_commune(*, row: PlanCommune, by: User) -> None:
    """Take a commune out of a plan; those after it move up.

    Raises Refused for a signed plan, or with what the plan still says of the commune.
    """
    lock(row.plan)
    held = what_hangs_on(row)
    if held:
        raise Refused(
            f"{row.name} còn {', '.join(held)} trong kế hoạch. Bỏ các mục đó trước, rồi bỏ xã."
        )
    note(row.plan, row, COMMUNES, row.name, "", by=by)
    PlanCommune.objects.filter(pk=row.pk).delete()
    _number(row.plan, list(row.plan.rows.order_by("position")))


def what_hangs_on(row: PlanCommune) -> list[str]:
    """ "3 tiêu chí phấn đấu", "1 nhóm xã": all that points at the row, also from apps above."""
    found = []
    for relation in PlanCommune._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        count = model._base_manager.filter(**{name: row}).count()
        if count:
            found.append(f"{count} {model._meta.verbose_name}")
    return found


def _number(plan: Plan, order: Sequence[PlanCommune]) -> None:
    plan.rows.update(position=F("position") + _ASIDE)
    for place, row in enumerate(order, start=1):
        row.position = place
    PlanCommune.objects.bulk_update(order, ["position"])
