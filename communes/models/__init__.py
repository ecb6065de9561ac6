"""Units, roles on them, the append-only status log, and the evidence for it."""

from communes.models.columns import ThresholdColumn
from communes.models.evidence import Evidence, EvidenceWithdrawal, RequiredProof
from communes.models.recognition import Recognition, RecognitionVoid, Revocation
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
    "Recognition",
    "RecognitionVoid",
    "RequiredProof",
    "Revocation",
    "SetAdoption",
    "StatusEntry",
    "ThresholdColumn",
    "UnitAlias",
    "UnitRole",
    "VerdictChoice",
]
