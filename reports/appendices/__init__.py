"""Which appendices (phụ lục) exist: the code in the address -> its build function."""

from datetime import date
from typing import Protocol

from plans.models import Plan
from reports.appendices import commune_targets, self_assessment, situation
from reports.tables import AppendixTable


class Build(Protocol):
    """Reads what the appendix needs as of `day` and returns it as data."""

    def __call__(self, *, plan: Plan, day: date) -> AppendixTable: ...


APPENDICES: dict[str, Build] = {
    "phu-luc-02": commune_targets.build,
}
# Of plans that speak of one commune.
OF_ONE_COMMUNE: dict[str, Build] = {
    "thuc-trang": situation.build,
    "tong-hop-tu-danh-gia": self_assessment.build,
}


def appendices_of(plan: Plan) -> dict[str, Build]:
    """Those that the plan has, by code."""
    own = OF_ONE_COMMUNE if plan.kind == Plan.Kind.COMMUNE else {}
    return APPENDICES | own
