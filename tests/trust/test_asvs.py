"""docs/asvs.csv: OWASP ASVS 5.0, levels 1 and 2, line by line, in our own words under its numbers.

applies: no where there is nothing of the kind. met: yes, partly, no, or operator: it depends on how
the portal is set up (deploy/). how: by what, or why not. test: what would notice its loss.
"""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FILE = ROOT / "docs" / "asvs.csv"
LEVELS = {"1": 70, "2": 183}
COMMANDS = {
    "ruff": ("scripts/checks.sh", "lint"),
    "lint": ("scripts/checks.sh", "mypy"),
    "deploy": ("scripts/checks.sh", "check --deploy"),
    "audit": ("Makefile", "audit:"),
    "sbom": ("Makefile", "sbom:"),
}
NUMBER = re.compile(r"V(\d+)\.(\d+)\.(\d+)")


@cache
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def names_in(path: str) -> set[str] | None:
    """None where the file is not there."""
    file = ROOT / path
    if not file.exists():
        return None
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def is_there(name: str) -> bool:
    kind, _, rest = (
        name.rpartition(":") if name.startswith(("command:", "document:")) else ("",) * 3
    )
    if kind == "command":
        file, word = COMMANDS[rest]
        return word in (ROOT / file).read_text(encoding="utf-8")
    if kind == "document":
        return (ROOT / rest).exists()
    path, _, test = name.partition("::")
    found = names_in(path)
    return found is not None and (not test or test in found)


def test_every_requirement_of_the_two_levels_has_its_line():
    numbers = [row["id"] for row in rows()]

    assert Counter(row["level"] for row in rows()) == LEVELS
    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if not NUMBER.fullmatch(number)] == []
    assert numbers == sorted(numbers, key=lambda one: [int(n) for n in NUMBER.match(one).groups()])


def test_every_line_says_what_and_why():
    wrong = [
        row["id"]
        for row in rows()
        if not row["requirement"]
        or not row["how"]
        or (row["applies"], row["met"])
        not in {("no", ""), *(("yes", met) for met in ("yes", "partly", "no", "operator"))}
    ]

    assert wrong == []


def test_every_named_test_is_there():
    gone = {row["id"]: name for row in rows() for name in row["test"].split() if not is_there(name)}

    assert gone == {}


def test_what_is_met_has_a_test():
    assert [row["id"] for row in rows() if row["met"] == "yes" and not row["test"]] == []


def test_few_lines_are_not_met():
    """The figures of docs/trust.md."""
    met = Counter(row["met"] for row in rows() if row["applies"] == "yes")

    assert met["no"] <= 1
    assert met["partly"] <= 5
