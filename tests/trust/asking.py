"""Asking every address once, as somebody who gets in there: what all answers share."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from tests.trust.doors import LINES
from tests.trust.knocking import Said, Visitors
from tests.trust.lines import OWN, PERSONAS, Line


def guests(line: Line, *wanted: str) -> list[str]:
    """Those of the thirteen who get one of these answers; nobody may."""
    return [one for one in PERSONAS if line.answers[one] in wanted]


def opened() -> Iterator[tuple[Line, str]]:
    """Every address that shows a page, with somebody to whom it does."""
    doors = set()
    for line in LINES:
        people = guests(line, "200", "200+")
        if line.method == "GET" and line.on.relation == OWN and people:
            if line.door.url not in doors:
                yield line, people[0]
            doors.add(line.door.url)


def written(*, everybody: bool = False) -> Iterator[tuple[Line, str]]:
    """Every address that stores something, with somebody for whom it does, or with everybody."""
    tried = set()
    for line in LINES:
        people = guests(line, *(f"{status}+" for status in (200, 201, 204, 302)))
        if line.method != "POST":
            continue
        for person in people if everybody else people[:1]:
            key = (line.door.url, person if everybody else "")
            if key not in tried:
                tried.add(key)
                yield line, person


def send(client: Client, visitors: Visitors, line: Line, **headers: str) -> HttpResponse:
    said = Said(line, line.tries[0], visitors.scene.names)
    if line.method == "GET":
        return client.get(said.address, headers=headers)
    return client.post(said.address, said.body, content_type=said.content_type, headers=headers)
