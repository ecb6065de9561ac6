"""Levels of a tree by the marks before its lines: I, 1, 1.1, a, -. Pure."""

import re

_ROMAN = re.compile(r"[IVX]+|[IVXLC]{2,}")
_MARK = r"[IVXLC]+|[A-ZĐ]|\d+(?:\.\d+)*|[a-zđ]"
_ALONE = re.compile(rf"(?:{_MARK})[.)]*|[-–—+*•]")
_BEFORE = re.compile(rf"(?P<mark>(?:{_MARK})[.)]|\d+(?:\.\d+)+|[-–—+*•])\s*(?P<words>\D.*)")

Kind = tuple[str, int]


def split_mark(number: str, label: str) -> tuple[str, str] | None:
    """ "I" and "Vốn ngân sách", or "1. Vốn ngân sách" alone -> (mark, words).

    A mark of its own goes before one in the words. None: the number is no mark.
    """
    if number:
        return (number, label) if _ALONE.fullmatch(number) else None
    found = _BEFORE.fullmatch(label)
    return (found["mark"], found["words"]) if found else ("", label)


class Levels:
    """Depths of marks as they come: a kind of mark that stood above is the same level again."""

    def __init__(self) -> None:
        self._open: list[Kind] = []
        self._last = ""

    def depth(self, mark: str) -> int:
        kind = self._kind(mark.rstrip(".)"))
        if kind in self._open:
            del self._open[self._open.index(kind) + 1 :]
        else:
            self._open.append(kind)
        self._last = mark.rstrip(".)")
        return len(self._open) - 1

    def _kind(self, mark: str) -> Kind:
        if not mark:
            return "", 0
        if mark[0].isdigit():
            return "1", mark.count(".")
        if not mark[0].isalpha():
            return ("+", 0) if mark == "+" else ("-", 0)
        if mark.islower():
            return "a", 0
        is_next_letter = len(mark) == 1 and self._last == chr(ord(mark) - 1)
        return ("I", 0) if _ROMAN.fullmatch(mark) and not is_next_letter else ("A", 0)
