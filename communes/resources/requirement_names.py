"""A criterion or an indicator as a sheet names it: its number, its name, or both."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from criteria.models import Requirement
from ntm_portal.lib.text import fold, shown
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading, Question, ask
from ntm_portal.lib.workbooks.written import written

_NUMBERED = re.compile(
    r"(?:(?P<word>tieu chi|chi tieu|tc|ct)(?: so)?\.? ?)?"
    r"(?P<code>\d+(?:\.\d+)*)(?:[.:)\s-]+(?P<name>.*))?"
)


class RequirementNames:
    """The requirements that can be meant, by number and by name."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        self._by_code: dict[str, list[Requirement]] = defaultdict(list)
        self._by_name: dict[str, list[Requirement]] = defaultdict(list)
        self._by_pk = {str(one.pk): one for one in requirements}
        for one in requirements:
            self._by_code[one.code].append(one)
            self._by_name[fold(one.name)].append(one)

    def find(self, cell: SheetCell | None, answers: Mapping[str, str]) -> CellReading[Requirement]:
        """A number with another name behind it is asked: one of the two may be a slip."""
        text = written(cell)
        if cell is None or not text:
            return CellReading()
        if cell.kind is CellKind.DAY:
            return CellReading(
                fault=f"‘{text}’ là một ngày. Đổi ô sang dạng chữ rồi gõ lại số, ví dụ 5.1."
            )
        code_text = cell.text if cell.kind is CellKind.NUMBER else text
        folded = fold(code_text).strip(" .:)")
        if named := self._by_name.get(folded):
            return self._one(text, named, answers)
        numbered = _NUMBERED.fullmatch(folded)
        found = self._by_code.get(numbered["code"], []) if numbered else []
        if numbered and numbered["word"]:
            kind = "CRITERION" if numbered["word"] in ("tieu chi", "tc") else "INDICATOR"
            found = [one for one in found if one.kind == kind]
        if not found or not numbered:
            return CellReading(
                fault=f"‘{shown(text)}’ không có trong bộ tiêu chí này. Ghi số như trong bộ."
            )
        name = numbered["name"] or ""
        agrees = any(name in fold(one.name) or fold(one.name) in name for one in found)
        return self._one(text, found, answers, is_sure=agrees)

    def _one(
        self,
        text: str,
        found: Sequence[Requirement],
        answers: Mapping[str, str],
        *,
        is_sure: bool = True,
    ) -> CellReading[Requirement]:
        if len(found) == 1 and is_sure:
            return CellReading(found[0])
        options = tuple((str(one.pk), str(one)) for one in found)
        question = Question(f"tieu-chi:{text}", f"‘{shown(text)}’ là mục nào?", options)
        return ask(question, answers, self._by_pk.__getitem__)
