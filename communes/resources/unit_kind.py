"""Units in (đơn vị hành chính), for administrators: the sheet that the list of units gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404

from accounts.models import User
from communes.resources.unit_cells import COLUMNS
from communes.resources.unit_reader import UnitReader
from communes.resources.unit_store import UnitStore, take_back
from ntm_portal.lib.imports import Effect, ServiceResource
from ntm_portal.lib.row_reading import RowReader
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn, SheetKind, Stamp
from ntm_portal.lib.workbooks.tables import SheetTable

ALL = "tat-ca"


@dataclass(frozen=True)
class UnitScope:
    """All units of the portal."""

    today: date


class UnitScopeForm(forms.Form):
    units = forms.ChoiceField(label="Đơn vị")

    def __init__(self, *, user: User, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        choices = [(ALL, "Danh mục đơn vị hành chính")] if user.is_staff else []
        self.fields["units"].choices = choices


class UnitKind(SheetKind[UnitScope]):
    code = "don-vi"
    name = "Đơn vị hành chính"

    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        return UnitScopeForm(user=user, data=data)

    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> UnitScope:
        if not user.is_staff or data.get("units") != ALL:
            raise Http404
        return UnitScope(today)

    def columns(self, scope: UnitScope) -> Sequence[SheetColumn]:
        return COLUMNS

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: UnitScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        return UnitReader(RowReader(table, mapping, answers, stamp), scope.today).read()

    def resource(self, scope: UnitScope) -> ServiceResource:
        return UnitStore()

    def undo(self, effects: Sequence[Effect], *, scope: UnitScope, by: Any) -> None:
        take_back(effects, by=by)
