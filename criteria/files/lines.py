"""One edition of a criteria set as plain data, whether it came from a file or from the database.

Field names are those of the models. "Is the stored set what the file says?" is `==`.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class ThresholdLine:
    """One threshold (mức đạt). region, commune_group: codes; "" and year None: for every one."""

    region: str
    commune_group: str
    year: int | None
    value: Decimal | None
    text: str
    citation: str
    provenance: str
    factor: Decimal | None = None
    base_set: str = ""
    base_code: str = ""

    @property
    def scope(self) -> tuple[str, str, int]:
        return self.region, self.commune_group, self.year or 0


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator (chỉ tiêu); thresholds sorted by scope, so that files compare."""

    code: str
    name: str
    unit: str
    value_kind: str
    comparator: str
    decimals: int | None
    by_sex: bool
    if_any: bool
    set_by: str
    note: str
    name_provenance: str
    code_provenance: str
    thresholds: tuple[ThresholdLine, ...]


@dataclass(frozen=True)
class CriterionLine:
    """One criterion (tiêu chí) with its indicators in the order of the decision."""

    code: str
    name: str
    group: str
    note: str
    name_provenance: str
    code_provenance: str
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class GroupLine:
    code: str
    name: str
    definition: str


@dataclass(frozen=True)
class RegionLine:
    code: str
    name: str
    position: int


@dataclass(frozen=True)
class SetFile:
    """One edition of a set. regions are shared by all sets and are no part of the comparison."""

    code: str
    name: str
    tier: str
    level: str
    period: str
    status: str
    parent: str
    decision_no: str
    issued_on: date
    issuer: str
    title: str
    annex: str
    effective_from: date
    effective_to: date | None
    criteria_count: int
    indicator_count: int
    note: str
    commune_groups: tuple[GroupLine, ...]
    criteria: tuple[CriterionLine, ...]
    regions: tuple[RegionLine, ...] = field(default=(), compare=False)
