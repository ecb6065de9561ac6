"""Text with its fonts: plain, or in runs that each have their own (rich text). Pure."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ntm_portal.lib.workbooks.tidying import unescaped
from ntm_portal.lib.workbooks.xml_parts import Attributes, is_set, walk


class Run(NamedTuple):
    """font: None for that of the cell. bold: None for as the cell."""

    text: str
    font: str | None = None
    bold: bool | None = None


Runs = tuple[Run, ...]


class RunReader:
    """Takes what is within an <si>, <is> or <text> element: <t>, <r><rPr>…<t>, <rPh>.

    A phonetic run (<rPh>) says how a word is spoken and is no text.
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._texts: list[str] = []
        self._font: str | None = None
        self._bold: bool | None = None
        self._in_text = False
        self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "t":
            self._in_text = not self._phonetic
        elif name == "r":
            self._font = self._bold = None
        elif name == "rPr":
            self._bold = False
        elif name == "rFont":
            self._font = attributes["val"]
        elif name == "b":
            self._bold = is_set(attributes, "val", otherwise=True)
        elif name == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        if self._in_text:
            self._texts.append(data)

    def end(self, name: str) -> None:
        if name == "t" and self._in_text:
            self._in_text = False
            self._runs.append(Run(unescaped("".join(self._texts)), self._font, self._bold))
            self._texts.clear()
        elif name == "rPh":
            self._phonetic = False

    def taken(self) -> Runs:
        """What was read since the last call; runs of one font are one."""
        runs, self._runs = self._runs, []
        self._font = self._bold = None
        if len(runs) < 2:
            return tuple(runs)
        return tuple(
            Run("".join(run.text for run in same), font, bold)
            for (font, bold), same in groupby(runs, key=lambda run: (run.font, run.bold))
        )


def read_strings(content: bytes, part: str) -> list[Runs]:
    """The shared strings of a workbook, in their order."""
    reader = RunReader()
    strings: list[Runs] = []

    def end(name: str) -> None:
        reader.end(name)
        if name == "si":
            strings.append(reader.taken())

    walk(content, part, start=reader.start, end=end, text=reader.text)
    return strings


def plain(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def read_comments(content: bytes, part: str) -> dict[str, str]:
    """The notes on cells, old and threaded, by address ("F12"); a thread's words are lines."""
    reader = RunReader()
    notes: dict[str, list[str]] = {}
    address = ""
    threaded = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal address, threaded
        if name in ("comment", "threadedComment"):
            address, threaded = attributes["ref"], name == "threadedComment"
        reader.start(text_of_thread(name), attributes)

    def end(name: str) -> None:
        reader.end(text_of_thread(name))
        if name in ("comment", "threadedComment"):
            notes.setdefault(address, []).append(plain(reader.taken()))

    def text_of_thread(name: str) -> str:
        """The words of a thread stand in <text> itself, those of an old note in its <t>."""
        return "t" if threaded and name == "text" else name

    walk(content, part, start=start, end=end, text=reader.text)
    return {place: "\n".join(said) for place, said in notes.items()}
