"""Which appendices (phụ lục) exist: the code in the address -> its build function."""

from datetime import date
from typing import Protocol

from plans.models import Plan
from reports.appendices import commune_targets
from reports.tables import AppendixTable


class Build(Protocol):
    """Reads what the appendix needs as of `day` and returns it as data."""

    def __call__(self, *, plan: Plan, day: date) -> AppendixTable: ...


APPENDICES: dict[str, Build] = {
    "phu-luc-02": commune_targets.build,
}
