"""Criteria sets as dated data, and how one edition or one commune passes into the next."""

from criteria.models.passing import EditionMapping, MappingLine, MergeRule
from criteria.models.sets import (
    CommuneGroup,
    CriteriaSet,
    Provenance,
    Region,
    Requirement,
    Threshold,
)

__all__ = [
    "CommuneGroup",
    "CriteriaSet",
    "EditionMapping",
    "MappingLine",
    "MergeRule",
    "Provenance",
    "Region",
    "Requirement",
    "Threshold",
]
