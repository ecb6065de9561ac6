"""What a mutant of a guard is, and what the mutants let through."""

from collections.abc import Callable
from dataclasses import dataclass

from communes.models import AdministrativeUnit

UNITS = AdministrativeUnit.objects


@dataclass(frozen=True)
class Mutant:
    """place, name: what is replaced. seen_at: an address of the table, or the name of a list."""

    place: object
    name: str
    lets_through: Callable
    seen_at: str
    method: str = "POST"

    def __str__(self) -> str:
        module = getattr(self.place, "__name__", "")
        return f"{module}.{self.name} at {self.seen_at}"


def every_unit(*_, **__):
    return UNITS.all()


def first_of(model) -> Callable:
    return lambda *_: model.objects.first()


def yes(*_, **__) -> bool:
    return True
