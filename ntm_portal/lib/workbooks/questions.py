"""What one cell says when it is read: a value, a question with its answers, or a fault. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

Value = TypeVar("Value")
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Question:
    """key: equal for equal cases, so that one answer serves all. options: (value, words)."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CellReading(Generic[Value]):
    """With neither value, question nor fault the cell says nothing, which is never a "no".

    fault: what is written and what to do, without the address. note: how it was read, where a
    reader of the sheet might have read it otherwise.
    """

    value: Value | None = None
    question: Question | None = None
    fault: str = ""
    note: str = ""


def ask(
    question: Question, answers: Mapping[str, str], take: Callable[[str], Value]
) -> CellReading[Value]:
    """The question, or the value that its answer stands for; "" leaves the cell out.

    take: makes a value of an option. An answer that is none of the options does not count.
    """
    words = dict(question.options)
    chosen = answers.get(question.key)
    if chosen == "":
        return CellReading(note="Để trống theo câu trả lời.")
    if chosen not in words:
        return CellReading(question=question)
    return CellReading(value=take(chosen), note=f"Đọc là {words[chosen]} theo câu trả lời.")
