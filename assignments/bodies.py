"""Who acts for the bodies that a plan names: the parts of collectives, the heirs of agencies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assignments.models import Agency, AgencySuccession
from communes.models import AdministrativeUnit


@dataclass(frozen=True)
class Bodies:
    """The agencies of some units on a day.

    parts: collective -> the agencies it is made of; heirs: agency -> those that had taken it
    over by the day. Both by id.
    """

    by_id: Mapping[int, Agency]
    parts: Mapping[int, frozenset[int]]
    heirs: Mapping[int, frozenset[int]]

    def acting(self, agency_id: int) -> frozenset[int]:
        """Ids of the agencies that do the work of this one on the day.

        A collective whose parts nobody has named acts itself, as do the communes' own bodies.
        """
        found: set[int] = set()
        self._collect(agency_id, found, seen=set())
        return frozenset(found)

    def _collect(self, agency_id: int, found: set[int], seen: set[int]) -> None:
        if agency_id in seen:
            return
        seen.add(agency_id)
        onward = self.heirs.get(agency_id) or self.parts.get(agency_id)
        if not onward:
            found.add(agency_id)
        for one in onward or ():
            self._collect(one, found, seen)


def read_bodies(units: Iterable[AdministrativeUnit], day: date) -> Bodies:
    """The agencies of `units` as of `day`. Three queries."""
    agencies = Agency.objects.filter(unit__in=units)
    by_id = {agency.pk: agency for agency in agencies}
    parts = Agency.parts.through.objects.filter(from_agency__in=by_id)
    heirs = AgencySuccession.objects.standing().filter(old__in=by_id, starts_on__lte=day)
    return Bodies(
        by_id,
        _grouped(parts.values_list("from_agency", "to_agency")),
        _grouped(heirs.order_by().values_list("old", "new")),
    )


def known_names(unit: AdministrativeUnit) -> list[tuple[int, str]]:
    """(id, spelling) of the unit's agencies, for `agency_names.read_agencies`. Two queries.

    Also of those that were taken over: a plan of that time names them.
    """
    agencies = Agency.objects.filter(unit=unit).prefetch_related("aliases")
    return [
        (agency.pk, name)
        for agency in agencies
        for name in (agency.name, agency.short_name, *(one.name for one in agency.aliases.all()))
        if name
    ]


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}
