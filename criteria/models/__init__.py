"""Criteria sets as dated data, and what the law asks of a recognition."""

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
    "NamedCriterion",
    "Prerequisite",
    "Provenance",
    "Region",
    "Requirement",
    "RevocationRule",
    "Threshold",
]
