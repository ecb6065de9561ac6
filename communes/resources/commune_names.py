"""Which commune of the scope a sheet means by a code or a name; what is not sure is asked."""

from collections.abc import Mapping

from communes.files import CODE_DIGITS
from communes.models import AdministrativeUnit
from communes.names import How, Match, Names
from communes.resources.scopes import BoardScope
from ntm_portal.lib.text import shown
from ntm_portal.lib.workbooks.questions import CellReading, Question, ask

_SURE = (How.EXACT, How.ALIAS, How.TONE_PLACE)


class CommuneNames:
    """names: of the scope alone."""

    def __init__(self, scope: BoardScope) -> None:
        self._scope = scope
        self._communes = {one.code: one for one in scope.communes}
        self.names = Names(scope.communes)

    def find(self, text: str, answers: Mapping[str, str]) -> CellReading[AdministrativeUnit]:
        """Excel takes the zeros before a code; how long an official one is, is known."""
        code = text.zfill(CODE_DIGITS["COMMUNE"]) if text.isdecimal() else text
        for written in (text, code):
            if written in self._communes:
                return CellReading(self._communes[written])
        match = self._match(text)
        if match.unit is not None and match.unit.code in self._communes:
            return CellReading(match.unit)
        if match.how is How.SEVERAL:
            return CellReading(fault=f"‘{shown(text)}’ là nhiều xã. Viết mỗi xã một dòng.")
        if match.candidates:
            return self._ask(f"xa:{text}", f"‘{shown(text)}’ là xã nào?", match.candidates, answers)
        return self._passed_on(text, answers) or CellReading(
            fault=f"‘{shown(text)}’ không phải xã ghi được của {self._scope.unit}. Xem lại tên xã."
        )

    def _match(self, text: str) -> Match[AdministrativeUnit]:
        """A name that is not written in full may be that of a commune which is not in the scope."""
        match = self.names.resolve(text)
        if match.unit is None and match.how is How.SEVERAL:
            return match
        if match.unit is not None and match.how in _SURE:
            return match
        wider = self._scope.names_around.resolve(text)
        if wider.unit is not None:
            return match if wider.unit.code in self._communes else wider
        if match.unit is not None and len(wider.candidates) > 1:
            return Match(None, (match.unit,), How.ASK)
        return match

    def _passed_on(
        self, text: str, answers: Mapping[str, str]
    ) -> CellReading[AdministrativeUnit] | None:
        """A name of before a merger: asked, since its figures need not hold for the new unit."""
        for passed in self._scope.old_names.ask(text):
            into = tuple(one for one in passed.into if one.code in self._communes)
            if into:
                return self._ask(f"xa-cu:{text}", passed.question, into, answers)
        return None

    def _ask(
        self,
        key: str,
        text: str,
        communes: tuple[AdministrativeUnit, ...],
        answers: Mapping[str, str],
    ) -> CellReading[AdministrativeUnit]:
        options = tuple((one.code, one.long_name) for one in communes)
        return ask(Question(key, text, options), answers, self._communes.__getitem__)
