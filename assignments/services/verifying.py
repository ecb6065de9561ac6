"""An agency's own word on its indicators: what agrees with the commune is verified on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from accounts.models import User
from assignments.verify_grid import NOTHING, Place, Standing, read_standings
from communes.models import AdministrativeUnit, Cell, StatusEntry
from communes.rules import Party, Step
from communes.services.review import take_step
from communes.services.status import Change, StaleCells, record_statuses
from criteria.models import CriteriaSet
from ntm_portal.lib.refusals import Refused


@dataclass(frozen=True)
class Moved:
    """Somebody else was faster: what was wanted, and the official row that now stands, if any."""

    change: Change
    standing: Standing
    newest: StatusEntry | None


class StaleGrid(Exception):
    """Raised when a cell no longer is what the person saw. Nothing of the batch is stored."""

    def __init__(self, moved: Sequence[Moved]) -> None:
        super().__init__(f"{len(moved)} stale cells")
        self.moved = list(moved)


@transaction.atomic
def verify_cells(
    *,
    changes: Sequence[Change],
    criteria_set: CriteriaSet,
    day: date,
    today: date,
    by: User,
) -> dict[Place, Standing]:
    """Record verdicts in the voice of an agency (cơ quan thẩm tra), all or none.

    changes: `seen` is `Standing.version`. Where the commune has submitted the same verdict, the
    step VERIFIED is taken, with the commune's figure; everywhere else the agency says it itself.
    Gives the cells as they now stand. Raises StaleGrid, and Refused for what a person said of
    himself and whatever `record_statuses` and `take_step` refuse.
    """
    cells = Cell.objects.of(
        communes={change.commune.pk for change in changes},
        requirements={change.requirement.pk for change in changes},
    )
    locked = list(cells.order_by("pk").select_for_update())
    standing = read_standings(locked, day)
    changes = _still_to_do(changes, standing)
    for change in changes:
        if by.pk in standing.get(change.key, NOTHING).said_by:
            raise Refused(f"{change.place}: bạn đã ghi hoặc nộp ô này cho xã. Người khác thẩm tra.")
    agreeing = [one for one in changes if _agrees(one, standing.get(one.key, NOTHING))]
    own = [one for one in changes if one not in agreeing]
    for commune, of_commune in _by_commune(agreeing).items():
        take_step(
            step=Step.VERIFIED,
            commune=commune,
            criteria_set=criteria_set,
            seen={one.requirement.pk: standing[one.key].review_version for one in of_commune},
            note="",
            parties=frozenset({Party.AGENCY}),
            day=day,
            today=today,
            by=by,
        )
    if own:
        _say(own, standing, day=day, today=today, by=by)
    return read_standings(cells.all(), day)


def _agrees(change: Change, standing: Standing) -> bool:
    return standing.is_submitted and change.verdict == standing.said


def _still_to_do(changes: Sequence[Change], standing: Mapping[Place, Standing]) -> list[Change]:
    """Without what a cell says already, whoever wrote it: an answer may have been lost."""
    found, moved = [], []
    for change in changes:
        now = standing.get(change.key, NOTHING)
        if change.seen == now.version:
            found.append(change)
        elif now.is_submitted or change.verdict != now.state:
            moved.append(_moved(change, now))
    if moved:
        raise StaleGrid(moved)
    return found


def _moved(change: Change, now: Standing) -> Moved:
    newest = StatusEntry.objects.select_related("recorded_by").filter(pk=now.official)
    return Moved(change, now, newest.first())


def _say(
    changes: Sequence[Change],
    standing: Mapping[Place, Standing],
    *,
    day: date,
    today: date,
    by: User,
) -> None:
    wanted = [replace(one, seen=standing.get(one.key, NOTHING).official) for one in changes]
    try:
        record_statuses(changes=wanted, day=day, today=today, voice=StatusEntry.Voice.AGENCY, by=by)
    except StaleCells as stale:  # a cell that did not exist when the others were locked
        found = [(one.change, one.newest) for one in stale.conflicts]
        raise StaleGrid(
            [Moved(change, standing.get(change.key, NOTHING), newest) for change, newest in found]
        ) from None


def _by_commune(changes: Sequence[Change]) -> dict[AdministrativeUnit, list[Change]]:
    found: dict[AdministrativeUnit, list[Change]] = {}
    for change in changes:
        found.setdefault(change.commune, []).append(change)
    return found
