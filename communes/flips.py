"""Which verdicts a decision would turn round, by the rules of real judging. Only reads."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from communes.carrying import Situation, read_situation
from communes.decisions import Draft
from communes.models import AdministrativeUnit, Cell, StatusEntry, VerdictChoice
from communes.yardsticks import PROPOSED, Columns
from criteria.figures import figure_words
from criteria.models import CriteriaSet, Requirement, Threshold
from criteria.rules import Verdict, roll_up
from criteria.yardsticks import Yardstick, Yardsticks
from ntm_portal.lib.text import sort_key

WAITING = "Chờ kết luận"


@dataclass(frozen=True)
class Turn:
    """From one verdict to another, as a cell that has a figure shows them."""

    before: Verdict
    after: Verdict

    @property
    def words(self) -> str:
        """ "Đạt → Chưa đạt"."""
        return f"{_word(self.before)} → {_word(self.after)}"


@dataclass(frozen=True)
class Flip:
    """A recorded figure whose verdict would be another one.

    old: what it is measured against now; None: nothing is known. is_earlier: of a day before the
    decision counts, so that what is recorded stays until somebody records the figure anew.
    """

    entry: StatusEntry
    turn: Turn
    old: Yardstick | None
    new: Yardstick
    is_earlier: bool

    @property
    def commune(self) -> AdministrativeUnit:
        return self.entry.cell.commune

    @property
    def requirement(self) -> Requirement:
        return self.entry.cell.requirement

    @property
    def figure(self) -> str:
        """Never rounded to the other side of the new threshold."""
        return figure_words(self.entry.figure, self.requirement, self.new.value)


@dataclass(frozen=True)
class CriterionFlip:
    """A criterion whose official verdict would be another one by its indicators."""

    criterion: Requirement
    turn: Turn


@dataclass(frozen=True)
class CommuneFlips:
    commune: AdministrativeUnit
    flips: tuple[Flip, ...]
    criteria: tuple[CriterionFlip, ...]


@dataclass(frozen=True)
class Outcome:
    """compared_count: figures that the decision measures anew, whether they turn or not."""

    communes: tuple[CommuneFlips, ...]
    compared_count: int

    @property
    def flip_count(self) -> int:
        return sum(len(one.flips) for one in self.communes)

    @property
    def earlier_count(self) -> int:
        return sum(flip.is_earlier for one in self.communes for flip in one.flips)

    @property
    def turns(self) -> list[tuple[str, int]]:
        """ "Đạt → Chưa đạt" and how many, the most frequent first."""
        words = (flip.turn.words for one in self.communes for flip in one.flips)
        return Counter(words).most_common()


def read_flips(*, draft: Draft, today: date) -> Outcome:
    """Every recorded figure, official or the commune's own, whose newest row on `today` would
    have another verdict by the decision. The number of queries does not grow with communes.

    A figure of a day before the decision counts is measured as if it were recorded on its first
    day: so it will be seen when it is next entered. Thresholds of other sets that are a multiple
    of one that the decision sets are measured too.
    """
    entries = _entries(draft, _affected(draft), today)
    compared, flips = 0, []
    for criteria_set, of_set in _by_set(entries):
        communes = {entry.cell.commune for entry in of_set}
        yardsticks = Yardsticks(criteria_set, proposed=draft.thresholds())
        columns = Columns(communes, criteria_set, proposed=[draft.counting])
        for entry in of_set:
            measured = _measured(entry, draft, yardsticks, columns)
            if measured is None:
                continue
            compared += 1
            flips += [measured] if measured.turn.before != measured.turn.after else []
    return Outcome(_by_commune(flips, today), compared)


def _affected(draft: Draft) -> Q:
    """The requirements that the decision names, and those measured by a multiple of them."""
    named = [one.level.requirement for one in draft.new_levels]
    follow = Threshold.objects.filter(
        base_set=draft.criteria_set.code, base_code__in=[one.code for one in named]
    )
    return Q(requirement__in=named) | Q(requirement__in=follow.values("requirement_id"))


def _entries(draft: Draft, affected: Q, today: date) -> list[StatusEntry]:
    """The newest rows with a figure, of both voices, by place. Two queries."""
    below = AdministrativeUnit.objects.at_or_below([draft.unit.pk]).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=draft.decision.effective_from)
    )
    cells = Cell.objects.filter(affected, commune__in=below)
    rows = [
        row
        for official in (True, False)
        for row in StatusEntry.objects.as_of(today, cells=cells, official=official).select_related(
            "cell__commune__parent", "cell__requirement__criteria_set"
        )
        if row.figure is not None
    ]
    return sorted(rows, key=lambda row: (row.cell.requirement.position, not row.is_official))


def _by_set(
    entries: Iterable[StatusEntry],
) -> Iterable[tuple[CriteriaSet, Sequence[StatusEntry]]]:
    found: dict[CriteriaSet, list[StatusEntry]] = {}
    for entry in entries:
        found.setdefault(entry.cell.requirement.criteria_set, []).append(entry)
    return found.items()


def _measured(
    entry: StatusEntry, draft: Draft, yardsticks: Yardsticks, columns: Columns
) -> Flip | None:
    """None where the decision does not speak of the commune, the year or the scope."""
    requirement, commune = entry.cell.requirement, entry.cell.commune
    first_day = draft.decision.effective_from
    column = columns.on(commune, max(entry.observed_on, first_day))
    year = entry.observed_on.year
    new = yardsticks.of(requirement, column, year)
    if new is None or PROPOSED not in _decisions(new):
        return None
    today = columns.on(commune, entry.observed_on).without(PROPOSED)
    figure = entry.figure
    after = new.decided(figure) if figure else Verdict.NO_DATA
    if after is Verdict.NO_DATA:  # then it is left to a person, as when it is entered
        after = entry.said.verdict or Verdict.NO_DATA
    return Flip(
        entry=entry,
        turn=Turn(Verdict(entry.verdict), after),
        old=yardsticks.of(requirement, today, year),
        new=new,
        is_earlier=entry.observed_on < first_day,
    )


def _decisions(yardstick: Yardstick) -> set[int | None]:
    rows = (yardstick.threshold, yardstick.base)
    return {row.decision_id for row in rows if row is not None}


def _by_commune(flips: Sequence[Flip], today: date) -> tuple[CommuneFlips, ...]:
    found: dict[AdministrativeUnit, list[Flip]] = {}
    for flip in flips:
        found.setdefault(flip.commune, []).append(flip)
    criteria = _criterion_flips(flips, today)
    return tuple(
        CommuneFlips(commune, tuple(found[commune]), tuple(criteria.get(commune.pk, ())))
        for commune in sorted(found, key=lambda one: sort_key(one.name))
    )


def _criterion_flips(flips: Sequence[Flip], today: date) -> dict[int, list[CriterionFlip]]:
    """Commune id -> its criteria that turn when the official figures are recorded anew. Four
    queries for each set.
    """
    official = [flip for flip in flips if flip.entry.is_official]
    found: dict[int, list[CriterionFlip]] = {}
    for criteria_set in {flip.requirement.criteria_set for flip in official}:
        of_set = [flip for flip in official if flip.requirement.criteria_set == criteria_set]
        communes = list({flip.commune for flip in of_set})
        situation = read_situation(communes=communes, criteria_set=criteria_set, day=today)
        after = {(flip.commune.pk, flip.requirement.pk): flip.turn.after for flip in of_set}
        for commune in communes:
            turned = _turned(commune, situation, after)
            found.setdefault(commune.pk, []).extend(turned)
    return found


def _turned(
    commune: AdministrativeUnit,
    situation: Situation,
    after: Mapping[tuple[int, int], Verdict],
) -> Iterable[CriterionFlip]:
    for criterion in situation.requirements:
        below = situation.children.get(criterion.pk, ())
        if not any((commune.pk, one.pk) in after for one in below):
            continue
        verdict = roll_up(
            after.get((commune.pk, one.pk), situation.verdict(commune, one)) for one in below
        )
        standing = situation.verdict(commune, criterion)
        if verdict != standing:
            yield CriterionFlip(criterion, Turn(standing, verdict))


def _word(verdict: Verdict) -> str:
    """A figure that nobody has decided about is not the same as no figure."""
    return WAITING if verdict == Verdict.NO_DATA else VerdictChoice(verdict).label
