"""The bodies that a plan of the demo names, their other spellings, and who answers for what."""

from collections.abc import Iterable, Mapping

from accounts.models import User
from assignments.models import Agency, AgencyAlias, Responsibility
from assignments.services.agency_facts import add_agency, add_alias
from assignments.services.responsibilities import add_responsibility
from communes.models import AdministrativeUnit
from criteria.models import CriteriaSet, Requirement
from plans.models import Plan

LEAD, SUPPORT = Responsibility.Role.LEAD, Responsibility.Role.SUPPORT


def seed_bodies(*, data: Mapping, unit: AdministrativeUnit, by: User) -> None:
    """What is there already, by its name, stays as it is."""
    for line in data.get("bodies", ()):
        agencies = {agency.name: agency for agency in Agency.objects.filter(unit=unit)}
        if line["name"] in agencies:
            continue
        body = Agency(
            unit=unit,
            name=line["name"],
            short_name=line.get("short", ""),
            kind=line.get("kind", Agency.Kind.OFFICE),
        )
        add_agency(agency=body, parts=[agencies[name] for name in line.get("parts", ())], by=by)
        _spell(body, line.get("aliases", ()), by=by)
    for name, aliases in data.get("aliases", {}).items():
        _spell(Agency.objects.get(unit=unit, name=name), aliases, by=by)


def _spell(agency: Agency, aliases: Iterable[str], *, by: User) -> None:
    there = set(AgencyAlias.objects.filter(agency=agency).values_list("name", flat=True))
    for name in aliases:
        if name not in there:
            add_alias(agency=agency, name=name, by=by)


def seed_responsibilities(*, data: Mapping, plan: Plan, by: User) -> None:
    """Into a plan that has just been made."""
    agencies = {agency.name: agency for agency in Agency.objects.filter(unit=plan.unit)}
    rows = {row.commune.code: row for row in plan.rows.select_related("commune")}
    for entry in data.get("responsibilities", ()):
        agency = agencies[entry["agency"]]
        for thing in _things(entry, rows):
            add_responsibility(line=Responsibility(plan=plan, agency=agency, **thing), by=by)


def _things(entry: Mapping, rows: Mapping) -> Iterable[dict]:
    """The fields of each line of an agency, in the file's order."""
    for key, role in (("lead", LEAD), ("support", SUPPORT)):
        for set_code, codes in entry.get(key, {}).items():
            for code in codes:
                yield {"role": role, "requirement": _requirement(set_code, code)}
    for one in entry.get("fields", ()):
        for field in one["fields"]:
            criterion = _requirement(one["set"], one["criterion"])
            yield {"role": LEAD, "requirement": criterion, "field": field}
    for key, role in (("communes", LEAD), ("supported_communes", SUPPORT)):
        for code in entry.get(key, ()):
            yield {"role": role, "row": rows[code]}


def _requirement(set_code: str, code: str) -> Requirement:
    """The criterion of that number, or else the indicator."""
    nodes = CriteriaSet.objects.get(code=set_code).requirements.filter(code=code)
    return nodes.order_by("position").select_related("criteria_set", "parent")[0]
