"""Units, roles on them, and the append-only status log."""

from communes.models.columns import ThresholdColumn
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
    "Cell",
    "ReviewStep",
    "SetAdoption",
    "StatusEntry",
    "ThresholdColumn",
    "UnitAlias",
    "UnitRole",
    "VerdictChoice",
]
