"""Everything that is to be done under some plans, as of a day: the work that they hand out, and
what follows from the communes' targets.

This is the only place where tasks, targets, responsibilities and the status log become a list.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assignments.bodies import Bodies, read_bodies
from assignments.duty_rules import Calendar, State, is_late
from assignments.models import (
    Agency,
    DayOff,
    Measure,
    Responsibility,
    TargetAssignment,
    TargetHolder,
    WorkParty,
    WorkStep,
    WorkTask,
)
from communes.boards import read_verdicts
from communes.models import AdministrativeUnit
from communes.reviews import read_stages
from communes.rules import Step
from criteria.models import Requirement
from criteria.rules import Verdict
from plans.models import Plan, PlanCommune, PlanTarget
from plans.progress_rules import term_of

LEAD = Responsibility.Role.LEAD.value
# Steps after which the next word is not the commune's.
SAID = frozenset({Step.SUBMITTED.value, Step.VERIFIED.value, Step.CONFIRMED.value})


@dataclass(frozen=True)
class Duty:
    """One thing that somebody is to do, and how far it is on the day (việc).

    key: stays the same for as long as the thing is the same; stands in forms, addresses, calendars.
    leading: as the plan names them; acting: ids of the agencies that do it on the day, of which
    some may be collectives that nobody has named the parts of. supporting: likewise, of those who
    cooperate or direct. communes: those it is about, empty for all of the plan; by_communes: they
    do it themselves. due_on None: no date; until: the last day in time. parts: of a target, the
    codes of the indicators that the agency leads, empty for the whole criterion. Exactly one of
    task and row is given.
    """

    key: str
    plan: Plan
    title: str
    timing: str
    starts_on: date | None
    due_on: date | None
    until: date | None
    state: State
    is_late: bool
    leading: tuple[Agency, ...]
    acting: frozenset[int]
    supporting: frozenset[int]
    communes: tuple[AdministrativeUnit, ...]
    by_communes: bool = False
    requirement: Requirement | None = None
    parts: tuple[str, ...] = ()
    assignee_id: int | None = None
    task: WorkTask | None = None
    row: PlanCommune | None = None
    step: WorkStep | None = None

    @property
    def is_open(self) -> bool:
        return self.state != State.DONE

    @property
    def heading(self) -> str:
        """Title, and at which of its times: "Tập huấn (đợt 2)"."""
        label = self.task.label if self.task else ""
        return f"{self.title} ({label})" if label else self.title

    @property
    def about(self) -> str:
        """As `key`, whoever leads it: what the history is kept under."""
        return self.key if self.row is None else self.key.rpartition("-")[0]

    @property
    def step_seen(self) -> int:
        """Id of the newest step, 0 for none: what the form of its state carries."""
        return self.step.pk if self.step else 0

    @property
    def version(self) -> str:
        """Who leads it until when: what a form carries that changes one of the two."""
        leading = ".".join(str(agency.pk) for agency in self.leading)
        return f"{self.due_on or ''}_{leading}"

    def concerns(self, commune: AdministrativeUnit) -> bool:
        """Whether the commune is among those it is about."""
        return not self.communes or any(one.pk == commune.pk for one in self.communes)


def read_duties(plans: Iterable[Plan], day: date) -> list[Duty]:
    """All duties of `plans` as of `day`, the earliest due first, those without a date last.

    The number of queries grows with the number of criteria sets alone.
    """
    plans = list(plans)
    bodies = read_bodies({plan.unit_id for plan in plans}, day)
    calendar = read_calendar()
    found = [
        *_of_tasks(plans, bodies, calendar, day),
        *_of_targets(plans, bodies, calendar, day),
    ]
    return sorted(found, key=lambda duty: (duty.due_on is None, duty.due_on or day))


def read_calendar() -> Calendar:
    """One query."""
    days = dict(DayOff.objects.values_list("day", "works"))
    return Calendar(
        frozenset(day for day, works in days.items() if not works),
        frozenset(day for day, works in days.items() if works),
    )


def _of_tasks(
    plans: Sequence[Plan], bodies: Bodies, calendar: Calendar, day: date
) -> Iterable[Duty]:
    tasks = (
        WorkTask.objects.filter(item__plan__in=plans)
        .select_related("item__section", "item__parent")
        .prefetch_related("rows__commune", "item__parties")
        .order_by("item__section__position", "item__position", "position")
    )
    steps = WorkStep.objects.newest_of(plans, day)
    by_id = {plan.pk: plan for plan in plans}
    for task in tasks:
        item, step = task.item, steps.get(task.pk)
        state = State(step.state) if step else State.NOT_STARTED
        until = calendar.in_time_until(task.due_on) if task.due_on else None
        parties = item.parties.all()
        leading = [
            bodies.by_id[party.agency_id] for party in parties if party.role == WorkParty.Role.LEAD
        ]
        acting = _acting(bodies, (agency.pk for agency in leading))
        yield Duty(
            key=f"viec-{task.pk}",
            plan=by_id[item.plan_id],
            title=f"{item.parent.text} {item.text}" if item.parent else item.text,
            timing=item.timing,
            starts_on=task.starts_on,
            due_on=task.due_on,
            until=until,
            state=state,
            is_late=is_late(state, until, day),
            leading=tuple(leading),
            acting=acting,
            supporting=_acting(
                bodies,
                (party.agency_id for party in parties if party.role != WorkParty.Role.LEAD),
            ),
            communes=tuple(row.commune for row in task.rows.all()),
            by_communes=any(bodies.by_id[one].kind == Agency.Kind.COMMUNES for one in acting),
            assignee_id=task.assignee_id,
            task=task,
            step=step,
        )


def _acting(bodies: Bodies, agencies: Iterable[int]) -> frozenset[int]:
    return frozenset().union(*(bodies.acting(agency) for agency in agencies))


def _of_targets(
    plans: Sequence[Plan], bodies: Bodies, calendar: Calendar, day: date
) -> Iterable[Duty]:
    targets = (
        PlanTarget.objects.filter(row__plan__in=plans)
        .select_related("row__commune", "requirement")
        .order_by("row__plan", "row__position", "requirement__position")
    )
    leads = read_leads(plans)
    settled = {
        (one.row_id, one.requirement_id): one
        for one in TargetAssignment.objects.filter(row__plan__in=plans)
    }
    holders = {
        (one.row_id, one.requirement_id, one.agency_id): one.assignee_id
        for one in TargetHolder.objects.filter(row__plan__in=plans)
    }
    measured = _due_by_measures(plans)
    by_id = {plan.pk: plan for plan in plans}
    told = _Told(plans, [*targets], day)
    for target in targets:
        row, criterion = target.row, target.requirement
        plan = row.plan = by_id[row.plan_id]
        criterion.criteria_set = plan.criteria_set
        own = settled.get((row.pk, criterion.pk))
        due_on = (own and own.due_on) or measured.get((row.pk, criterion.pk))
        due_on = due_on or term_of(plan.first_year, plan.last_year).last
        until = calendar.in_time_until(due_on)
        by_agency = leads.get((plan.pk, criterion.pk)) or leads.get((plan.pk, None)) or {0: []}
        if own and own.agency_id:
            by_agency = {own.agency_id: []}
        for agency_id, indicators in by_agency.items():
            state = told.state(row.commune_id, criterion, indicators)
            yield Duty(
                key=f"muc-tieu-{row.pk}-{criterion.pk}-{agency_id}",
                plan=plan,
                title=f"{row.name}: đạt tiêu chí {criterion.code}",
                timing="",
                starts_on=None,
                due_on=due_on,
                until=until,
                state=state,
                is_late=is_late(state, until, day),
                leading=(bodies.by_id[agency_id],) if agency_id else (),
                acting=bodies.acting(agency_id) if agency_id else frozenset(),
                supporting=frozenset(),
                communes=(row.commune,),
                requirement=criterion,
                parts=tuple(indicator.code for indicator in indicators),
                assignee_id=holders.get((row.pk, criterion.pk, agency_id)),
                row=row,
            )


def read_leads(plans: Sequence[Plan]) -> dict[tuple[int, int | None], dict[int, list[Requirement]]]:
    """(plan id, criterion id) -> agency id -> the indicators it leads, empty for all of them.

    (plan id, None): who leads the plan's whole set, for criteria that nobody else leads.
    """
    found: defaultdict = defaultdict(dict)
    lines = Responsibility.objects.filter(plan__in=plans, role=LEAD, row__isnull=True)
    set_of = {plan.pk: plan.criteria_set_id for plan in plans}
    for line in lines.select_related("requirement__parent__parent").order_by("position", "pk"):
        if line.requirement is None:
            if line.criteria_set_id == set_of[line.plan_id]:
                found[line.plan_id, None][line.agency_id] = []
            continue
        criterion = line.requirement
        while criterion.parent is not None:
            criterion = criterion.parent
        of_criterion = found[line.plan_id, criterion.pk]
        if criterion == line.requirement:
            of_criterion[line.agency_id] = []
        elif of_criterion.get(line.agency_id) != []:
            of_criterion.setdefault(line.agency_id, []).append(line.requirement)
    return found


def _due_by_measures(plans: Sequence[Plan]) -> dict[tuple[int, int], date]:
    """(row id, criterion id) -> the latest deadline of its measures."""
    dated = Measure.objects.filter(row__plan__in=plans, due_on__isnull=False)
    pairs = dated.filter(requirement__isnull=False).order_by("due_on")
    return {
        (row, requirement): due_on
        for row, requirement, due_on in pairs.values_list("row_id", "requirement_id", "due_on")
    }


class _Told:
    """What the log and the reviews say of the communes that have targets, set by set."""

    def __init__(self, plans: Sequence[Plan], targets: Iterable[PlanTarget], day: date) -> None:
        set_of = {plan.pk: plan.criteria_set for plan in plans}
        communes: dict[int, dict[int, AdministrativeUnit]] = {}
        for target in targets:
            of_set = communes.setdefault(set_of[target.row.plan_id].pk, {})
            of_set[target.row.commune_id] = target.row.commune
        sets = {criteria_set.pk: criteria_set for criteria_set in set_of.values()}
        self.verdicts: dict[tuple[int, int], Verdict] = {}
        self.stages: dict[tuple[int, int], str] = {}
        for set_id, of_set in communes.items():
            about = {"communes": of_set.values(), "criteria_set": sets[set_id], "day": day}
            self.verdicts |= read_verdicts(**about)
            self.stages |= read_stages(**about)

    def state(self, commune: int, criterion: Requirement, parts: Sequence[Requirement]) -> State:
        """Done when the criterion is met, or all of the agency's own indicators of it."""
        verdicts = [self._verdict(commune, part.pk) for part in parts]
        met = Verdict.MET, Verdict.NOT_APPLICABLE
        if self._verdict(commune, criterion.pk) == Verdict.MET:
            return State.DONE
        if verdicts and all(verdict in met for verdict in verdicts):
            return State.DONE
        steps = [self.stages.get((commune, one.pk)) for one in (*parts, criterion)]
        if any(step in SAID for step in steps):
            return State.WAITING
        begun = any(steps) or any(verdict in met for verdict in verdicts)
        return State.DOING if begun else State.NOT_STARTED

    def _verdict(self, commune: int, requirement: int) -> Verdict:
        return self.verdicts.get((commune, requirement), Verdict.NO_DATA)
