"""Trying the lines of authz.csv on the server, each request in a transaction that is undone."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from accounts.middleware import FACTOR_PASSED
from accounts.models import User
from tests.factories.files import pdf_of
from tests.pages import read_out, seen
from tests.traces import Rows, changed, snapshot, undone, watched
from tests.trust.lines import PART, Line
from tests.trust.scene import Scene

NAME = re.compile(r"\{([\w ,/]+)\}")
# A refused form repeats what its sender sent.
ECHO = re.compile(r'name="replaces" value="\d+"|Hãy chọn một lựa chọn hợp lệ\. \S+ không phải')


@dataclass(frozen=True)
class Answer:
    """cell: as authz.csv writes it. text: what was answered, without what changes every time.

    written: the columns that changed, as authz_fields.csv writes them.
    """

    cell: str
    text: str
    written: frozenset[str]


def pass_factor(client: Client, user: User) -> None:
    """As after the right code: only whoever has a second factor has passed one."""
    if user.has_second_factor:
        session = client.session
        session[FACTOR_PASSED] = user.pk
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


@dataclass
class Visitors:
    """The thirteen with their browsers; what one request leaves in a browser is taken away."""

    scene: Scene
    browsers: dict[str, tuple[Client, SimpleCookie]] = field(default_factory=dict)
    before: Rows = field(init=False)

    def __post_init__(self) -> None:
        for persona, user in self.scene.people.items():
            client = Client()
            if user is not None:
                client.force_login(user)
                pass_factor(client, user)
            self.browsers[persona] = client, deepcopy(client.cookies)
        self.before = snapshot()

    def browser(self, persona: str) -> Client:
        client, cookies = self.browsers[persona]
        client.cookies = deepcopy(cookies)
        return client

    def answers(self, line: Line, persona: str, most: int | None = None) -> list[Answer]:
        """One answer per try of the line. most: of the first tries only."""
        return [self.knock(line, persona, uses) for uses in line.tries[:most]]

    def knock(self, line: Line, persona: str, uses: Mapping[str, str]) -> Answer:
        client = self.browser(persona)
        said = Said(line, uses, self.scene.names)
        with undone(), watched() as writes:
            if line.method == "GET":
                response = client.get(said.address)
            else:
                response = client.post(said.address, said.body, content_type=said.content_type)
            if response.streaming:
                read_out(response)
                text = ""
            else:
                text = ECHO.sub("", seen(response)[1])
            written = frozenset(changed(self.before, snapshot(writes)))
        return Answer(f"{response.status_code}{'+' * bool(written)}", text, written)


@dataclass(frozen=True)
class Said:
    """What the browser sends for a line."""

    line: Line
    uses: Mapping[str, str]
    names: Mapping[str, str]

    def filled(self, text: str) -> str:
        return NAME.sub(self._value, text)

    def _value(self, found: re.Match) -> str:
        name = found[1]
        return self.names[f"{name}/{self.uses[name]}" if name in self.uses else name]

    @property
    def address(self) -> str:
        door, on = self.line.door, self.line.on
        parts = iter(door.parts)
        path = PART.sub(lambda _: f"{{{next(parts)}}}", door.url)
        query = door.query if on.query is None else on.query
        return self.filled(f"/{path}?{query}")

    @property
    def body(self) -> str | dict[str, object]:
        door, on = self.line.door, self.line.on
        if door.json:
            return self.filled(door.json)
        form = door.form if on.form is None else on.form
        file = {door.file: SimpleUploadedFile("ban-quet.pdf", pdf_of(99))} if door.file else {}
        return {self.filled(key): self.filled(value) for key, value in form.items()} | file

    @property
    def content_type(self) -> str:
        return "application/json" if self.line.door.json else MULTIPART_CONTENT
