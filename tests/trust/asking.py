"""Asking every address once, as somebody who gets in there: what all answers share."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from tests.trust.doors import LINES
from tests.trust.knocking import Said, Visitors
from tests.trust.lines import OWN, PERSONAS, Line


def guest(line: Line, *wanted: str) -> str | None:
    """The first of the thirteen who gets one of these answers; nobody may."""
    return next((one for one in PERSONAS if line.answers[one] in wanted), None)


def opened() -> Iterator[tuple[Line, str]]:
    """Every address that shows a page, with somebody to whom it does."""
    doors = set()
    for line in LINES:
        person = guest(line, "200", "200+")
        if line.method == "GET" and line.on.relation == OWN and person:
            if line.door.url not in doors:
                yield line, person
            doors.add(line.door.url)


def written() -> Iterator[tuple[Line, str]]:
    """Every address that stores something, with somebody for whom it does."""
    doors = set()
    for line in LINES:
        person = guest(line, *(f"{status}+" for status in (200, 201, 204, 302)))
        if line.method == "POST" and person and line.door.url not in doors:
            doors.add(line.door.url)
            yield line, person


def send(client: Client, visitors: Visitors, line: Line, **headers: str) -> HttpResponse:
    said = Said(line, line.tries[0], visitors.scene.names)
    if line.method == "GET":
        return client.get(said.address, headers=headers)
    return client.post(said.address, said.body, content_type=said.content_type, headers=headers)
