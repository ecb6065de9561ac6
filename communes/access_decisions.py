"""Who may see, enter and take back decisions on thresholds: fetch, or answer 404."""

from datetime import date

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from communes.access import units_that_ask
from communes.access_carry import get_office_unit, office_units
from communes.models import AdministrativeUnit, DecisionEntry
from communes.querysets import DecisionEntryQuerySet, UnitQuerySet

LEVELS = (AdministrativeUnit.Level.PROVINCE, AdministrativeUnit.Level.DISTRICT)


def deciding_units(user: User) -> UnitQuerySet:
    """Provinces and districts for which the person is the office."""
    return office_units(user).filter(level__in=LEVELS)


def get_deciding_unit(user: User, code: str, day: date) -> AdministrativeUnit:
    """A province or a district of the person's office; 404 for others."""
    unit = get_office_unit(user, code, day)
    if unit.level not in LEVELS:
        raise Http404
    return unit


def visible_decisions(user: User) -> DecisionEntryQuerySet:
    """Decisions that count for a unit of the person's, above or below it; the newest day first."""
    below = AdministrativeUnit.objects.visible_to(user)
    concerned = Q(unit__in=below) | Q(unit__in=units_that_ask(user))
    return DecisionEntry.objects.with_facts().filter(concerned)


def get_decision(user: User, pk: int) -> DecisionEntry:
    return get_object_or_404(visible_decisions(user), pk=pk)


def get_own_decision(user: User, pk: int) -> DecisionEntry:
    """A decision for the office of its unit."""
    return get_object_or_404(visible_decisions(user).filter(unit__in=deciding_units(user)), pk=pk)
