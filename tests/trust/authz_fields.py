"""authz_fields.csv: which columns whose request writes, in which states. Found on the server.

    python -m tests.trust.authz_fields

asks it for every line of authz.csv and writes the file anew; tests/trust/test_authz.py asks again.
A field is `table.column` that changed, or `table: new`, `table: gone` with what kind of row it is.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.trust.lines import PERSONAS

FILE = Path(__file__).with_name("authz_fields.csv")
HEADER = ["url", "method", "field", "states", *PERSONAS]


class Written:
    """What the requests to one address wrote."""

    def __init__(self) -> None:
        self._states: dict[str, list[str]] = defaultdict(list)
        self._people: dict[str, set[str]] = defaultdict(set)

    def note(self, fields: Iterable[str], state: str, persona: str) -> None:
        for field in fields:
            if state not in self._states[field]:
                self._states[field].append(state)
            self._people[field].add(persona)

    def rows(self, url: str, method: str) -> list[list[str]]:
        return [
            [
                *(url, method, field, "; ".join(self._states[field])),
                *("+" if persona in self._people[field] else "" for persona in PERSONAS),
            ]
            for field in sorted(self._people)
        ]


@cache
def _rows() -> list[list[str]]:
    if not FILE.exists():
        return []
    with FILE.open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def rows_of(url: str, method: str) -> list[list[str]]:
    return [row for row in _rows() if row[:2] == [url, method]]


class Collector:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.rows += dict(report.user_properties).get("written", [])


if __name__ == "__main__":
    found = Collector()
    test = Path(__file__).with_name("test_authz.py")
    pytest.main(["-q", "--tb=no", str(test), "-k", "server"], plugins=[found])
    with FILE.open("w", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(found.rows)
