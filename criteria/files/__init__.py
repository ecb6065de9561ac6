"""Criteria sets as files; fixtures/criteria/README.md describes the keys."""

from criteria.files.lines import (
    CriterionLine,
    GroupLine,
    IndicatorLine,
    RegionLine,
    SetFile,
    ThresholdLine,
)
from criteria.files.reader import read_set

__all__ = [
    "CriterionLine",
    "GroupLine",
    "IndicatorLine",
    "RegionLine",
    "SetFile",
    "ThresholdLine",
    "read_set",
]
