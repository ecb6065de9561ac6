"""Agencies of a unit in and out (cơ quan): names, other spellings, what a collective is made of.

A row is recognised by any spelling that the portal knows. What a sheet leaves out stays: spellings
and parts are only added. Who took over whom stands on no sheet: it rests on a document.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from import_export.fields import Field
from import_export.resources import ModelResource

from accounts.models import User
from assignments.access import units_to_fill
from assignments.models import Agency
from assignments.resources.agency_reader import SEPARATOR, AgencyReader
from assignments.resources.agency_store import AgencyResource, take_back
from communes.models import AdministrativeUnit
from ntm_portal.lib.imports import Effect, ServiceResource
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn, SheetKind, Stamp
from ntm_portal.lib.workbooks.tables import SheetTable

COLUMNS = (
    SheetColumn(
        "name",
        "Tên cơ quan",
        ("Cơ quan", "Cơ quan, đơn vị", "Tên cơ quan, đơn vị", "Phòng, ban", "Đơn vị"),
        required=True,
    ),
    SheetColumn("short_name", "Tên ngắn", ("Tên viết tắt", "Viết tắt", "Tên gọi tắt")),
    SheetColumn("aliases", "Cách viết khác", ("Tên khác", "Cách gọi khác")),
    SheetColumn("kind", "Loại", ("Loại cơ quan",)),
    SheetColumn("parts", "Gồm", ("Gồm các cơ quan", "Gồm cơ quan")),
    SheetColumn("unit", "Thuộc", ("Thuộc đơn vị", "Thuộc huyện", "Thuộc tỉnh", "Cấp")),
)


@dataclass(frozen=True)
class AgencyScope:
    unit: AdministrativeUnit


class AgencyScopeForm(forms.Form):
    unit = forms.ChoiceField(label="Cơ quan của", help_text="Bảng có các cơ quan của đơn vị này.")

    def __init__(self, *, user: User, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        units = units_to_fill(user)
        self.fields["unit"].choices = [(str(unit.pk), unit.long_name) for unit in units]


class AgencyKind(SheetKind[AgencyScope]):
    """For the unit's office, and for administrators, as on the pages."""

    code = "co-quan"
    name = "Cơ quan của đơn vị"

    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        return AgencyScopeForm(user=user, data=data)

    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> AgencyScope:
        wanted = data.get("unit", "")
        for unit in units_to_fill(user):
            if str(unit.pk) == wanted:
                return AgencyScope(unit)
        raise Http404

    def columns(self, scope: AgencyScope) -> Sequence[SheetColumn]:
        return COLUMNS

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: AgencyScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        reader = RowReader(table, mapping, answers, stamp)
        return AgencyReader(reader, scope.unit).read()

    def resource(self, scope: AgencyScope) -> ServiceResource:
        return AgencyResource(scope.unit)

    def undo(self, effects: Sequence[Effect], *, scope: AgencyScope, by: Any) -> None:
        take_back(effects, unit=scope.unit, by=by)


class AgencyExport(ModelResource):
    """The list as a sheet to take away; it comes back through `AgencyKind`."""

    name = Field("name", "Tên cơ quan")
    short_name = Field("short_name", "Tên ngắn")
    aliases = Field(column_name="Cách viết khác")
    kind = Field("get_kind_display", "Loại")
    parts = Field(column_name="Gồm")
    unit = Field("unit__full_name", "Thuộc")

    class Meta:
        model = Agency
        fields = ("name", "short_name", "aliases", "kind", "parts", "unit")
        export_order = fields
        import_id_fields = ()

    def dehydrate_aliases(self, agency: Agency) -> str:
        return SEPARATOR.join(alias.name for alias in agency.aliases.all())

    def dehydrate_parts(self, agency: Agency) -> str:
        return SEPARATOR.join(part.name for part in agency.parts.all())
