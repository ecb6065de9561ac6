"""Which appendices (phụ lục) exist: the code in the address -> its build function."""

from datetime import date
from typing import Protocol

from plans import appendix_list
from plans.models import Plan
from reports.appendices import (
    bands,
    capital,
    commune_targets,
    completion,
    criterion_goals,
    responsibilities,
    roadmap,
    self_assessment,
    situation,
    villages,
    work,
)
from reports.tables import AppendixTable


class Build(Protocol):
    """Reads what the appendix needs as of `day` and returns it as data."""

    def __call__(self, *, plan: Plan, day: date) -> AppendixTable: ...


APPENDICES: dict[str, Build] = {
    "thuc-trang": situation.build,
    "tong-hop-tu-danh-gia": self_assessment.build,
    "phu-luc-01": work.build,
    "phu-luc-02": commune_targets.build,
    "lo-trinh-nang-cao": roadmap.advanced,
    "lo-trinh-kieu-mau": roadmap.model,
    "lo-trinh-thon": villages.build,
    "tieu-chi-hoan-thanh": completion.build,
    "muc-tieu-tieu-chi": criterion_goals.build,
    "phan-nhom-xa": bands.build,
    "nguon-von": capital.build,
    "phan-cong-tieu-chi": responsibilities.build,
}


def appendices_of(plan: Plan) -> dict[str, Build]:
    """Those that the plan has, by code. One query."""
    return {one.code: APPENDICES[one.code] for one in appendix_list.appendices_of(plan)}
