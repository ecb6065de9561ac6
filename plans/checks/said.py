"""A phrase of the text in its place, and the finding where it does not agree. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from plans.checks.facts import Objective
from plans.checks.findings import Finding, Place, Severity
from plans.phrases import Number, Phrase


@dataclass(frozen=True)
class Said:
    """A phrase and where it stands. about: the objective whose own words these are."""

    phrase: Phrase
    place: Place
    about: Objective | None = None


def slip(code: str, one: Said, computed: str, other: Place | None, what: str = "") -> Finding:
    """what: what the figure is of, in words."""
    places = (one.place,) if other is None or other == one.place else (one.place, other)
    of = f" ({what})" if what else ""
    beside = other.name if other is not None else "các con số bên cạnh"
    message = f"Trong {one.place.name}: ‘{one.phrase.quote}’{of}; theo {beside} là {computed}."
    return Finding(code, Severity.ERROR, message, places, one.phrase.quote, computed)


def is_one_of(figure: Number, *values: Decimal | int | None) -> bool:
    return any(reading == value for reading in figure.readings for value in values)
