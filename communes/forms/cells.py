"""Input of the board, the commune page and the grid; every refusal is a sentence."""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from accounts.models import User
from communes import access
from communes.models import AdministrativeUnit, VerdictChoice
from communes.services.figures import FigureChange
from communes.services.status import Change
from criteria.figures import Said, read_said
from criteria.models import CriteriaSet, Requirement
from criteria.querysets import RequirementQuerySet
from criteria.rules import Verdict
from ntm_portal.lib.dates import day_up_to
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line, lower_first

MOST_CELLS = 2000
BAD_REQUEST = 400


def read_version(text: str) -> int:
    """The version that a plain form carries; 0 (nothing seen) for what no page of ours sends."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else 0


def read_state(text: str) -> str:
    if text and text not in VerdictChoice.values:
        raise Refused(
            f"Trạng thái ‘{text[:40]}’ không có. Chọn một trong bốn trạng thái ở ô lọc.",
            status=BAD_REQUEST,
        )
    return text


def read_criterion(text: str, criteria_set: CriteriaSet) -> Requirement | None:
    if not text:
        return None
    criterion = criteria_set.requirements.criteria().filter(code=text).first()
    if criterion is None:
        raise Refused(
            f"{criteria_set.name} không có tiêu chí số ‘{text[:10]}’. Chọn lại ở ô lọc.",
            status=BAD_REQUEST,
        )
    return criterion


@dataclass(frozen=True)
class GridBatch:
    """A batch of cells that the grid sent, as changes of known communes and criteria."""

    criteria_set: CriteriaSet
    day: date
    changes: list[Change]


def read_batch(body: bytes, *, communes, today: date) -> GridBatch:
    """Read the grid's JSON.

    communes: the units for which the sender may speak; any other code is a 404, equal to a
    commune that does not exist.
    """
    payload = json_object(body)
    criteria_set = access.get_criteria_set(_line(payload, "set"))
    day = day_up_to(_line(payload, "day"), today=today, default=today)
    cells = read_cells(payload)
    requirements = _by_id(criteria_set.requirements.all(), cells)
    units = _by_code(communes.existing_on(day), cells)
    changes = [_change(cell, units, requirements, criteria_set) for cell in cells]
    return GridBatch(criteria_set, day, changes)


def read_cells(payload: dict) -> list[dict]:
    """The cells of a batch: a list of objects, not empty and not huge."""
    cells = payload.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise _unreadable()
    if not 0 < len(cells) <= MOST_CELLS:
        raise Refused(f"Mỗi lượt gửi từ 1 đến {MOST_CELLS} ô. Dán từng phần nhỏ hơn.")
    return cells


def json_object(body: bytes) -> dict:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not isinstance(payload, dict):
        raise _unreadable()
    return payload


def _unreadable() -> Refused:
    return Refused("Dữ liệu gửi lên không đọc được. Tải lại trang rồi làm lại.", status=BAD_REQUEST)


def whole(value: object) -> int:
    """A whole number as JSON writes it; anything else is not readable."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise _unreadable()
    return value


def _line(part: Mapping, name: str) -> str:
    """What JSON says under `name` as clean text; "" when it says nothing."""
    return clean_line(str(part.get(name, "")))


def _by_id(requirements: RequirementQuerySet, cells: list[dict]) -> dict[int, Requirement]:
    return requirements.in_bulk({whole(cell.get("col")) for cell in cells})


def _by_code(communes, cells: list[dict]) -> dict[str, AdministrativeUnit]:
    codes = {_line(cell, "row")[:10] for cell in cells}
    return {unit.code: unit for unit in communes.filter(code__in=codes)}


def _change(
    cell: Mapping,
    units: Mapping[str, AdministrativeUnit],
    requirements: Mapping[int, Requirement],
    criteria_set: CriteriaSet,
) -> Change:
    commune = units.get(_line(cell, "row"))
    if commune is None:
        raise Http404
    requirement = requirements.get(whole(cell.get("col")))
    if requirement is None:
        raise Refused(
            f"{commune.full_name}: tiêu chí gửi lên không thuộc {criteria_set.name}. "
            "Tải lại trang rồi làm lại."
        )
    requirement.criteria_set = criteria_set
    return Change(
        commune=commune,
        requirement=requirement,
        verdict=_line(cell, "state"),
        seen=whole(cell.get("version", 0)),
        request_key=_key(cell.get("key")),
    )


@dataclass(frozen=True)
class FigureBatch:
    """A batch of cells of one commune's sheet, for the day and set that the page was opened for."""

    commune: AdministrativeUnit
    criteria_set: CriteriaSet
    day: date
    changes: list[FigureChange]


def read_figure_batch(body: bytes, *, code: str, user: User, today: date) -> FigureBatch:
    """Read the JSON of the sheet's grid; a cell of another commune or set is a 404."""
    payload = json_object(body)
    criteria_set = access.get_criteria_set(_line(payload, "set"))
    day = day_up_to(_line(payload, "day"), today=today, default=today)
    commune = access.get_commune(user, code, day)
    cells = read_cells(payload)
    requirements = _by_id(criteria_set.requirements.indicators(), cells)
    changes = []
    for cell in cells:
        requirement = requirements.get(whole(cell.get("col")))
        if _line(cell, "row") != commune.code or requirement is None:
            raise Http404
        requirement.criteria_set = criteria_set
        changes.append(
            FigureChange(
                commune=commune,
                requirement=requirement,
                said=read_indicator(_line(cell, "state"), commune, requirement),
                seen=whole(cell.get("version", 0)),
                request_key=_key(cell.get("key")),
            )
        )
    return FigureBatch(commune, criteria_set, day, changes)


def read_indicator(text: str, commune: AdministrativeUnit, requirement: Requirement) -> Said:
    """What an indicator's cell says: the code of a state, or as people write it.

    Raises Refused with a sentence that names the place.
    """
    if text in VerdictChoice.values:
        verdict = Verdict(text)
        return Said(verdict=None if verdict is Verdict.NO_DATA else verdict)
    try:
        return read_said(text, requirement)
    except Refused as refusal:
        place = f"{commune.full_name}, {lower_first(requirement.label)}"
        raise Refused(f"{place}: {refusal.message}") from None


def _key(text: object) -> uuid.UUID | None:
    if text is None:
        return None
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise _unreadable() from None
