"""authz.csv is what the rules say, the server does what authz.csv says, and nothing is left out.

Who is asked for which line: tests/trust/turns.py.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.trust.authz import FILE, HEADER, write
from tests.trust.authz_fields import Written
from tests.trust.authz_fields import rows_of as fields_of
from tests.trust.doors import DOORS, LINES
from tests.trust.doors_accounts import FACTOR
from tests.trust.knocking import Answer
from tests.trust.lines import (
    FOREIGN,
    METHODS,
    NOT_FOUND,
    NOTHING,
    OWN,
    PERSONAS,
    RELATIONS,
    Door,
    Line,
)
from tests.trust.turns import LINES_OF, whom_to_try

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def routes(resolver=None, prefix: str = "") -> list[str]:
    """Every address of the URL conf but the staff pages', which are tested apart."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += [] if route.startswith("quan-tri/") else routes(entry, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    return found


@cache
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_file_is_what_the_rules_say():
    expected = io.StringIO()
    write(expected)

    assert FILE.read_text(encoding="utf-8").splitlines() == expected.getvalue().splitlines(), (
        "python -m tests.trust.authz > tests/trust/authz.csv"
    )


def test_no_route_is_missing_and_none_is_stale():
    known = [door.url for door in DOORS]

    missing, stale = set(routes()) - set(known), set(known) - set(routes())
    assert (missing, stale) == (set(), set()), "add or remove a Door, see tests/trust/doors.py"
    assert len(known) == len(set(known))


def test_every_route_is_there_with_every_method_and_relation():
    found = {(row["url"], row["method"], row["relation"]) for row in rows()}

    wanted = {
        (f"/{door.url}", method, relation)
        for door in DOORS
        for method in METHODS
        for relation in RELATIONS
        if relation == OWN
        or (relation == FOREIGN and door.guarded)
        or (relation == NOTHING and (door.parts or door.named))
    }
    assert wanted <= found
    assert list(rows()[0]) == HEADER


def test_every_line_is_there_once():
    keys = [line.key for line in LINES]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.url)
def test_every_write_is_open_to_somebody_and_closed_to_somebody(door: Door):
    if not door.post or door.url in ("dang-nhap/ma-xac-thuc/", "quen-mat-khau/", FACTOR):
        return
    cells = {cell for on in door.post for cell in map(on.answer, PERSONAS)}

    assert any(cell.endswith("+") for cell in cells)
    assert any(not cell.endswith("+") for cell in cells)


@pytest.mark.parametrize(("url", "method"), LINES_OF)
def test_the_server_does_what_the_file_says(visitors, record_property, url, method):
    wrong: dict[tuple, object] = {}
    written = Written()
    texts = defaultdict(set)
    asked = zip(LINES_OF[url, method], rows_of(url, method), strict=True)
    for place, (line, row) in enumerate(asked):
        for persona, most in whom_to_try(line, place):
            answers = visitors.answers(line, persona, most)
            cells = {answer.cell for answer in answers}
            if cells != {row[persona]}:
                wrong[line.key[2:], persona] = (row[persona], cells)
            for answer in answers:
                written.note(answer.written, line.on.state, persona)
                for same in alike(line, answer):
                    texts[persona, same].add(answer.text)

    assert wrong == {}
    assert [key for key, found in texts.items() if len(found) > 1] == []
    fields = written.rows(f"/{url}", method)
    record_property("written", fields)
    assert fields == fields_of(f"/{url}", method), "python -m tests.trust.authz_fields"


def rows_of(url: str, method: str) -> list[dict[str, str]]:
    return [row for row in rows() if (row["url"], row["method"]) == (f"/{url}", method)]


def alike(line: Line, answer: Answer) -> Iterator[str]:
    """With which answers this one must agree to the letter: nobody may tell what exists."""
    if answer.cell == NOT_FOUND:
        yield NOT_FOUND
    if line.on.relation in (FOREIGN, NOTHING):
        yield line.on.state
