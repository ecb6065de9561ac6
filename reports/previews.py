"""What an import would do, kept as bytes between the pages: every reading, every question. Pure.

The digest says whether the world still looks as it did when the person read the preview.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntm_portal.lib.sheet_kinds import Intake, Question, Reading, State
from ntm_portal.lib.workbooks.tables import SheetTable

PROBLEMS = (State.ASK, State.ERROR, State.CONFLICT)
STORED = (State.NEW, State.CHANGED)
UNTOUCHED = (State.SAME, State.PASSED_OVER)


@dataclass(frozen=True)
class Fault:
    """What a trial run refused. row: of the sheet, None when it is about all of them."""

    row: int | None
    sentence: str


@dataclass(frozen=True)
class Preview:
    """readings: in the order of the sheet. good_rows: rows of the sheet that would be stored.

    passed_over: row -> why. titles: column -> heading. header_rows: where the headings stand.
    turned: rows and columns count in the sheet turned round, as `SheetTable.sheet` has it.
    """

    readings: tuple[Reading, ...]
    faults: tuple[Fault, ...]
    good_rows: tuple[int, ...]
    passed_over: Mapping[int, str]
    titles: Mapping[int, str]
    header_rows: tuple[int, int]
    turned: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Cells by the name of their state; PASSED_OVER counts rows. A row that the trial run
        refused is one error, and its cells will not change.
        """
        faulty = {fault.row for fault in self.faults} - {None}
        found = Counter(
            one.state.name
            for one in self.readings
            if one.row not in faulty or one.state not in STORED
        )
        found[State.ERROR.name] += len(faulty)
        found[State.PASSED_OVER.name] += len(self.passed_over)
        return {state.name: found[state.name] for state in State}

    @property
    def problems(self) -> list[Reading]:
        return [one for one in self.readings if one.state in PROBLEMS]

    @property
    def problem_count(self) -> int:
        return len(self.problems) + len(self.faults)

    @property
    def blocked(self) -> str:
        """Why not even a part can be stored, "" where it can."""
        return next((fault.sentence for fault in self.faults if fault.row is None), "")

    @property
    def questions(self) -> dict[str, Question]:
        return {one.question.key: one.question for one in self.readings if one.question}


def make_preview(table: SheetTable, intake: Intake, faults: Sequence[Fault]) -> Preview:
    faulty = {fault.row for fault in faults}
    good = {int(row["row"]) for row in intake.rows} - faulty
    return Preview(
        readings=tuple(sorted(intake.readings, key=lambda one: (one.row, one.column))),
        faults=tuple(faults),
        good_rows=tuple(sorted(good)),
        passed_over={row.number: row.passed_over for row in table.rows if row.passed_over},
        titles={one.column: one.title for one in table.headings},
        header_rows=table.header_rows,
        turned=table.sheet.turned,
    )


def digest(intake: Intake) -> str:
    """Of everything that the portal holds or would store: the same only while nothing moved."""
    said = [[one.row, one.column, one.state.name, one.read, one.before] for one in intake.readings]
    rows = [dict(row) for row in intake.rows]
    written = json.dumps([said, rows], default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def dump(preview: Preview) -> bytes:
    """What `load` gives back equal. Questions stand once, however many cells ask them."""
    questions = preview.questions
    places = {key: place for place, key in enumerate(questions)}
    packed = {
        "readings": [_dump_reading(one, places) for one in preview.readings],
        "questions": [[one.key, one.text, one.options] for one in questions.values()],
        "faults": [[fault.row, fault.sentence] for fault in preview.faults],
        "good_rows": preview.good_rows,
        "passed_over": list(preview.passed_over.items()),
        "titles": list(preview.titles.items()),
        "header_rows": preview.header_rows,
        "turned": preview.turned,
    }
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def load(content: bytes) -> Preview:
    packed = json.loads(zlib.decompress(content))
    questions = [
        Question(key, text, tuple((value, words) for value, words in options))
        for key, text, options in packed["questions"]
    ]
    return Preview(
        readings=tuple(_load_reading(one, questions) for one in packed["readings"]),
        faults=tuple(Fault(row, sentence) for row, sentence in packed["faults"]),
        good_rows=tuple(packed["good_rows"]),
        passed_over=dict(packed["passed_over"]),
        titles=dict(packed["titles"]),
        header_rows=tuple(packed["header_rows"]),
        turned=packed["turned"],
    )


def _dump_reading(one: Reading, places: Mapping[str, int]) -> list[Any]:
    asked = places[one.question.key] if one.question else -1
    texts = [one.written, one.read, one.before, one.what, one.message]
    return [one.row, one.column, one.state.name, asked, *texts]


def _load_reading(kept: list[Any], questions: Sequence[Question]) -> Reading:
    row, column, state, asked, *texts = kept
    question = questions[asked] if asked >= 0 else None
    return Reading(row, column, State[state], *texts, question=question)
