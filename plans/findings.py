"""What a single-commune plan says of each indicator, beside what was measured. Reads only."""

from dataclasses import dataclass

from communes.models import StatusEntry
from communes.sheets import CriterionBlock, IndicatorLine, read_sheet
from criteria.figures import written
from plans.models import PlanCommune, PlanFinding
from plans.share_rules import share_slip


@dataclass(frozen=True)
class FindingLine:
    """An indicator of the sheet; finding: None where the plan does not speak of it."""

    line: IndicatorLine
    finding: PlanFinding | None

    @property
    def printed(self) -> str:
        """The share as the plan prints it, "88,17"; "" for none."""
        return written(self.finding.printed_share) if self.finding else ""

    @property
    def slip(self) -> str:
        """ "kế hoạch in 88,17%, tính từ 14/15,7 là 89,17%", or ""."""
        if self.finding is None or self.line.entry is None:
            return ""
        return share_slip(self.finding.printed_share, self.line.entry.figure)


@dataclass(frozen=True)
class CriterionFindings:
    """A criterion with all its indicators, in the order of the set."""

    block: CriterionBlock
    lines: tuple[FindingLine, ...]

    @property
    def found(self) -> list[FindingLine]:
        """Those of which the plan speaks, in the plan's order."""
        placed = [(one.finding.position, one) for one in self.lines if one.finding]
        return [one for _, one in sorted(placed, key=lambda pair: pair[0])]

    @property
    def missing(self) -> list[FindingLine]:
        return [one for one in self.lines if one.finding is None]


def read_findings(row: PlanCommune) -> list[CriterionFindings]:
    """Every criterion of the plan's set, with the official figures of the plan's baseline day.

    One query more than `read_sheet`.
    """
    blocks = read_sheet(
        commune=row.commune,
        criteria_set=row.plan.criteria_set,
        day=row.plan.baseline_on,
        voice=StatusEntry.Voice.OFFICE,
    )
    found = {one.requirement_id: one for one in row.findings.select_related("requirement")}
    return [
        CriterionFindings(
            block, tuple(FindingLine(line, found.get(line.requirement.pk)) for line in block.lines)
        )
        for block in blocks
    ]
