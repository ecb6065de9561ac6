"""503 with a sentence while the database is away; 500 where the portal is to blame."""

import sqlite3

import psycopg2
import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.test import Client

from ntm_portal import outage
from tests.factories.accounts import UserFactory
from tests.factories.communes import UnitRoleFactory


class Answer(psycopg2.Error):
    def __init__(self, pgcode: str | None) -> None:
        self.code = pgcode

    pgcode = property(lambda self: self.code)


def postgres(state: str | None, kind: type = OperationalError) -> Exception:
    error = kind("said by the server")
    error.__cause__ = Answer(state)
    return error


def sqlite(code: int) -> Exception:
    error, cause = OperationalError("said by SQLite"), sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(postgres(None), outage.AWAY, id="no-connection"),
        pytest.param(OperationalError("closed"), outage.AWAY, id="no-cause"),
        pytest.param(postgres(None, DatabaseError), outage.AWAY, id="broke-in-an-answer"),
        pytest.param(DatabaseError("no rows affected"), None, id="of-django-itself"),
        pytest.param(postgres(None, ProgrammingError), None, id="no-results-to-fetch"),
        pytest.param(postgres("57P01"), outage.AWAY, id="shut-down"),
        pytest.param(postgres("57P02"), outage.AWAY, id="crashed"),
        pytest.param(postgres("57P03"), outage.AWAY, id="starting-up"),
        pytest.param(postgres("08006"), outage.AWAY, id="connection-failure"),
        pytest.param(postgres("55P03"), outage.BUSY, id="lock-timeout"),
        pytest.param(postgres("57014"), outage.BUSY, id="statement-timeout"),
        pytest.param(postgres("40P01"), outage.BUSY, id="deadlock"),
        pytest.param(postgres("53300"), outage.BUSY, id="too-many-connections"),
        pytest.param(postgres("53100"), outage.FULL, id="disk-full"),
        pytest.param(postgres("42P01", ProgrammingError), None, id="no-such-table"),
        pytest.param(postgres("22001"), None, id="too-long-a-value"),
        pytest.param(sqlite(sqlite3.SQLITE_BUSY), outage.BUSY, id="sqlite-locked"),
        pytest.param(sqlite(sqlite3.SQLITE_BUSY | 2 << 8), outage.BUSY, id="sqlite-extended"),
        pytest.param(sqlite(sqlite3.SQLITE_FULL), outage.FULL, id="sqlite-full"),
        pytest.param(sqlite(sqlite3.SQLITE_ERROR), None, id="sqlite-no-such-table"),
        pytest.param(ValueError("a fault of ours"), None, id="no-error-of-the-database"),
        pytest.param(None, None, id="no-error"),
    ],
)
def test_who_is_to_blame(error, sentence):
    assert outage.sentence_for(error) == sentence


@pytest.fixture
def person(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UnitRoleFactory(role="OFFICE").user)
    return client


def refusing(error: Exception, asked: list[str]):
    def wrapper(execute, sql, params, many, context):
        asked.append(sql)
        raise error

    return wrapper


@pytest.mark.parametrize("address", ["/", "/bang-tieu-chi/", "/xa/", "/quan-tri/"])
def test_a_page_says_so_and_asks_once_only(person, address):
    asked: list[str] = []
    with connection.execute_wrapper(refusing(postgres("57P03"), asked)):
        response = person.get(address)

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Cache-Control"] == "no-store"
    assert outage.AWAY in response.content.decode()
    assert len(asked) == 1


def test_a_script_gets_json(person):
    with connection.execute_wrapper(refusing(postgres(None), [])):
        response = person.post("/bang-tieu-chi/luu/", {}, content_type="application/json")

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response.json() == {"message": outage.AWAY}


def test_the_login_says_so_too(db):
    client = Client(raise_request_exception=False)
    UserFactory(username="ai-do")
    with connection.execute_wrapper(refusing(postgres(None), [])):
        response = client.post("/dang-nhap/", {"username": "ai-do", "password": "x"})

    assert response.status_code == 503


def test_a_fault_of_the_portal_stays_500(person):
    with connection.execute_wrapper(refusing(postgres("42P01", ProgrammingError), [])):
        response = person.get("/xa/")

    assert response.status_code == 500
    assert "Hệ thống gặp sự cố" in response.content.decode()
