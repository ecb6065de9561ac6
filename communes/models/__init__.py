"""Units, roles on them, the append-only status log, and the evidence for it."""

from communes.models.columns import ThresholdColumn
from communes.models.decisions import DecisionEntry, DecisionWithdrawal
from communes.models.evidence import Evidence, EvidenceWithdrawal, RequiredProof
from communes.models.passing import (
    CarriedEntry,
    CarryOver,
    CarryUndo,
    SuccessionVoid,
    UnitSuccession,
)
from communes.models.recognition import Recognition, RecognitionVoid, Revocation
from communes.models.review import ReviewStep
from communes.models.status import Cell, StatusEntry, VerdictChoice
from communes.models.units import (
    AdministrativeUnit,
    SetAdoption,
    UnitAlias,
    UnitRole,
)

__all__ = [
    "AdministrativeUnit",
    "CarriedEntry",
    "CarryOver",
    "CarryUndo",
    "Cell",
    "DecisionEntry",
    "DecisionWithdrawal",
    "Evidence",
    "EvidenceWithdrawal",
    "Recognition",
    "RecognitionVoid",
    "RequiredProof",
    "ReviewStep",
    "Revocation",
    "SetAdoption",
    "StatusEntry",
    "SuccessionVoid",
    "ThresholdColumn",
    "UnitAlias",
    "UnitRole",
    "UnitSuccession",
    "VerdictChoice",
]
