"""Agencies from a sheet on their way into the portal, and back: by the services, all or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import User
from assignments.agency_names import name_words
from assignments.bodies import known_names
from assignments.models import Agency, AgencyAlias
from assignments.services.agency_facts import (
    add_agency,
    add_alias,
    change_agency,
    facts_version,
    lock_unit,
    remove_alias,
)
from communes.models import AdministrativeUnit
from ntm_portal.lib.imports import Effect, ServiceResource, of_row
from ntm_portal.lib.refusals import Refused

FACTS = ("name", "short_name", "kind")
Line = Mapping[str, Any]


class AgencyResource(ServiceResource):
    """row: pk None for a new agency; facts: what is to be said of it; seen: what was said.

    aliases, parts: names that are added.
    """

    def __init__(self, unit: AdministrativeUnit) -> None:
        super().__init__()
        self._unit = unit

    def line(self, row: Mapping[str, Any]) -> Line:
        return row

    def store(self, lines: Sequence[Line], *, by: Any) -> list[Effect]:
        lock_unit(self._unit)
        self._bearers = {name_words(name): pk for pk, name in known_names(self._unit)}
        effects: list[Effect] = []
        for line in self._parts_first(lines):
            with of_row(line["row"]):
                effects.append(self._store(line, by=by))
        return effects

    def _parts_first(self, lines: Sequence[Line]) -> list[Line]:
        """A collective behind the agencies of the sheet that it is made of."""
        coming = {name_words(line["facts"]["name"]) for line in lines if line["pk"] is None}
        left, ordered = list(lines), []
        while left:
            ready = [line for line in left if not coming & set(map(name_words, line["parts"]))]
            if not ready:
                with of_row(left[0]["row"]):
                    raise Refused("Các cơ quan gồm lẫn nhau. Bỏ bớt ở ô “Gồm”.")
            coming -= {name_words(line["facts"].get("name", "")) for line in ready}
            ordered += ready
            left = [line for line in left if line not in ready]
        return ordered

    def _store(self, line: Line, *, by: User) -> Effect:
        parts = [self._part(name) for name in line["parts"]]
        if line["pk"] is None:
            agency = add_agency(agency=Agency(unit=self._unit, **line["facts"]), parts=parts, by=by)
            before = None
        else:
            agency = Agency.objects.get(pk=line["pk"], unit=self._unit)
            before = self._change(agency, line, parts, by=by)
        names = (agency.name, agency.short_name, *line["aliases"])
        aliases = [add_alias(agency=agency, name=name, by=by).pk for name in line["aliases"]]
        self._bearers |= {name_words(name): agency.pk for name in names if name}
        return {
            "row": line["row"],
            "pk": agency.pk,
            "before": before,
            "version": facts_version(agency),
            "aliases": aliases,
        }

    def _change(
        self, agency: Agency, line: Line, parts: Sequence[Agency], *, by: User
    ) -> dict[str, Any]:
        for name, words in line["seen"].items():
            if getattr(agency, name) != words:
                raise Refused(f"{agency} vừa được đổi, nay không còn như lúc xem. Xem trước lại.")
        held = list(agency.parts.order_by("pk"))
        before = {name: getattr(agency, name) for name in FACTS}
        version = facts_version(agency)
        for name, words in line["facts"].items():
            setattr(agency, name, words)
        change_agency(agency=agency, parts=[*held, *parts], seen=version, by=by)
        return before | {"parts": [part.pk for part in held]}

    def _part(self, name: str) -> Agency:
        pk = self._bearers.get(name_words(name))
        if pk is None:
            raise Refused(f"‘{name}’ chưa là cơ quan của đơn vị. Nhập cả dòng của nó.")
        return Agency.objects.get(pk=pk)


def take_back(effects: Sequence[Effect], *, unit: AdministrativeUnit, by: User) -> None:
    """Names, kinds, parts and spellings as they were before.

    Raises Refused where somebody has changed an agency since, and for new agencies: each has its
    history, and history stays.
    """
    agencies = Agency.objects.in_bulk([effect["pk"] for effect in effects])
    for effect in effects:
        agency = agencies[effect["pk"]]
        if effect["before"] is None:
            raise Refused(
                f"{agency} là cơ quan mới, đã có lịch sử nên không xóa được. Sửa ở trang cơ quan."
            )
    lock_unit(unit)
    for effect in reversed(effects):
        agency = agencies[effect["pk"]]
        if facts_version(agency) != effect["version"]:
            raise Refused(
                f"{agency}: đã có người sửa sau lần nhập này, nên không hoàn tác gì. "
                "Sửa ở trang cơ quan."
            )
        for alias in AgencyAlias.objects.filter(pk__in=effect["aliases"]).select_related("agency"):
            remove_alias(alias=alias, by=by)
        before = effect["before"]
        for name in FACTS:
            setattr(agency, name, before[name])
        parts = list(Agency.objects.filter(pk__in=before["parts"]))
        change_agency(agency=agency, parts=parts, seen=effect["version"], by=by)
