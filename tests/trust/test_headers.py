"""What every answer says to the browser, whatever address, person and method; and what a hostile
header does: nothing.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path

from tests.pages import read_out
from tests.traces import Rows, snapshot, undone
from tests.trust.asking import opened, send, written
from tests.trust.doors import DOORS, LINES
from tests.trust.knocking import Said, Visitors
from tests.trust.lines import FOREIGN

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
FOR_EVER = "max-age=31536000; includeSubDomains; preload"
# Nobody in the scene is asked for a code; the other keeps a session and answers nothing.
UNVISITED = {"dang-nhap/ma-xac-thuc/", "tai-khoan/phien/giu/"}
READING_IS_NOTED = {"lich/<slug:secret>.ics"}  # the day on which a calendar was last fetched
MARKERS = (
    "Traceback",
    "/site-packages/",
    "tests/trust",
    "Django",
    "gunicorn",
    "Python",
    "SELECT",
    "DATABASE",
    "SECRET_KEY",
    "settings",
    "sqlite",
    "a secret of the view",
)


def broken(request) -> HttpResponse:
    raise RuntimeError("a secret of the view; SELECT 1")


urlpatterns = [path("hong/", broken), path("", include("ntm_portal.urls"))]


def policy(response: HttpResponse) -> dict[str, str]:
    parts = response.headers.get("Content-Security-Policy", "").split(";")
    return dict(part.strip().partition(" ")[::2] for part in parts if part.strip())


def said(response: HttpResponse) -> dict[str, object]:
    return {name: response.headers.get(name) for name in HEADERS} | {"policy": policy(response)}


WANTED = HEADERS | {"policy": POLICY}


@dataclass
class Round:
    """Every address visited once: what was answered, and whether a row differs afterwards."""

    answers: dict[tuple[str, ...], HttpResponse]
    before: Rows
    after_reading: Rows


@pytest.fixture(scope="module")
def visited(visitors: Visitors) -> Round:
    answers = {}

    def visit(line, persona: str) -> None:
        response = send(visitors.browser(persona), visitors, line)
        if response.streaming:
            read_out(response)
        answers[*line.key, persona] = response

    with undone():
        before = snapshot()
        for line, persona in opened():
            if line.door.url not in READING_IS_NOTED:
                visit(line, persona)
                visit(line, "anonymous")
        for line in LINES:  # what is refused, too
            if line.method == "GET" and line.on.relation == FOREIGN:
                visit(line, "office")
        after_reading = snapshot()
    for line, persona in [*written(), *opened()]:
        if line.method == "GET" and line.door.url not in READING_IS_NOTED:
            continue
        with undone():
            visit(line, persona)
    return Round(answers, before, after_reading)


def test_the_round_sees_every_address_and_every_kind_of_answer(visited):
    statuses = {response.status_code for response in visited.answers.values()}

    assert {key[0] for key in visited.answers} == {door.url for door in DOORS} - UNVISITED
    assert {200, 302, 404} <= statuses
    assert {status for status in statuses if status >= HTTPStatus.INTERNAL_SERVER_ERROR} == set()


def test_reading_changes_no_row(visited):
    """The round asks each address once; of all states and people the table says the same."""
    assert visited.before == visited.after_reading
    assert [
        (line.key, answer)
        for line in LINES
        if line.method == "GET" and line.door.url not in READING_IS_NOTED
        for answer in line.answers.values()
        if answer.endswith("+")
    ] == []


def test_every_answer_says_what_may_be_loaded(visited):
    wrong = {
        key: said(response) for key, response in visited.answers.items() if said(response) != WANTED
    }

    assert wrong == {}


def test_nothing_that_a_person_was_shown_is_kept_by_a_cache(visited):
    shown = {
        key: response.headers.get("Cache-Control", "")
        for key, response in visited.answers.items()
        if key[-1] != "anonymous" and key[0] != "dang-xuat/"  # who has left is nobody
    }

    assert {key: said for key, said in shown.items() if "no-store" not in said} == {}


@pytest.mark.parametrize("address", ["/static/css/base.css", "/static/icon.svg", "/khong-co/"])
def test_files_and_what_is_not_there_say_it_too(client, address):
    response = client.get(address)
    if response.streaming:
        read_out(response)

    assert said(response) | {"X-Frame-Options": "DENY"} == WANTED


@pytest.mark.parametrize(
    "address", ["/static/", "/static/css/", "/.git/config", "/static/../manage.py"]
)
def test_no_folder_is_listed(visitors, address):
    assert visitors.browser("admin").get(address).status_code == 404


def test_an_unknown_method_is_refused_everywhere(visitors):
    answers = {}
    with undone():
        for line, persona in opened():
            address = Said(line, line.tries[0], visitors.scene.names).address
            for method in ("TRACE", "CONNECT", "PROPFIND", "PUT", "PATCH", "DELETE", "X"):
                response = visitors.browser(persona).generic(method, address)
                answers[line.door.url, method] = response.status_code
        assert snapshot() == visitors.before

    assert {key: status for key, status in answers.items() if status != 405} == {}


def test_another_host_is_refused(client):
    response = client.get("/dang-nhap/", headers={"Host": "noi-khac.example"})

    assert response.status_code == 400
    assert "noi-khac.example" not in response.text
    assert said(response) | {"X-Frame-Options": "DENY"} == WANTED


HOSTILE = {
    "host with a port": {"Host": "localhost:99999999"},
    "host with a path": {"Host": "localhost/../"},
    "two hosts": {"Host": "localhost, noi-khac.example"},
    "empty host": {"Host": ""},
    "forwarded host": {"X-Forwarded-Host": "noi-khac.example"},
    "forwarded scheme": {"X-Forwarded-Proto": "javascript"},
    "forwarded for": {"X-Forwarded-For": "' OR 1=1 --, 127.0.0.1, " + "9" * 500},
    "forwarded port": {"X-Forwarded-Port": "-1"},
    "original address": {"X-Original-URL": "/quan-tri/", "X-Rewrite-URL": "/quan-tri/"},
    "other method": {"X-HTTP-Method-Override": "DELETE"},
    "huge cookie": {"Cookie": "a=" + "x" * 100_000},
    "many cookies": {"Cookie": "; ".join(f"c{number}=1" for number in range(3000))},
    "broken cookie": {"Cookie": "sessionid=\x00\xff; csrftoken=\xff; =;;; a"},
    "a session of nobody": {"Cookie": "sessionid=" + "a" * 32},
    "languages": {"Accept-Language": "vi;q=2,".replace("q=2", "q=1e99") * 500},
    "wanted type": {"Accept": "*/*;q=x, <script>"},
    "range": {"Range": "bytes=9-1,-,x"},
    "kept version": {"If-None-Match": '"' * 999, "If-Modified-Since": "32 Brr 9999"},
    "encoding": {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
    "referer": {"Referer": "javascript:alert(1)//\xff"},
    "agent": {"User-Agent": "\x1b[31m" + "x" * 9000},
}
PLACES = ("/dang-nhap/", "/", "/bang-tieu-chi/", "/khong-co/")


@pytest.mark.parametrize("headers", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_header_is_no_error_of_the_server(visitors, headers):
    client = visitors.browser("office")
    client.raise_request_exception = False
    with undone():
        answers = [client.get(place, headers=headers) for place in PLACES]
        answers.append(client.post("/dang-nhap/", {"username": "a"}, headers=headers))

    assert {one.status_code for one in answers} <= {200, 302, 400, 403, 404, 422}
    assert [one for one in answers if "noi-khac.example" in one.text] == []
    assert [one for one in answers if "noi-khac" in one.headers.get("Location", "")] == []


def test_an_error_of_the_server_tells_nothing_about_it(visitors, settings):
    settings.ROOT_URLCONF = __name__
    client = visitors.browser("office")
    client.raise_request_exception = False

    response = client.get("/hong/")

    assert response.status_code == 500
    assert [marker for marker in MARKERS if marker in response.text] == []
    assert said(response) | {"X-Frame-Options": "DENY"} == WANTED


def test_over_https_the_browser_is_bound_to_it(tmp_path):
    """In a process of its own: these settings follow from the environment at its start."""
    code = (
        "import django, json; django.setup()\n"
        "from django.test import Client\n"
        "from django.conf import settings\n"
        "settings.STORAGES['staticfiles'] = {'BACKEND':"
        " 'django.contrib.staticfiles.storage.StaticFilesStorage'}\n"
        "plain = Client(headers={'host': 'localhost'}).get('/dang-nhap/')\n"
        "page = Client(headers={'host': 'localhost'}).get('/dang-nhap/', secure=True)\n"
        "print(json.dumps([plain.status_code, plain['Location'],"
        " page['Strict-Transport-Security'],"
        " [one.OutputString() for one in page.cookies.values()],"
        " settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,"
        " settings.SESSION_COOKIE_SAMESITE]))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "ntm_portal.settings",
            "NTM_HTTPS": "True",
            "NTM_VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    status, location, bound, cookies, *session = json.loads(found.stdout)

    assert (status, location, bound) == (301, "https://localhost/dang-nhap/", FOR_EVER)
    assert session == [True, True, "Lax"]
    assert cookies
    assert [one for one in cookies if "Secure" not in one or "SameSite=Lax" not in one] == []
