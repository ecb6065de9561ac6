"""Lists of criteria (danh sách tiêu chí) as offices write them: "1,2,3,…,19", "1-9, 11". Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_text, fold, shown

SHORTEST_RANGE = 3  # "1-3", but "1, 2"
EXAMPLE = "Viết như 1-9, 11."
BLANK = frozenset({"", "-", "–", "—", "--", "...", "…", "/"})
_NONE_MET = frozenset({"0", "khong", "khong co", "chua co", "chua dat"})
_WHOLE = re.compile(
    r"(?:dat )?(?:ca|du|toan bo|tat ca)(?: (?P<all>\d+))?(?: tieu chi)?"
    r"|(?:dat )?(?P<met>\d+) ?/ ?(?P<of>\d+)(?: tieu chi)?"
)
# What the words and signs of a list come to: numbers, ",", "-", "…".
_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)*)"
    r"|(?P<separator>[,;+&\n]|\bva\b|\.(?=\s|$))"
    r"|(?P<to>->|[-–—−÷→]|\bden\b)"
    r"|(?P<more>…+|\.{2,})"
    r"|(?P<words>[\s:]+|\bcac\b|\b(?:tieu chi|chi tieu|tc|ct)(?: so\b|(?![a-z]))|\btu\b)"
)
_SIGNS = {"separator": ",", "to": "-", "more": ",…,", "words": " "}


def read_list(text: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes that the text lists, in the order of `codes`; () where it says nothing or none.

    codes: of the set, in its order: "1" to "19", and "5.1" where indicators can be listed.
    "…" fills up between two numbers, "1-9" and "từ 1 đến 9" run upwards, "19/19" and "cả 19 tiêu
    chí" are all of them. Raises Refused for what is not in the set, is listed twice, runs
    downwards or is no list.
    """
    folded = _folded(text)
    if folded in BLANK or folded in _NONE_MET:
        return ()
    if found := _WHOLE.fullmatch(folded):
        return _all(text, found, codes)
    return _List(text, codes).read(folded)


def print_list(codes: Sequence[str]) -> str:
    """Codes in their order -> "1-9, 11"; indicators each by itself. `read_list` reads it back."""
    runs: list[list[str]] = []
    for code in codes:
        last = runs[-1][-1] if runs else ""
        if last.isdigit() and code.isdigit() and int(code) == int(last) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(
        f"{run[0]}-{run[-1]}" if len(run) >= SHORTEST_RANGE else ", ".join(run) for run in runs
    )


def _folded(text: str) -> str:
    """Lower case without marks; line by line, since the end of a line separates."""
    if text.isascii():
        return text.strip().lower()
    lines = clean_text(text).replace("\u00ad", "").split("\n")
    return "\n".join(filter(None, map(fold, lines)))


def _all(text: str, found: re.Match[str], codes: Sequence[str]) -> tuple[str, ...]:
    """All criteria, if the counts that are written are that of the set."""
    whole = tuple(code for code in codes if code.isdigit())
    if any(int(count) != len(whole) for count in found.groups() if count):
        raise Refused(f"‘{shown(text)}’ là số lượng, không phải danh sách. {EXAMPLE}")
    return whole


class _List:
    """A list while it is read from left to right."""

    def __init__(self, text: str, codes: Sequence[str]) -> None:
        self._text = text
        self._codes = codes
        self._places = {code: place for place, code in enumerate(codes)}
        self._listed: list[str] = []

    def read(self, folded: str) -> tuple[str, ...]:
        fills = False
        for piece in self._pieces(folded):
            if piece == "…":
                fills = True
                continue
            low, *rest = (_code(part) for part in piece.split("-"))
            if len(rest) > 1:
                raise self._refusal()
            if fills:
                self._listed += self._between(low)
                fills = False
            self._listed += self._run(low, rest[0]) if rest else [self._known(low)]
        if fills:
            raise Refused(f"‘{shown(self._text)}’ không ghi số sau dấu ba chấm. {EXAMPLE}")
        return self._in_order()

    def _pieces(self, folded: str) -> list[str]:
        """What stands between the commas; a list without any sign is cut where its gaps are."""
        signs = self._signs(folded)
        pieces = [" ".join(piece.split()) for piece in signs.split(",")]
        if len(pieces) == 1 and "-" not in signs:
            return signs.split()
        found = [re.sub(r" ?- ?", "-", piece) for piece in pieces if piece]
        if any(" " in piece for piece in found):
            raise Refused(f"‘{shown(self._text)}’ có hai số viết rời. Thêm dấu phẩy giữa chúng.")
        return found

    def _signs(self, folded: str) -> str:
        parts = []
        end = 0
        for found in _TOKEN.finditer(folded):
            if found.start() != end:
                raise self._refusal()
            end = found.end()
            kind = found.lastgroup or ""
            parts.append(found.group() if kind == "number" else _SIGNS[kind])
        if end != len(folded):
            raise self._refusal()
        return "".join(parts)

    def _known(self, code: str) -> str:
        if code not in self._places:
            if not code:
                raise self._refusal()
            whole = [one for one in self._codes if one.isdigit()]
            what = "chỉ tiêu" if "." in code else "tiêu chí"
            known = f" Bộ này có tiêu chí {whole[0]} đến {whole[-1]}." if whole else ""
            raise Refused(f"Không có {what} {code}.{known}")
        return code

    def _run(self, low: str, high: str) -> list[str]:
        """Upwards, criteria or indicators of one criterion; both ends included."""
        first, last = self._places[self._known(low)], self._places[self._known(high)]
        above = low.rpartition(".")[0]
        if first >= last or high.rpartition(".")[0] != above:
            raise Refused(f"‘{low}-{high}’ không phải một dãy tăng. {EXAMPLE}")
        run = self._codes[first : last + 1]
        return [code for code in run if code.rpartition(".")[0] == above]

    def _between(self, end: str) -> list[str]:
        """What "…" leaves out; "1, 3, …" goes on in steps that nobody has to guess."""
        last = self._listed[-1:]
        if not last or self._is_stepped():
            raise Refused(f"‘{shown(self._text)}’ có dấu ba chấm không rõ nghĩa. {EXAMPLE}")
        return self._run(last[0], end)[1:-1]

    def _is_stepped(self) -> bool:
        before = self._listed[-2:]
        return len(before) == 2 and self._run(*before) != before

    def _in_order(self) -> tuple[str, ...]:
        found = sorted(self._listed, key=self._places.__getitem__)
        twice = next((one for one, other in pairwise(found) if one == other), None)
        if twice is not None:
            raise Refused(f"Tiêu chí {twice} ghi hai lần. Bỏ bớt một.")
        return tuple(found)

    def _refusal(self) -> Refused:
        return Refused(f"‘{shown(self._text)}’ không phải danh sách tiêu chí. {EXAMPLE}")


def _code(written: str) -> str:
    """ "05" -> "5"."""
    return written.lstrip("0") or written
