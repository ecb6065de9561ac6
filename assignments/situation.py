"""The findings of a commune in a plan with its measures, criterion by criterion. Reads only."""

from collections import defaultdict
from dataclasses import dataclass

from assignments.deadline_rules import doubt
from assignments.models import Measure
from plans.findings import CriterionFindings, read_findings
from plans.models import PlanCommune


@dataclass(frozen=True)
class MeasureLine:
    """doubt: why its deadline may be a slip, or ""."""

    measure: Measure
    doubt: str


@dataclass(frozen=True)
class Section:
    """A criterion; findings: None for what concerns the whole commune."""

    findings: CriterionFindings | None
    measures: tuple[MeasureLine, ...]

    @property
    def is_empty(self) -> bool:
        return not self.measures and not (self.findings and self.findings.found)


def read_situation(row: PlanCommune) -> list[Section]:
    """Every criterion of the set in order, the whole commune last. Two queries more than
    `read_findings`.
    """
    plan = row.plan
    day = plan.signed_on or plan.baseline_on
    lines: dict[int | None, list[MeasureLine]] = defaultdict(list)
    for measure in row.measures.prefetch_related("agencies").order_by("position"):
        said = doubt(measure.due_on, plan_day=day, last_year=plan.last_year)
        lines[measure.requirement_id].append(MeasureLine(measure, said))
    sections = [Section(one, tuple(lines[one.block.criterion.pk])) for one in read_findings(row)]
    return [*sections, Section(None, tuple(lines[None]))]
