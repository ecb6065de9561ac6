"""What a kind of sheet (loại bảng) has to say so that the wizard can take it in.

Each app describes its own kinds in `resources/`; the wizard in `reports` shows them all. A kind
reads a table and compares it with what the portal holds; it stores nothing. Its ServiceResource
(`ntm_portal.lib.imports`) does, in one transaction.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from django import forms

from ntm_portal.lib.imports import Effect, ServiceResource
from ntm_portal.lib.workbooks.questions import Question
from ntm_portal.lib.workbooks.tables import SheetColumn, SheetTable

__all__ = [
    "Intake",
    "Question",
    "Reading",
    "SheetColumn",
    "SheetKind",
    "Stamp",
    "State",
]

Scope = TypeVar("Scope")


class State(StrEnum):
    """What becomes of a cell; the words are those of the preview's counts."""

    NEW = "mới"
    CHANGED = "đổi"
    SAME = "không đổi"
    ASK = "hỏi"
    ERROR = "lỗi"
    CONFLICT = "đã đổi trên cổng"
    PASSED_OVER = "bỏ qua"


@dataclass(frozen=True)
class Reading:
    """One cell of the sheet as it was read.

    written: as it stands in Excel. read: how we read it, in words. before: what the portal says
    now, "" for nothing. what: the place in words, "Xã Xuân Dương, tiêu chí 5".
    message: for ASK, ERROR, CONFLICT a sentence that says what is written and what to do, without
    the address; else "" or a note ("làm tròn khi hiện").
    """

    row: int
    column: int
    state: State
    written: str
    read: str = ""
    before: str = ""
    what: str = ""
    message: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class Intake:
    """What a table says. rows: what has to be stored, as the kind's resource takes it; each has
    the key "row", the row of the sheet that it came from. An error never hides good rows.
    """

    readings: tuple[Reading, ...]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Stamp:
    """What a form of our own (biểu mẫu) says of itself on its hidden sheet.

    kind, scope: of the import that it comes back as. columns: key by column of the sheet as it
    comes back. cells: (identity of the row, key) -> what was written there and the version that
    it had; identities: row of the sheet -> identity. A cell that still says what was written
    wants nothing, whatever happened meanwhile. faults: row of the sheet -> a sentence why the row
    is not read, one that stands there twice for example.
    """

    kind: str
    scope: Mapping[str, str]
    columns: Mapping[int, str]
    identities: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    faults: Mapping[int, str] = field(default_factory=dict)


class SheetKind(ABC, Generic[Scope]):
    """code: in addresses and stored with each import. name: on pages. order: of the list."""

    code: ClassVar[str]
    name: ClassVar[str]

    @abstractmethod
    def scope_form(
        self, *, user: Any, today: date, data: Mapping[str, str] | None = None
    ) -> forms.Form:
        """The form that asks what the sheet is about: set, unit, day; a plan. Its choices are what
        `user` may write; no choices: the kind is not offered to this person.
        """

    @abstractmethod
    def scope(self, *, user: Any, today: date, data: Mapping[str, str]) -> Scope:
        """What the answered form stands for, asked anew at each step.

        Raises Http404 for what is not, or no longer, theirs; Refused for what cannot be taken.
        """

    @abstractmethod
    def columns(self, scope: Scope) -> Sequence[SheetColumn]: ...

    @abstractmethod
    def read(
        self,
        table: SheetTable,
        mapping: Mapping[int, str],
        *,
        scope: Scope,
        answers: Mapping[str, str],
        stamp: Stamp | None = None,
    ) -> Intake:
        """Read the table and compare it with what the portal holds.

        mapping: column of the sheet -> key; columns that are left out are not read. answers: by
        Question.key; "" leaves the cells of that case out.
        """

    @abstractmethod
    def resource(self, scope: Scope) -> ServiceResource: ...

    @abstractmethod
    def undo(self, effects: Sequence[Effect], *, scope: Scope, by: Any) -> None:
        """Take an import back. Raises Refused, naming the place, where something was edited since;
        nothing is taken back then. Called within a transaction.
        """
