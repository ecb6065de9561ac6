"""Units, roles on them, and the append-only status log."""

from communes.models.passing import (
    CarriedEntry,
    CarryOver,
    CarryUndo,
    SuccessionVoid,
    UnitSuccession,
)
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
    "SetAdoption",
    "StatusEntry",
    "SuccessionVoid",
    "UnitAlias",
    "UnitRole",
    "UnitSuccession",
    "VerdictChoice",
]
