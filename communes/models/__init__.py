"""Units, roles on them, the append-only status log, and the evidence for it."""

from communes.models.evidence import Evidence, EvidenceWithdrawal, RequiredProof
from communes.models.status import Cell, StatusEntry, VerdictChoice
from communes.models.units import (
    AdministrativeUnit,
    SetAdoption,
    UnitAlias,
    UnitRole,
)

__all__ = [
    "AdministrativeUnit",
    "Cell",
    "Evidence",
    "EvidenceWithdrawal",
    "RequiredProof",
    "SetAdoption",
    "StatusEntry",
    "UnitAlias",
    "UnitRole",
    "VerdictChoice",
]
