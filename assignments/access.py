"""In which capacity a person acts on a commune's review, and whose agencies he sees and edits."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from assignments.models import Agency, AgencyMembership
from communes.models import AdministrativeUnit, UnitRole
from communes.rules import Party


def parties(user: User, commune: AdministrativeUnit) -> frozenset[Party]:
    """Empty for leaders, readers and administrators, who take no step.

    An agency (cơ quan) counts where it belongs to a unit above the commune.
    """
    if user.is_staff:
        return frozenset()
    speaks_for = AdministrativeUnit.objects.filter(pk=commune.pk).spoken_for_by
    held = {
        Party.COMMUNE: speaks_for(user, UnitRole.Role.OFFICER),
        Party.AGENCY: AgencyMembership.objects.filter(
            user=user, user__is_active=True, agency__unit__in=_above(commune)
        ),
        Party.OFFICE: speaks_for(user, UnitRole.Role.OFFICE),
    }
    return frozenset(party for party, rows in held.items() if rows.exists())


def agency_units(user: User) -> QuerySet[AdministrativeUnit]:
    """The units whose agencies the person reads: those with agencies, and his own office's."""
    offices = UnitRole.objects.filter(user=user, role=UnitRole.Role.OFFICE)
    shown = AdministrativeUnit.objects.visible_to(user).filter(
        Q(pk__in=Agency.objects.values("unit")) | Q(pk__in=offices.values("unit"))
    )
    return shown.select_related("parent").order_by("-level", "code")


def units_to_fill(user: User) -> QuerySet[AdministrativeUnit]:
    """The units whose agencies the person may bring in by a sheet: the same as on the pages.

    An administrator: any province or district, and whatever else has agencies.
    """
    if not user.is_staff:
        offices = AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)
        return agency_units(user).filter(pk__in=offices.values("pk"))
    units = AdministrativeUnit.objects.filter(
        Q(pk__in=Agency.objects.values("unit")) | Q(level__in=("PROVINCE", "DISTRICT"))
    )
    return units.select_related("parent").order_by("-level", "code")


def edits_agencies(user: User, unit: AdministrativeUnit) -> bool:
    """Whether the person is the office of the unit or of a unit above it."""
    offices = AdministrativeUnit.objects.spoken_for_by(user, UnitRole.Role.OFFICE)
    return offices.filter(pk=unit.pk).exists()


def get_agency(user: User, agency_id: int) -> Agency:
    """An agency of a unit that the person sees."""
    visible = AdministrativeUnit.objects.visible_to(user)
    return get_object_or_404(Agency.objects.select_related("unit"), pk=agency_id, unit__in=visible)


def get_agency_to_edit(user: User, agency_id: int) -> Agency:
    agency = get_agency(user, agency_id)
    if not edits_agencies(user, agency.unit):
        raise Http404
    return agency


def _above(commune: AdministrativeUnit) -> list[AdministrativeUnit]:
    """The units above, the nearest first."""
    found, unit = [], commune.parent
    while unit is not None:
        found.append(unit)
        unit = unit.parent
    return found
