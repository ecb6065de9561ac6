"""Writes of measured figures: a verified threshold decides the verdict, elsewhere a person."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit, StatusEntry
from communes.services.status import Change, record_statuses
from communes.yardsticks import columns_on
from criteria.figures import Said, check, written
from criteria.models import CriteriaSet, Requirement
from criteria.rules import Verdict
from criteria.yardsticks import Yardstick, Yardsticks
from ntm_portal.lib.refusals import Refused


@dataclass(frozen=True)
class FigureChange:
    """What somebody wants an indicator's cell to say; the other fields as in `Change`."""

    commune: AdministrativeUnit
    requirement: Requirement
    said: Said
    seen: int
    note: str | None = None
    source_document: str = ""
    request_key: uuid.UUID | None = None


@transaction.atomic
def record_figures(
    *,
    changes: Sequence[FigureChange],
    criteria_set: CriteriaSet,
    day: date,
    today: date,
    voice: str,
    by: User,
) -> list[StatusEntry | None]:
    """Append one row per change with its verdict, all or none; returns as `record_statuses` does.

    A verified threshold decides. Where it is missing or unverified the verdict is that of the
    person, and NO_DATA until there is one: such a figure is kept, but never decides alone.
    Raises Refused for a figure that the indicator cannot have and for a verdict against a
    verified threshold; StaleCells when a cell moved meanwhile.
    """
    yardsticks = Yardsticks(criteria_set)
    columns = columns_on({change.commune for change in changes}, criteria_set, day)
    judged = [
        judged_change(
            change, yardsticks.of(change.requirement, columns[change.commune.pk], day.year)
        )
        for change in changes
    ]
    return record_statuses(changes=judged, day=day, today=today, voice=voice, by=by)


def judged_change(change: FigureChange, yardstick: Yardstick | None) -> Change:
    """What will be stored; raises Refused with the place, as `record_figures` does."""
    said, requirement = change.said, change.requirement
    wanted = Change(
        commune=change.commune,
        requirement=requirement,
        verdict=(said.verdict or Verdict.NO_DATA).value,
        seen=change.seen,
        note=change.note,
        source_document=change.source_document,
        request_key=change.request_key,
        figure=said.figure,
    )
    try:
        check(said, requirement)
    except Refused as refusal:
        raise Refused(f"{wanted.place}: {refusal.message}") from None
    if said.figure is None or yardstick is None:
        return wanted
    verdict = yardstick.decided(said.figure)
    if verdict is Verdict.NO_DATA:
        return wanted
    if said.verdict not in (None, verdict):
        raise Refused(
            f"{wanted.place}: ghi {StatusEntry(verdict=said.verdict).get_verdict_display()} nhưng "
            f"mức đã đối chiếu là {requirement.get_comparator_display()} "
            f"{written(yardstick.value)} {requirement.unit} ({yardstick.threshold.citation}). "
            "Sửa con số, hoặc bỏ kết quả ghi tay."
        )
    return replace(wanted, verdict=verdict.value, threshold=yardstick.threshold)
