"""Names of objects that are not in the path, and fields that no form has: neither opens anything.

Of the objects in a path authz.csv says it, for every address: foreign is answered like missing.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.apps import apps

from tests.traces import OWN_APPS, Rows, snapshot, undone, watched
from tests.trust.asking import opened, written
from tests.trust.doors import DOORS, LINES
from tests.trust.knocking import NAME, Said, Visitors
from tests.trust.lines import FOREIGN, METHODS, Line
from tests.trust.turns import SHUT

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

WRITTEN = list(written())
WHO = [pytest.param(WRITTEN, id="the-first")]
WHO += [pytest.param(list(written(everybody=True)), id="each", marks=pytest.mark.long)]


def in_the_message(line: Line) -> set[str]:
    """Names of the scene's objects in the query, the form or the JSON of a line."""
    form = line.door.form if line.on.form is None else line.on.form
    query = line.door.query if line.on.query is None else line.on.query
    text = " ".join([query, line.door.json, *form, *form.values()])
    return {name.partition("/")[0] for name in NAME.findall(text)}


def foreign_tries(visitors: Visitors, line: Line) -> Iterator[Line]:
    for name in sorted(in_the_message(line) - set(line.door.public)):
        if f"{name}/foreign" in visitors.scene.names and not name.endswith("seen"):
            yield replace(line, tries=({**line.tries[0], name: "foreign"},))


def foreign_words(visitors: Visitors) -> list[str]:
    scene = visitors.scene
    return [scene.far.name, f">{scene.far_commune.name}<"]


def test_the_table_says_of_every_object_that_a_foreign_one_is_not_there():
    """For each method; beside it stand lines of their own for objects that a form names."""
    guarded = {(door.url, method) for door in DOORS if door.guarded for method in METHODS}
    shut = {
        key[:2]
        for line in LINES
        if (key := line.key)[2] == FOREIGN and set(line.answers.values()) <= SHUT
    }

    assert guarded <= shut
    assert len(guarded) > 120


@pytest.mark.parametrize("writers", WHO)
def test_a_foreign_object_in_a_form_changes_nothing(visitors, writers):
    """Or no more than one that does not exist: a form may leave out a line and store the rest."""
    wrong, count = {}, 0
    for line, persona in writers:
        for one in foreign_tries(visitors, line):
            answer = visitors.knock(one, persona, one.tries[0])
            shown = [word for word in foreign_words(visitors) if word in answer.text]
            count += 1
            (foreign,) = {key for key, value in one.tries[0].items() if value == "foreign"}
            missing = replace(line, tries=({**line.tries[0], foreign: "nothing"},))
            stored = answer.cell.endswith("+") and (
                left_by(visitors, one, persona, {}) != left_by(visitors, missing, persona, {})
            )
            if stored or answer.cell.startswith("5") or shown:
                wrong[line.door.url, persona, foreign] = (answer.cell, shown)

    assert wrong == {}
    assert count > 30


QUERIES = {
    "don-vi": "district",
    "xa": "commune",
    "cho": "district",
    "co-quan": "agency",
    "tieu-chi": "criterion",
    "a": "plan",
    "b": "plan",
    "tim": "district",
}


def test_a_foreign_object_in_a_query_shows_nothing(visitors):
    """Lists and counts: the answer holds no word of the district where nobody is at home."""
    names = visitors.scene.names
    shown = {}
    for line, persona in opened():
        if line.door.parts or line.door.is_open or persona == "anonymous":
            continue
        client = visitors.browser("office")
        for word, name in QUERIES.items():
            query = {word: names[f"{name}/foreign"]}
            with undone():
                response = client.get(f"/{line.door.url}", query)
            text = response.content.decode(errors="replace")
            found = [one for one in foreign_words(visitors) if one in text]
            if found or response.status_code >= 500:
                shown[line.door.url, word] = (response.status_code, found)

    assert shown == {}


class Boxes(HTMLParser):
    """Names of the boxes of a page: what its forms may send."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("input", "select", "textarea", "button"):
            self.names |= {value or "" for name, value in attrs if name == "name"}


def every_field() -> dict[str, str]:
    """The names of all fields of all models, with what somebody would like to stand there."""
    values = {}
    for label in OWN_APPS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                wished = field.choices[-1][0] if field.choices else "1"
                values[field.name] = values[field.attname] = str(wished)
    words = {"pk": "1", "id": "1", "by": "1", "as": "admin", "user": "1", "is_superuser": "on"}
    return values | words | {"is_staff": "on", "recorded_by": "1", "status": "SIGNED"}


def left_by(visitors: Visitors, line: Line, persona: str, extra: dict[str, str]) -> Rows:
    """The rows of the tables that the request wrote, without moments and chance."""
    said = Said(line, line.tries[0], visitors.scene.names)
    own = said.body
    body = json.dumps(extra | json.loads(own)) if isinstance(own, str) else extra | own
    client = visitors.browser(persona)
    with undone(), watched() as writes:
        client.post(said.address, body, content_type=said.content_type)
        return {
            table: [tuple(map(_plain, row)) for row in rows]
            for table, rows in snapshot(writes).items()
        }


def _plain(value: object) -> object:
    if isinstance(value, datetime | UUID):
        return type(value).__name__
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{32,64}|\w+\$.*", value):
        return "made anew"
    return value


def listed(visitors: Visitors, line: Line, persona: str) -> set[str]:
    """What the page of the same address asks for, and what a person sends there."""
    said = Said(line, line.tries[0], visitors.scene.names)
    names = set(said.body) if isinstance(said.body, dict) else set(json.loads(said.body))
    with undone():
        response = visitors.browser(persona).get(said.address)
        if response.status_code == 200 and not response.streaming:
            names |= Boxes(response.text).names
    return names


@pytest.mark.parametrize("writers", WHO)
def test_fields_that_no_form_has_are_not_taken(visitors, writers):
    """Sent along with what the form asks for: no row differs from that of the plain request."""
    wishes = every_field()
    taken = {}
    for line, persona in writers:
        own = listed(visitors, line, persona)
        extra = {name: value for name, value in wishes.items() if name not in own}
        before = left_by(visitors, line, persona, {})
        after = left_by(visitors, line, persona, extra)
        new = [
            (table, row)
            for table, rows in after.items()
            for row in rows
            if row not in before.get(table, [])
        ]
        if new:
            taken[line.door.url, persona] = new[:3]

    assert len(wishes) > 200
    assert taken == {}
