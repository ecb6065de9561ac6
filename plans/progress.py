"""What became of a plan by a day: its cells and who decided them. Fixed numbers of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communes.boards import MET, Board, read_board
from communes.models import AdministrativeUnit, Cell, StatusEntry, UnitSuccession, VerdictChoice
from criteria.models import Requirement
from plans.models import Plan, PlanCommune
from plans.progress_rules import Progress, Square
from plans.querysets import plan_board

LABELS = dict(VerdictChoice.choices)


@dataclass(frozen=True)
class PlanState:
    """rows: by STT, with commune, targets and goals; board: of the day."""

    plan: Plan
    day: date
    rows: Sequence[PlanCommune]
    before: Board
    board: Board
    progress: Progress

    @property
    def criteria(self) -> Sequence[Requirement]:
        return self.board.criteria

    def in_order(self, squares: Collection[Square]) -> list[tuple[PlanCommune, Requirement]]:
        """The cells as the plan reads: by commune, then by criterion."""
        return [
            (row, criterion)
            for row in self.rows
            for criterion in self.criteria
            if (row.commune_id, criterion.pk) in squares
        ]


@dataclass(frozen=True)
class Spoken:
    """A cell of the plan on a day. entry: the official row behind it, None where there is none.

    before: its state on the other day; is_target: the plan promises it. seen_on: the day on which
    its commune's pages show it.
    """

    row: PlanCommune
    criterion: Requirement
    state: str
    before: str
    is_target: bool
    entry: StatusEntry | None
    seen_on: date

    @property
    def word(self) -> str:
        return LABELS[self.state]

    @property
    def before_word(self) -> str:
        return LABELS[self.before]


def read_progress(plan: Plan, day: date) -> PlanState:
    """The plan's cells on `day` against those of its baseline day. Eight queries."""
    rows, board = plan_board(plan, day)
    before = read_board(
        communes=board.communes, criteria_set=plan.criteria_set, day=plan.baseline_on
    )
    targeted = {(row.commune_id, one.requirement_id) for row in rows for one in row.targets.all()}
    progress = Progress(
        before=_met(before),
        now=_met(board),
        targeted=frozenset(targeted),
        is_earlier=day < plan.baseline_on,
    )
    return PlanState(plan, day, rows, before, board, progress)


def read_moves(state: PlanState, since: date) -> tuple[list[Spoken], list[Spoken]]:
    """What became met, and what fell back, from `since` to the day of `state`. Four queries."""
    board = read_board(
        communes=state.board.communes, criteria_set=state.plan.criteria_set, day=since
    )
    then, now = _met(board), _met(state.board)
    moved = spoken(state, then ^ now, before=board)
    became = [one for one in moved if one.state == MET]
    return became, [one for one in moved if one.state != MET]


def _met(board: Board) -> frozenset[Square]:
    return frozenset(place for place, square in board.squares.items() if square.state == MET)


def spoken(state: PlanState, squares: Collection[Square], *, before: Board) -> list[Spoken]:
    """These cells with the rows that decided them by the day, in order. Two queries."""
    deciding = _deciding(state, squares)
    cells = []
    for row, criterion in state.in_order(squares):
        place = (row.commune_id, criterion.pk)
        cells.append(
            Spoken(
                row=row,
                criterion=criterion,
                state=state.board.square(row.commune, criterion).state,
                before=before.square(row.commune, criterion).state,
                is_target=place in state.progress.targeted,
                entry=deciding.get(place),
                seen_on=seen_on(row.commune, state.day),
            )
        )
    return cells


def _deciding(state: PlanState, squares: Collection[Square]) -> dict[Square, StatusEntry]:
    """The newest official row of each cell, or of one of its indicators where they decide it."""
    criterion_of = _criterion_of(state.plan, {criterion for _, criterion in squares})
    cells = Cell.objects.of(
        communes={commune for commune, _ in squares}, requirements=list(criterion_of)
    )
    entries = StatusEntry.objects.as_of(state.day, cells=cells)
    own: dict[Square, StatusEntry] = {}
    below: dict[Square, StatusEntry] = {}
    for entry in entries.select_related("cell", "recorded_by").order_by("observed_on", "pk"):
        requirement = entry.cell.requirement_id
        place = entry.cell.commune_id, criterion_of[requirement]
        (own if requirement == criterion_of[requirement] else below)[place] = entry
    found = below | own
    for place, entry in own.items():
        square = state.board.squares.get(place)
        if square and square.state != entry.verdict and place in below:
            found[place] = below[place]
    return found


def _criterion_of(plan: Plan, criteria: Iterable[int]) -> dict[int, int]:
    """Requirement id -> its criterion, for these criteria and everything below them."""
    found = {criterion: criterion for criterion in criteria}
    parents = plan.criteria_set.requirements.filter(parent__isnull=False).order_by("position")
    for pk, parent in parents.values_list("pk", "parent_id"):
        if parent in found:  # parents stand before their children
            found[pk] = found[parent]
    return found


def seen_on(commune: AdministrativeUnit, day: date) -> date:
    """`day`, or the commune's last one: its code may pass to the commune that takes over."""
    return min(day, commune.valid_to or day)


def read_heirs(communes: Iterable[AdministrativeUnit], day: date) -> dict[int, list[str]]:
    """Commune id -> names of the units that had taken it over by `day`. One query."""
    heirs: dict[int, list[str]] = {}
    for one in UnitSuccession.objects.standing().filter(old__in=communes, starts_on__lte=day):
        heirs.setdefault(one.old_id, []).append(one.new.full_name)
    return heirs
