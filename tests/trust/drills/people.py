"""A person's browser in a few lines: cookies, the login page, its CSRF token."""

import json
import re
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode

NO_ANSWER = 0
FORM = "application/x-www-form-urlencoded"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """status: NO_ANSWER where the connection was refused or broke. began: monotonic clock."""

    status: int
    headers: dict[str, str]
    body: bytes
    began: float
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """One connection per request: what a closed one means is then never in doubt."""

    def __init__(self, port: int, *, tls: ssl.SSLContext | None = None, host: str = "") -> None:
        self.port, self.tls, self.host = port, tls, host
        self.cookies: dict[str, str] = {}
        self.patience = 60.0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        began = time.monotonic()
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.host:
            sent.setdefault("Host", self.host)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.tls:
            connection: HTTPConnection = HTTPSConnection(
                "127.0.0.1", self.port, timeout=self.patience, context=self.tls
            )
        else:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            content = response.read()
        except (OSError, HTTPException):
            return Answer(NO_ANSWER, {}, b"", began, time.monotonic() - began)
        finally:
            connection.close()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, content, began, time.monotonic() - began)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    @property
    def token(self) -> str:
        return next(value for name, value in self.cookies.items() if name.endswith("csrftoken"))

    def post_json(self, path: str, content: object) -> Answer:
        body = json.dumps(content).encode()
        return self.ask(
            "POST",
            path,
            body,
            Content_Type="application/json",
            X_CSRFToken=self.token,
            **self._referer(),
        )

    def post_form(self, path: str, **fields: str) -> Answer:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode()
        return self.ask("POST", path, body, Content_Type=FORM, **self._referer())

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> Answer:
        line = "drill-boundary-of-the-form"
        parts = [
            f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in (fields | {"csrfmiddlewaretoken": self.token}).items()
        ]
        parts.append(
            f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n".encode()
        )
        body = b"".join([*parts, content, f"\r\n--{line}--\r\n".encode()])
        kind = f"multipart/form-data; boundary={line}"
        return self.ask("POST", path, body, Content_Type=kind, **self._referer())

    def log_in(self, username: str, password: str) -> "Browser":
        page = self.get("/dang-nhap/")
        token = TOKEN.search(page.text)
        if not token:
            raise RuntimeError(f"No login page: {page.status}")
        fields = {"username": username, "password": password, "csrfmiddlewaretoken": token[1]}
        body = urlencode(fields).encode()
        answer = self.ask("POST", "/dang-nhap/", body, Content_Type=FORM, **self._referer())
        if answer.status != 302:
            raise RuntimeError(f"{username} cannot sign in: {answer.status}")
        return self

    def _referer(self) -> dict[str, str]:
        return {"Referer": f"https://{self.host}/"} if self.tls else {}


def answers(port: int) -> bool:
    browser = Browser(port)
    browser.patience = 5
    return browser.get("/dang-nhap/").status != NO_ANSWER
