"""Units, roles on them, and the append-only status log."""

from communes.models.columns import ThresholdColumn
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
    "Recognition",
    "RecognitionVoid",
    "Revocation",
    "SetAdoption",
    "StatusEntry",
    "ThresholdColumn",
    "UnitAlias",
    "UnitRole",
    "VerdictChoice",
]
