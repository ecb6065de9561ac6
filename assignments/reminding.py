"""Whom an office may remind (đôn đốc), of what, and the message for a Zalo group. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from accounts.models import User
from assignments.duties import Duty, read_duties
from assignments.duty_links import absolute, duty_name
from assignments.duty_owners import DutyIndex, Standing, does, read_speaking_plans
from assignments.duty_rules import OPEN_STATES
from assignments.models import Agency
from communes.models import AdministrativeUnit, UnitRole
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.text import shown, sort_key
from plans.models import Plan

COMING_DAYS = 7
MOST_LINES = 20  # of each list: nobody reads a longer message
MOST_LETTERS = 120


@dataclass(frozen=True)
class Addressee:
    """An agency, a commune, or everybody with late duties of a unit.

    code: in addresses, "co-quan-12". unit: whose office writes. standing: None for everybody.
    """

    code: str
    name: str
    unit: AdministrativeUnit
    standing: Standing | None


@dataclass(frozen=True)
class Reminder:
    """overdue, coming: duties of the addressee, the earliest first."""

    to: Addressee
    overdue: tuple[Duty, ...]
    coming: tuple[Duty, ...]


def read_reminders(user: User, day: date) -> list[Reminder]:
    """Of every agency and commune with something overdue or due soon, the most overdue first.

    Raises Http404 for whoever is nobody's office. The number of queries does not depend on the
    number of agencies and communes.
    """
    duties = DutyIndex(_duties(user, day))
    found = [
        _reminder(one, duties.duties_of(one.standing)[0], day) for one in _addressees(user, day)
    ]
    found = [one for one in found if one.overdue or one.coming]
    return sorted(found, key=lambda one: (-len(one.overdue), -len(one.coming)))


def read_reminder(user: User, code: str, day: date) -> Reminder:
    """Of one addressee. Raises Http404 for one whom the person may not remind."""
    everybody = [*_addressees(user, day), *whole_units(user)]
    to = next((one for one in everybody if one.code == code), None)
    if to is None:
        raise Http404
    duties = _duties(user, day)
    if to.standing is None:
        theirs = [duty for duty in duties if duty.plan.unit_id == to.unit.pk]
    else:
        theirs = [duty for duty in duties if does(duty, to.standing)]
    return _reminder(to, theirs, day)


def zalo_text(reminder: Reminder, day: date) -> str:
    """Names of duties, deadlines and one link: no figures, no names of people."""
    lines = [f"NHẮC VIỆC – {reminder.to.name}, ngày {format_day(day)}"]
    for heading, duties in (
        ("Quá hạn", reminder.overdue),
        (f"Đến hạn trong {COMING_DAYS} ngày tới", reminder.coming),
    ):
        if duties:
            lines += ["", f"{heading} ({len(duties)}):"]
            lines += [
                f"{place}. {shown(duty_name(duty), MOST_LETTERS)} – hạn {format_day(duty.due_on)}"
                for place, duty in enumerate(duties[:MOST_LINES], start=1)
            ]
        if len(duties) > MOST_LINES:
            lines.append(f"… và {len(duties) - MOST_LINES} việc khác, xem trên cổng.")
    if len(lines) == 1:
        lines += ["", "Không có việc quá hạn hoặc sắp đến hạn."]
    return "\n".join([*lines, "", f"Xem và cập nhật: {absolute('/')}"])


def _reminder(to: Addressee, theirs: Iterable[Duty], day: date) -> Reminder:
    last = day + timedelta(days=COMING_DAYS)
    return Reminder(
        to,
        overdue=tuple(duty for duty in theirs if duty.is_late),
        coming=tuple(
            duty
            for duty in theirs
            if duty.until and day <= duty.until <= last and duty.state in OPEN_STATES
        ),
    )


def _offices(user: User) -> list[AdministrativeUnit]:
    """The units for which the person is the office itself, and all below them."""
    units = AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)
    found = list(units.exclude(level=AdministrativeUnit.Level.VILLAGE).order_by("code"))
    if not found:
        raise Http404
    return found


def _duties(user: User, day: date) -> list[Duty]:
    plans = Plan.objects.filter(unit__in=_offices(user), status=Plan.Status.SIGNED)
    return read_duties(plans.select_related("unit", "criteria_set"), day)


def _addressees(user: User, day: date) -> list[Addressee]:
    units = {unit.pk: unit for unit in _offices(user)}
    agencies = sorted(Agency.objects.filter(unit__in=units), key=lambda one: sort_key(one.name))
    communes = AdministrativeUnit.objects.filter(pk__in=units).rural_communes().existing_on(day)
    communes = sorted(communes, key=lambda one: sort_key(one.name))
    speaking = read_speaking_plans([commune.pk for commune in communes])
    return [
        *(
            Addressee(
                f"co-quan-{agency.pk}",
                agency.name,
                units[agency.unit_id],
                Standing(headed=frozenset({agency.pk})),
            )
            for agency in agencies
        ),
        *(
            Addressee(
                f"xa-{commune.code}",
                f"UBND {commune.get_kind_display()} {commune.name}",
                units.get(commune.parent_id, commune),
                Standing(communes=frozenset({commune.pk}), plans=speaking[commune.pk]),
            )
            for commune in communes
        ),
    ]


def whole_units(user: User) -> list[Addressee]:
    return [
        Addressee(
            f"don-vi-{unit.code}",
            f"Các cơ quan, đơn vị của {unit.get_kind_display()} {unit.name}",
            unit,
            None,
        )
        for unit in _offices(user)
        if unit.level != AdministrativeUnit.Level.COMMUNE
    ]
