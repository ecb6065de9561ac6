"""Mutants of the guards of agencies."""

from assignments import access
from assignments.models import Agency
from tests.trust.mutants import Mutant, every_unit, yes


def any_agency(user, agency_id):
    return Agency.objects.select_related("unit").filter(pk=agency_id).first()


AGENCY_MUTANTS = [
    Mutant(access, "agency_units", every_unit, "agencies", "GET"),
    Mutant(access, "get_agency", any_agency, "co-quan/<int:agency_id>/", "GET"),
    Mutant(access, "get_agency_to_edit", access.get_agency, "co-quan/<int:agency_id>/cach-viet/"),
    Mutant(access, "edits_agencies", yes, "co-quan/them/"),
]
