"""Who may carry cells over, merge communes and record successions: fetch, or answer 404."""

from datetime import date

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from communes.models import AdministrativeUnit, CarryOver, UnitRole, UnitSuccession
from communes.querysets import CarryOverQuerySet, UnitQuerySet
from criteria.models import EditionMapping


def office_units(user: User) -> UnitQuerySet:
    """Units for which the person is the office."""
    return AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)


def may_pass(user: User, *units: AdministrativeUnit) -> bool:
    """Whether the person is the office of every one of the units, which may have ended."""
    wanted = {unit.pk for unit in units}
    return office_units(user).filter(pk__in=wanted).count() == len(wanted)


def get_office_unit(user: User, code: str, day: date) -> AdministrativeUnit:
    """The unit with that code on `day`, else the latest one, for its office; 404 for others."""
    named = office_units(user).filter(code=code).select_related("parent")
    newest_first = (F("valid_to").desc(nulls_first=True), F("valid_from").desc(nulls_last=True))
    unit = named.existing_on(day).first() or named.order_by(*newest_first).first()
    if unit is None:
        raise Http404
    return unit


def get_mapping(code: str) -> EditionMapping:
    """A mapping with its sets loaded."""
    mappings = EditionMapping.objects.select_related("old_set", "new_set")
    return get_object_or_404(mappings, code=code)


def visible_runs(user: User) -> CarryOverQuerySet:
    """Runs on the units that the person sees, newest first."""
    visible = AdministrativeUnit.objects.visible_to(user)
    return CarryOver.objects.with_counts().filter(unit__in=visible)


def get_run(user: User, pk: int) -> CarryOver:
    """A run for the office of its unit."""
    return get_object_or_404(visible_runs(user).filter(unit__in=office_units(user)), pk=pk)


def get_succession(user: User, unit: AdministrativeUnit, pk: int) -> UnitSuccession:
    """A standing succession of the unit, for the office of both sides."""
    standing = UnitSuccession.objects.standing()
    succession = get_object_or_404(standing.filter(old=unit) | standing.filter(new=unit), pk=pk)
    if not may_pass(user, succession.old, succession.new):
        raise Http404
    return succession
