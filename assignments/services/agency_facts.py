"""Writes on what an agency is called, what it is made of, and how documents spell it."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from assignments.models import Agency, AgencyAlias, AgencyChange
from assignments.models.agencies import bearer_of, taken
from communes.models import AdministrativeUnit
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.validation import labelled
from plans.services.history import version

ADDED, FACTS, ALIAS = "Thêm cơ quan", "Tên, loại", "Cách viết khác"


@transaction.atomic
def add_agency(*, agency: Agency, parts: Collection[Agency] = (), by: User) -> Agency:
    """Store a new agency of its unit. parts: of a collective.

    Raises Refused when a name is already another agency's, or a part is not of the unit.
    """
    lock_unit(agency.unit)
    _store(agency, parts)
    note(agency, ADDED, "", facts(agency), by=by)
    return agency


@transaction.atomic
def change_agency(*, agency: Agency, parts: Collection[Agency] = (), seen: str, by: User) -> None:
    """Store the changed fields and parts. seen: the `facts_version` that the person saw.

    Raises Refused as `add_agency`, and when somebody else has changed the agency meanwhile.
    """
    lock_unit(agency.unit)
    stored = Agency.objects.get(pk=agency.pk)
    before = facts(stored)
    if seen != facts_version(stored):
        last = agency.changes.filter(what=FACTS).select_related("by").first()
        who = f"{last.by} vừa đổi" if last else "vừa được đổi"
        raise Refused(f"{stored}: {who}, nay là “{before}”. Xem lại rồi lưu.")
    _store(agency, parts)
    if facts(agency) != before:
        note(agency, FACTS, before, facts(agency), by=by)


@transaction.atomic
def add_alias(*, agency: Agency, name: str, by: User) -> AgencyAlias:
    """Raises Refused when that spelling already means an agency of the unit, this one included."""
    lock_unit(agency.unit)
    if bearer := bearer_of(name, agency.unit_id, but=None):
        raise Refused(taken(name, bearer))
    alias = AgencyAlias(agency=agency, name=name)
    _clean(alias)
    alias.save()
    note(agency, ALIAS, "", alias.name, by=by)
    return alias


@transaction.atomic
def remove_alias(*, alias: AgencyAlias, by: User) -> None:
    """Documents that spell it so are read no more; what was linked stays."""
    lock_unit(alias.agency.unit)
    if AgencyAlias.objects.filter(pk=alias.pk).exists():
        note(alias.agency, ALIAS, alias.name, "", by=by)
        alias.delete()


def facts(agency: Agency) -> str:
    """An agency in words: both names, its kind, its parts."""
    short = f" ({agency.short_name})" if agency.short_name else ""
    parts = ", ".join(part.name for part in agency.parts.order_by("pk"))
    made_of = f"; gồm {parts}" if parts else ""
    return f"{agency.name}{short}: {agency.get_kind_display()}{made_of}"


def facts_version(agency: Agency) -> str:
    """What a form carries of the agency that it showed."""
    parts = agency.parts.order_by("pk").values_list("pk", flat=True)
    return version(agency.name, agency.short_name, agency.kind, *map(str, parts))


def lock_unit(unit: AdministrativeUnit) -> None:
    """One writer at a time on a unit's agencies: two may not take the same name."""
    AdministrativeUnit.objects.select_for_update().get(pk=unit.pk)


def note(agency: Agency, what: str, before: str, after: str, *, by: User) -> None:
    AgencyChange.objects.create(agency=agency, what=what, before=before, after=after, by=by)


def _store(agency: Agency, parts: Collection[Agency]) -> None:
    _clean(agency)
    if parts and agency.kind != Agency.Kind.COLLECTIVE:
        raise Refused(
            f"{agency}: chỉ “nhiều cơ quan” mới gồm cơ quan khác. Sửa loại, hoặc bỏ chọn."
        )
    for part in parts:
        if part.unit_id != agency.unit_id:
            raise Refused(f"{part} không thuộc {agency.unit.full_name}. Chọn lại trong danh sách.")
        if agency.pk in _made_of([part]):
            raise Refused(f"{part} đã gồm {agency}, nên không thể là một phần của nó. Bỏ chọn.")
    agency.save()
    agency.parts.set(parts)


def _made_of(agencies: Iterable[Agency]) -> set[int]:
    """Ids of the agencies and of all their parts, to any depth."""
    found: set[int] = set()
    fresh = {agency.pk for agency in agencies}
    while fresh:
        found |= fresh
        pairs = Agency.parts.through.objects.filter(from_agency__in=fresh)
        fresh = set(pairs.values_list("to_agency", flat=True)) - found
    return found


def _clean(row: Agency | AgencyAlias) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(labelled(type(row), error))) from error
