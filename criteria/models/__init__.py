"""Criteria sets as dated data, the law on recognition, and how one edition passes into the next."""

from criteria.models.decisions import ThresholdDecision
from criteria.models.passing import EditionMapping, MappingLine, MergeRule
from criteria.models.recognition import NamedCriterion, Prerequisite, RevocationRule
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
    "NamedCriterion",
    "Prerequisite",
    "Provenance",
    "Region",
    "Requirement",
    "RevocationRule",
    "Threshold",
    "ThresholdDecision",
]
