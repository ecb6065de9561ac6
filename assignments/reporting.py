"""Who has reported by a day, and what the reports of a cycle say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.db.models import Count, Min, Q

from assignments.bodies import read_bodies
from assignments.duties import read_calendar, read_duties
from assignments.models import (
    Agency,
    Report,
    ReportingCycle,
    ReportingParty,
    ReportSummary,
    Responsibility,
)
from assignments.models.reporting import WORDS
from assignments.report_figures import Figures, Situation
from assignments.reporting_rules import Standing, days_late, standing
from plans.models import Plan


@dataclass(frozen=True)
class Line:
    """A party of a cycle on a day. until: the last day in time. sent_on: of its first version,
    None while nothing is there; versions: how many there are. days: how late.
    """

    party: ReportingParty
    cycle: ReportingCycle
    until: date
    sent_on: date | None
    versions: int
    standing: Standing
    days: int

    @property
    def words(self) -> str:
        return STANDING_WORDS[self.standing].format(self.days)

    @property
    def short_words(self) -> str:
        """For a grid of many."""
        return self.words.partition(",")[0]

    @property
    def is_sent(self) -> bool:
        return self.sent_on is not None


STANDING_WORDS = {
    Standing.ON_TIME: "đúng hạn",
    Standing.LATE: "muộn {} ngày",
    Standing.MISSING: "chưa gửi, quá {} ngày",
    Standing.NOT_DUE: "chưa đến hạn",
}


def read_lines(parties: Iterable[ReportingParty], day: date) -> list[Line]:
    """The parties in their order: agencies, then communes, earlier cycles first. Two queries.

    What counts is when the first version came in: a correction makes no report late.
    """
    calendar = read_calendar()
    sent = Q(reports__sent_on__lte=day)
    parties = (
        ReportingParty.objects.filter(pk__in=parties)
        .select_related("agency", "commune", "cycle__plan__unit", "cycle__closed_by")
        .annotate(
            first_sent=Min("reports__sent_on", filter=sent), versions=Count("reports", filter=sent)
        )
        .order_by("cycle__first_on", "cycle__last_on", "pk")
    )
    lines = []
    for party in parties:
        until = calendar.in_time_until(party.cycle.due_on)
        told = {"sent_on": party.first_sent, "until": until, "day": day}
        lines.append(
            Line(
                party=party,
                cycle=party.cycle,
                until=until,
                sent_on=party.first_sent,
                versions=party.versions,
                standing=standing(**told),
                days=days_late(**told),
            )
        )
    return lines


@dataclass(frozen=True)
class SummaryLine:
    """One row of the office's table (biểu tổng hợp); the figures are those of the log.

    says: where the report that was sent has another figure, in words. is_commune: of the second
    section. name "": the whole plan.
    """

    name: str
    is_commune: bool
    standing: str
    met_now: int
    met: int
    planned: int
    work_done: int
    late: int
    difficulties: str = ""
    proposals: str = ""
    says: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping) -> "SummaryLine":
        named = {field.name: kept[field.name] for field in fields(cls)}
        return cls(**named | {"says": tuple(kept["says"])})


@dataclass(frozen=True)
class Merged:
    """The reports of a cycle together. lines: by party, the whole plan last; day: of the figures.

    words: heading's name -> what all reports say under it, each after the name of its sender.
    """

    day: date
    lines: Sequence[SummaryLine]
    words: Mapping[str, str]


def read_merged(cycle: ReportingCycle, day: date) -> Merged:
    """The number of queries does not grow with the reports."""
    situation = Situation(cycle, day)
    newest = newest_reports(cycle, day)
    lines = []
    for line in read_lines(cycle.parties.all(), day):
        report = newest.get(line.party.pk)
        figures = situation.of(line.party)
        lines.append(_summary_line(line, figures, report))
    whole = _figures_of(situation.whole())
    lines.append(SummaryLine(name="", is_commune=False, standing="", **whole))
    return Merged(situation.day, lines, _together(newest.values()))


def newest_reports(cycle: ReportingCycle, day: date) -> dict[int, Report]:
    """Party id -> its newest version by `day`, in the order of the parties. One query."""
    reports = Report.objects.filter(party__cycle=cycle, sent_on__lte=day)
    reports = reports.select_related("party__agency", "party__commune")
    return {report.party_id: report for report in reports.order_by("party", "number")}


def _summary_line(line: Line, figures: Figures, report: Report | None) -> SummaryLine:
    said = Figures.from_json(report.figures).counts if report else {}
    now = figures.counts
    return SummaryLine(
        name=line.party.name,
        is_commune=line.party.commune_id is not None,
        standing=line.short_words,
        difficulties=report.difficulties if report else "",
        proposals=report.proposals if report else "",
        says=tuple(
            f"{words}: báo cáo ghi {count}, nhật ký nay {now[words]}"
            for words, count in said.items()
            if count != now[words]
        ),
        **_figures_of(figures),
    )


def _figures_of(figures: Figures) -> dict[str, int]:
    return {
        "met_now": len(figures.met_now),
        "met": figures.met,
        "planned": figures.planned,
        "work_done": len(figures.work_done),
        "late": len(figures.late),
    }


def _together(reports: Iterable[Report]) -> dict[str, str]:
    reports = list(reports)
    return {
        name: "\n".join(
            f"{report.party.name}: {text}" for report in reports if (text := getattr(report, name))
        )
        for name in WORDS
    }


def newest_summary(cycle: ReportingCycle) -> ReportSummary | None:
    return cycle.summaries.select_related("by").order_by("-number").first()


def issued_summary(cycle: ReportingCycle) -> ReportSummary | None:
    return cycle.summaries.select_related("by").filter(lines__isnull=False).first()


@dataclass(frozen=True)
class Candidates:
    """Who can be asked to report on a plan. leading: ids of the agencies that lead something."""

    agencies: Sequence[Agency]
    leading: frozenset[int]
    communes: Sequence


def read_candidates(plan: Plan, day: date) -> Candidates:
    """Bodies of many agencies report by those; the communes by themselves."""
    bodies = read_bodies([plan.unit], day)
    duties = read_duties([plan], day)
    lines = Responsibility.objects.filter(plan=plan, role=Responsibility.Role.LEAD)
    named = {agency for duty in duties for agency in duty.acting}
    for agency in lines.values_list("agency_id", flat=True):
        named |= bodies.acting(agency)
    agencies = [
        agency
        for agency in bodies.by_id.values()
        if agency.kind != Agency.Kind.COMMUNES and bodies.acting(agency.pk) == {agency.pk}
    ]
    offices = {agency.pk for agency in agencies if agency.kind == Agency.Kind.OFFICE}
    rows = plan.rows.select_related("commune").order_by("position")
    return Candidates(agencies, frozenset(named & offices), [row.commune for row in rows])
