"""Three voices side by side (thẩm tra): what a commune said of itself, and how far it has come."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from communes.models import AdministrativeUnit, Cell, ReviewStep, StatusEntry
from communes.rules import Party, Step, allowed, may_take, needs_other_eyes
from communes.yardsticks import columns_on
from criteria.figures import figure_words
from criteria.models import CriteriaSet, Requirement
from criteria.rules import Verdict
from criteria.yardsticks import Yardstick, Yardsticks
from ntm_portal.lib.text import lower_first

VOICE = StatusEntry.Voice
# Where a cell stands beside the steps: nothing submitted, or changed after that.
NOT_YET, STALE = "chua-nop", "da-sua"


@dataclass(frozen=True)
class ReviewLine:
    """One criterion or indicator that a commune has assessed, on a day.

    assessed, agency, office: the newest row of each voice. steps: of the cell, newest first.
    """

    requirement: Requirement
    assessed: StatusEntry
    agency: StatusEntry | None
    office: StatusEntry | None
    steps: tuple[ReviewStep, ...]
    yardstick: Yardstick | None

    @property
    def step(self) -> ReviewStep | None:
        return self.steps[0] if self.steps else None

    @property
    def step_now(self) -> Step | None:
        return Step(self.steps[0].step) if self.steps else None

    @property
    def is_stale(self) -> bool:
        """The commune has said something newer than what the newest step is about."""
        return self.step is not None and self.step.entry_id != self.assessed.pk

    @property
    def stage(self) -> str:
        """The newest step's code, NOT_YET or STALE."""
        if self.step is None:
            return NOT_YET
        return STALE if self.is_stale else self.step.step

    @property
    def official(self) -> StatusEntry | None:
        """The row that counts: the newer one of agency and office."""
        rows = [row for row in (self.agency, self.office) if row is not None]
        return max(rows, key=lambda row: (row.observed_on, row.pk), default=None)

    @property
    def version(self) -> str:
        """Everything that a decision was based on; a form carries it back."""
        official, step = self.official, self.step
        parts = (self.assessed.pk, step.pk if step else 0, official.pk if official else 0)
        return "-".join(map(str, parts))

    def is_own(self, user: User) -> bool:
        """Whether the person recorded or submitted what stands."""
        submitted = any(
            one.step == Step.SUBMITTED and one.entry_id == self.assessed.pk and one.by_id == user.pk
            for one in self.steps
        )
        return submitted or self.assessed.recorded_by_id == user.pk

    def can(self, action: Step, *, parties: Collection[Party], user: User) -> bool:
        return (
            may_take(parties, action)
            and allowed(self.step_now, action, is_stale=self.is_stale)
            and not (needs_other_eyes(action) and self.is_own(user))
            and (action is not Step.SUBMITTED or self.has_conclusion)
        )

    @property
    def has_conclusion(self) -> bool:
        """A withdrawn row, or a figure that nobody has decided about, cannot be submitted."""
        return self.assessed.verdict != Verdict.NO_DATA

    @property
    def place(self) -> str:
        return lower_first(self.requirement.label)

    @property
    def voices(self) -> list[tuple[str, StatusEntry | None, str]]:
        """(heading, row, figure in words) of the three, in the order of their work."""
        return [
            ("Xã tự đánh giá", self.assessed, self._measured(self.assessed)),
            ("Cơ quan thẩm tra", self.agency, self._measured(self.agency)),
            ("Văn phòng", self.office, self._measured(self.office)),
        ]

    def _measured(self, entry: StatusEntry | None) -> str:
        figure = entry.figure if entry else None
        if figure is None:
            return ""
        bound = self.yardstick.value if self.yardstick else None
        return figure_words(figure, self.requirement, bound)


def read_review(
    *, commune: AdministrativeUnit, criteria_set: CriteriaSet, day: date
) -> list[ReviewLine]:
    """Everything that the commune has assessed, in the order of the set.

    A row that was withdrawn before it was ever submitted is left out. Eight queries, or nine
    where a threshold follows from another set.
    """
    requirements = list(criteria_set.requirements.order_by("position"))
    cells = Cell.objects.of(communes=[commune], requirements=requirements)
    rows = StatusEntry.objects.select_related("cell", "recorded_by")
    assessed, agency, office = (
        _by_requirement(rows.said_by(voice, day, cells=cells))
        for voice in (VOICE.SELF, VOICE.AGENCY, VOICE.OFFICE)
    )
    steps: dict[int, list[ReviewStep]] = {}
    for step in ReviewStep.objects.of_cells(cells, day):
        steps.setdefault(step.cell_id, []).append(step)
    yardsticks = Yardsticks(criteria_set)
    column = columns_on([commune], criteria_set, day)[commune.pk]
    lines = []
    for requirement in requirements:
        entry = assessed.get(requirement.pk)
        if entry is None:
            continue
        taken = tuple(steps.get(entry.cell_id, ()))
        if entry.verdict == Verdict.NO_DATA and entry.figure is None and not taken:
            continue
        requirement.criteria_set = criteria_set
        lines.append(
            ReviewLine(
                requirement,
                entry,
                agency.get(requirement.pk),
                office.get(requirement.pk),
                taken,
                yardsticks.of(requirement, column, entry.observed_on.year),
            )
        )
    return lines


def count_stages(
    *, communes: Iterable[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> dict[int, Counter[str]]:
    """Commune id -> how many of its cells are at which step, STALE where it has said something
    newer since. One query for any number of communes.
    """
    counts: dict[int, Counter[str]] = {}
    stages = read_stages(communes=communes, criteria_set=criteria_set, day=day)
    for (commune_id, _), stage in stages.items():
        counts.setdefault(commune_id, Counter())[stage] += 1
    return counts


def read_stages(
    *, communes: Iterable[AdministrativeUnit], criteria_set: CriteriaSet, day: date
) -> dict[tuple[int, int], str]:
    """(commune id, requirement id) -> the newest step's code, STALE where the commune has said
    something newer since. Cells of which nothing has been submitted are left out. One query.
    """
    cells = Cell.objects.of(communes=communes, requirements=criteria_set.requirements.all())
    return {
        (commune_id, requirement_id): step if about == newest else STALE
        for commune_id, requirement_id, step, about, newest in cells.under_review(day)
    }


def _by_requirement(rows: Iterable[StatusEntry]) -> dict[int, StatusEntry]:
    return {row.cell.requirement_id: row for row in rows}
