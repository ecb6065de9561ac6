"""What a cell of a sheet says of a cell of the board, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communes.models import AdministrativeUnit
from communes.services.entries import Key
from criteria.figures import Figure, Said
from criteria.models import Requirement
from criteria.rules import Verdict
from ntm_portal.lib.sheet_kinds import Reading, State
from ntm_portal.lib.text import lower_first

NO_FIGURE = Figure()


@dataclass(frozen=True)
class Wanted:
    """What a cell of the sheet says of a cell of the board. row, column: of the sheet.

    note: None says nothing about notes. remark: how it was read, where that needs a word.
    version: that of the form of our own which the cell came back in, None without one.
    """

    row: int
    column: int
    commune: AdministrativeUnit
    requirement: Requirement
    said: Said
    written: str
    note: str | None = None
    remark: str = ""
    version: int | None = None

    @property
    def key(self) -> Key:
        return self.commune.pk, self.requirement.pk

    @property
    def place(self) -> str:
        return f"{self.commune.full_name}, {lower_first(self.requirement.label)}"


@dataclass(frozen=True)
class Compared:
    """state: NEW, CHANGED, SAME, ERROR or CONFLICT; read, before, message as in a `Reading`."""

    wanted: Wanted
    state: State
    seen: int
    read: str = ""
    before: str = ""
    message: str = ""

    @property
    def is_stored(self) -> bool:
        return self.state in (State.NEW, State.CHANGED)

    @property
    def as_reading(self) -> Reading:
        one = self.wanted
        return Reading(
            one.row,
            one.column,
            self.state,
            one.written,
            self.read,
            self.before,
            one.place,
            self.message,
        )

    @property
    def as_row(self) -> dict[str, Any]:
        """For `CellResource`. seen: the version that the comparison was made with."""
        return {
            "row": self.wanted.row,
            "commune": self.wanted.commune.pk,
            "requirement": self.wanted.requirement.pk,
            "said": packed_said(self.wanted.said),
            "note": self.wanted.note,
            "seen": self.seen,
        }


def packed_said(said: Said) -> list[str | None]:
    """Verdict, value, numerator, denominator, nam, nữ: as JSON, and read back without a doubt."""
    figure = said.figure or NO_FIGURE
    return [
        said.verdict,
        *(
            None if one is None else str(one)
            for one in (
                figure.value,
                figure.numerator,
                figure.denominator,
                figure.male,
                figure.female,
            )
        ),
    ]


def unpacked_said(packed: Sequence[str | None]) -> Said:
    verdict, *numbers = packed
    figure = Figure(*(None if one is None else Decimal(one) for one in numbers))
    return Said(
        None if figure == NO_FIGURE else figure, None if verdict is None else Verdict(verdict)
    )
