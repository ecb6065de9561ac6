"""Read a table back from a PDF as an eye does: lines from the picture, words from the text."""

import itertools
import re
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from PIL import Image

DPI = 100
POINTS_PER_PIXEL = 72 / DPI
DARK = 200
SLACK = 0.6  # points: lines are half a point thick and the picture is coarse
WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """Edges in points from the top left corner of its page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def words(pdf: bytes) -> list[list[Word]]:
    """The words of each page, top to bottom, left to right."""
    output = _run(["pdftotext", "-bbox", "-", "-"], pdf).decode()
    pages = []
    for page in output.split("<page ")[1:]:
        found = [
            Word(*(float(edge) for edge in match[:4]), unescape(match[4]))
            for match in WORD.findall(page)
        ]
        pages.append(sorted(found, key=lambda word: (round(word.middle[1]), word.left)))
    return pages


def text(pdf: bytes) -> str:
    return _run(["pdftotext", "-", "-"], pdf).decode()


def grid(pdf: bytes, folder: Path) -> list[list[list[str]]]:
    """pages[page][row][cell], the header as each page's first row; white space taken out.

    Raises AssertionError when a word crosses a line of the table.
    """
    (folder / "grid.pdf").write_bytes(pdf)
    _run(["pdftoppm", "-r", str(DPI), "-gray", "grid.pdf", "grid"], b"", folder)
    return [
        _page(_black_and_white(path), page_words)
        for path, page_words in zip(sorted(folder.glob("grid-*.pgm")), words(pdf), strict=True)
    ]


def squeezed(text_of_cell: str) -> str:
    return re.sub(r"\s", "", text_of_cell)


def _black_and_white(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.point(lambda shade: 0 if shade < DARK else 255)


def _page(picture: Image.Image, page_words: list[Word]) -> list[list[str]]:
    across = _lines(picture)
    rows = []
    for top, bottom in itertools.pairwise(across):
        band = picture.crop((0, top + 2, picture.width, bottom - 2)).transpose(
            Image.Transpose.TRANSPOSE
        )
        down = _lines(band, share=0.98)
        rows.append(
            [
                _cell(page_words, left, top, right, bottom)
                for left, right in itertools.pairwise(down)
            ]
        )
    return rows


def _lines(picture: Image.Image, share: float = 0.7) -> list[int]:
    """Places of the lines that run across at least `share` of the picture's width, in pixels."""
    pixels, width = picture.tobytes(), picture.width
    dark = [
        y
        for y in range(picture.height)
        if pixels[y * width : (y + 1) * width].count(0) >= share * width
    ]
    return [y for y in dark if y - 1 not in dark]


def _cell(page_words: list[Word], *edges: int) -> str:
    left, top, right, bottom = (edge * POINTS_PER_PIXEL for edge in edges)
    inside = []
    for word in page_words:
        x, y = word.middle
        if left <= x <= right and top <= y <= bottom:
            assert left - SLACK <= word.left, f"{word} crosses x={left}"
            assert word.right <= right + SLACK, f"{word} crosses x={right}"
            assert top - SLACK <= word.top, f"{word} crosses y={top}"
            assert word.bottom <= bottom + SLACK, f"{word} crosses y={bottom}"
            inside.append(word.text)
    return "".join(inside)


def _run(command: list[str], stdin: bytes, folder: Path | None = None) -> bytes:
    return subprocess.run(command, input=stdin, capture_output=True, check=True, cwd=folder).stdout
