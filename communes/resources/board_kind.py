"""What the kinds of sheets about communes of one set on one day have in common."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from communes.resources.reading import BoardReader
from communes.resources.scopes import BoardScope, BoardScopeForm, read_scope
from communes.resources.storing import CellResource, take_back
from ntm_portal.lib.collector import no_collection
from ntm_portal.lib.imports import Effect
from ntm_portal.lib.sheet_kinds import Intake, SheetColumn, SheetKind, Stamp
from ntm_portal.lib.workbooks.tables import SheetTable


class BoardKind(SheetKind[BoardScope]):
    """A kind of sheet whose rows are communes of one set on one day."""

    reader: type[BoardReader]

    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        return BoardScopeForm(user=user, today=today, data=data)

    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> BoardScope:
        return read_scope(user=user, today=today, data=data)

    @abstractmethod
    def columns(self, scope: BoardScope) -> Sequence[SheetColumn]: ...

    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: BoardScope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        with no_collection():
            reader = self.reader(table, mapping, scope=scope, answers=answers, stamp=stamp)
            return reader.read()

    def resource(self, scope: BoardScope) -> CellResource:
        return CellResource(scope)

    def undo(self, effects: Sequence[Effect], *, scope: BoardScope, by: Any) -> None:
        take_back(effects, scope=scope, by=by)
