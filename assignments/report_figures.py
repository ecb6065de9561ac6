"""The figures of a report (số liệu báo cáo): what the log and the duties say of one period.

Computed on read until a report is sent, then kept with it; nothing is typed twice.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from assignments.bodies import read_bodies
from assignments.duties import Duty, read_duties, read_leads
from assignments.models import ReportingCycle, ReportingParty
from communes.boards import read_verdicts
from criteria.models import Requirement
from criteria.rules import Verdict
from plans.models import PlanCommune, PlanTarget

MET = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})
Verdicts = Mapping[tuple[int, int], Verdict]
# (plan row id, criterion id)
Target = tuple[int, int]


@dataclass(frozen=True)
class Figures:
    """What happened from the first day of a period to the end of `day`.

    planned: targets of the plan; met: those that are met at the end of `day`; met_now: those that
    were not before the period. fell: criteria met before the period and not on `day`, targets or
    not. work_done: work ended in the period. late: work and targets that are late on `day`.
    coming: those that fall due by the end of the next period. All but the two counts in words.
    """

    day: date
    planned: int
    met: int
    met_now: tuple[str, ...]
    fell: tuple[str, ...]
    work_done: tuple[str, ...]
    late: tuple[str, ...]
    coming: tuple[str, ...]

    LISTS: ClassVar = ("met_now", "fell", "work_done", "late", "coming")

    def as_json(self) -> dict:
        lists = {name: list(getattr(self, name)) for name in self.LISTS}
        return {"day": self.day.isoformat(), "planned": self.planned, "met": self.met, **lists}

    @classmethod
    def from_json(cls, kept: Mapping) -> "Figures":
        lists = {name: tuple(kept[name]) for name in cls.LISTS}
        day = date.fromisoformat(kept["day"])
        return cls(day=day, planned=kept["planned"], met=kept["met"], **lists)

    @property
    def counts(self) -> dict[str, int]:
        """The figures that a summary adds up, by their words there."""
        return {
            "mục tiêu đạt trong kỳ": len(self.met_now),
            "mục tiêu đạt lũy kế": self.met,
            "mục tiêu theo kế hoạch": self.planned,
            "việc xong": len(self.work_done),
            "quá hạn": len(self.late),
        }


class Situation:
    """Everything under the plan of a cycle before the period and at the end of `day`.

    Read once for all parties; the number of queries does not grow with them.
    """

    def __init__(self, cycle: ReportingCycle, day: date) -> None:
        plan, eve = cycle.plan, cycle.first_on - timedelta(days=1)
        self.day = min(cycle.last_on, day)
        self.until = cycle.period.next_last
        self.duties = read_duties([plan], self.day)
        self.before = {duty.key: duty for duty in read_duties([plan], eve)}
        self.rows = list(plan.rows.select_related("commune").order_by("position"))
        self.criteria = list(plan.criteria_set.requirements.criteria().order_by("position"))
        about = {
            "communes": [row.commune for row in self.rows],
            "criteria_set": plan.criteria_set,
        }
        self.verdicts_before: Verdicts = read_verdicts(**about, day=eve)
        self.verdicts: Verdicts = read_verdicts(**about, day=self.day)
        self.leads = {
            criterion: by_agency for (_, criterion), by_agency in read_leads([plan]).items()
        }
        self.bodies = read_bodies([plan.unit], self.day)
        self.targets: dict[Target, str] = {
            (one.row_id, one.requirement_id): _words(one.row, one.requirement)
            for one in PlanTarget.objects.filter(row__plan=plan)
            .select_related("row__commune", "requirement")
            .order_by("row__position", "requirement__position")
        }

    def of(self, party: ReportingParty) -> Figures:
        if party.agency_id is not None:
            return self._of_agency(party.agency_id)
        rows = [row for row in self.rows if row.commune_id == party.commune_id]
        duties = [duty for duty in self.duties if _is_of_commune(duty, party.commune_id)]
        return self._of_rows(rows, duties)

    def whole(self) -> Figures:
        """Of the whole plan: each target and each piece of work once, whoever shares it."""
        return self._of_rows(self.rows, self.duties)

    def _of_rows(self, rows: Collection[PlanCommune], duties: Iterable[Duty]) -> Figures:
        """A target is met when its criterion is, whichever agency led which part of it."""
        own = {row.pk: row.commune_id for row in rows}
        targets = {key: words for key, words in self.targets.items() if key[0] in own}
        now, before = (
            {(row, one) for row, one in targets if verdicts.get((own[row], one)) == Verdict.MET}
            for verdicts in (self.verdicts, self.verdicts_before)
        )
        fell = [
            _words(row, criterion)
            for row in rows
            for criterion in self.criteria
            if self._fell(row.commune_id, criterion, ())
        ]
        return self._figures(targets, before, now, fell, duties)

    def _of_agency(self, agency: int) -> Figures:
        """A target is met when the criterion is, or every indicator of it that the agency leads."""
        own = self.bodies.acting(agency)
        duties = [duty for duty in self.duties if duty.acting & own]
        promised = [duty for duty in duties if duty.row is not None]
        about = {_target(duty) for duty in promised}
        targets = {key: words for key, words in self.targets.items() if key in about}
        now = about - {_target(duty) for duty in promised if duty.is_open}
        before = about - {_target(duty) for duty in promised if not self._was_done(duty)}
        fell = [
            _words(row, criterion)
            for row in self.rows
            for criterion, parts in self._led_by(own)
            if self._fell(row.commune_id, criterion, parts)
        ]
        return self._figures(targets, before, now, fell, duties)

    def _led_by(
        self, agencies: frozenset[int]
    ) -> list[tuple[Requirement, Collection[Requirement]]]:
        """The criteria that the agencies lead, each with their own indicators, empty for all."""
        found = []
        for criterion in self.criteria:
            by_agency = self.leads.get(criterion.pk) or self.leads.get(None) or {}
            for led_by, parts in by_agency.items():
                if self.bodies.acting(led_by) & agencies:
                    found.append((criterion, parts))
        return found

    def _was_done(self, duty: Duty) -> bool:
        then = self.before.get(duty.key)
        return then is not None and not then.is_open

    def _fell(self, commune: int, criterion: Requirement, parts: Collection[Requirement]) -> bool:
        held = _holds(self.verdicts_before, commune, criterion, parts)
        return held and not _holds(self.verdicts, commune, criterion, parts)

    def _figures(
        self,
        targets: Mapping[Target, str],
        before: Collection[Target],
        now: Collection[Target],
        fell: Iterable[str],
        duties: Iterable[Duty],
    ) -> Figures:
        duties = list(duties)
        # A criterion that two agencies share is one target of the commune, and late once.
        still = [duty for duty in duties if duty.row is None or _target(duty) not in now]
        done = [duty for duty in duties if duty.task and not duty.is_open]
        return Figures(
            day=self.day,
            planned=len(targets),
            met=len(now),
            met_now=tuple(
                words for key, words in targets.items() if key in now and key not in before
            ),
            fell=tuple(dict.fromkeys(fell)),
            work_done=_titles(duty for duty in done if not self._was_done(duty)),
            late=_titles(duty for duty in still if duty.is_late),
            coming=_titles(duty for duty in still if self._is_coming(duty)),
        )

    def _is_coming(self, duty: Duty) -> bool:
        if not duty.is_open or duty.is_late or duty.due_on is None:
            return False
        return duty.due_on <= self.until


def read_figures(party: ReportingParty, day: date) -> Figures:
    """Of one party of a cycle, as of the end of `day` or of the period, whichever is earlier."""
    return Situation(party.cycle, day).of(party)


def _holds(
    verdicts: Verdicts, commune: int, criterion: Requirement, parts: Collection[Requirement]
) -> bool:
    if verdicts.get((commune, criterion.pk)) == Verdict.MET:
        return True
    return bool(parts) and all(verdicts.get((commune, part.pk)) in MET for part in parts)


def _is_of_commune(duty: Duty, commune: int | None) -> bool:
    """What the plan promises for it, and what the communes do themselves."""
    if duty.row is not None:
        return duty.row.commune_id == commune
    return duty.by_communes and (
        not duty.communes or any(one.pk == commune for one in duty.communes)
    )


def _target(duty: Duty) -> Target:
    """Of a duty that follows from a target."""
    return duty.row.pk, duty.requirement.pk


def _words(row: PlanCommune, criterion: Requirement) -> str:
    return f"{row.name}: tiêu chí {criterion.code}"


def _titles(duties: Iterable[Duty]) -> tuple[str, ...]:
    """Each piece of work and each target once, whoever shares it."""
    found = {duty.key if duty.row is None else _target(duty): _title(duty) for duty in duties}
    return tuple(found.values())


def _title(duty: Duty) -> str:
    """With its time where an item is due several times."""
    label = duty.task.label if duty.task else ""
    return f"{duty.title} ({label})" if label else duty.title
