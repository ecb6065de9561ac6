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

OUR_NAME = "Cổng nông thôn mới"  # as author of notes in marked workbooks


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
    """The notes on cells, old and threaded, by address ("F12"); a thread's words are lines.

    Without ours: what the portal found in an earlier round says nothing about this one.
    """
    reader = RunReader()
    authors: list[str] = []
    notes: dict[str, list[str]] = {}
    address = author = ""
    threaded = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal address, author, threaded
        if name in ("comment", "threadedComment"):
            address, author = attributes["ref"], attributes.get("authorId", "0")
            threaded = name == "threadedComment"
        reader.start(name_of_text(name), attributes)

    def end(name: str) -> None:
        reader.end(name_of_text(name))
        if name == "author":
            authors.append(plain(reader.taken()))
        elif name in ("comment", "threadedComment"):
            said = plain(reader.taken())
            if threaded or authors[int(author) : int(author) + 1] != [OUR_NAME]:
                notes.setdefault(address, []).append(said)

    def name_of_text(name: str) -> str:
        """Authors and the words of a thread stand in an element of their own, others in <t>."""
        return "t" if name == "author" or (threaded and name == "text") else name

    walk(content, part, start=start, end=end, text=reader.text)
    return {place: "\n".join(said) for place, said in notes.items()}
