"""In which capacity a person acts on a commune's review."""

from accounts.models import User
from assignments.models import AgencyMembership
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


def _above(commune: AdministrativeUnit) -> list[AdministrativeUnit]:
    """The units above, the nearest first."""
    found, unit = [], commune.parent
    while unit is not None:
        found.append(unit)
        unit = unit.parent
    return found
