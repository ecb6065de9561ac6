"""Error pages: Vietnamese, with a code, and nothing of the inside."""

import re

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import Client, override_settings
from django.urls import path

from ntm_portal import urls
from ntm_portal.views import bad_request, server_error
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
INSIDE = [
    "Traceback", "Exception", "Error", ".py", "/site-packages/", "django", "Django", "SELECT",
    "accounts_user", "SECRET", "settings", "sqlite", "psycopg",
]  # fmt: skip
FAULTS = {
    400: SuspiciousOperation("inside"),
    403: PermissionDenied("inside"),
    404: Http404("inside"),
    413: RequestDataTooBig("inside"),
    500: ValueError("SELECT secret FROM accounts_user"),
    503: OperationalError("could not connect to server"),
}
handler400, handler500 = bad_request, server_error


def failing(request, status: int):
    raise FAULTS[status]


urlpatterns = [path("hong/<int:status>/", failing), *urls.urlpatterns]


def answer(status: int, **options):
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    return client.get(f"/hong/{status}/", **options)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("status", FAULTS)
def test_a_page_in_vietnamese_with_a_code(status):
    response = answer(status)

    assert response.status_code == status
    assert re.search(rf"Mã: {status}\b", response.text)
    assert '<html lang="vi">' in response.text
    assert 'href="/">' in response.text
    assert [word for word in INSIDE if word in response.text] == []
    assert "inside" not in response.text


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("status", [413, 500, 503])
def test_these_ask_the_database_nothing_more(status, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())

    with django_assert_num_queries(2):  # the session and the person, before the fault
        client.get(f"/hong/{status}/")


@override_settings(ROOT_URLCONF=__name__)
def test_the_code_of_a_fault_is_in_the_log(caplog):
    response = answer(500)

    (code,) = re.findall(r"Mã: (500-[0-9A-F]{6})", response.text)
    assert any(f"code={code} path=/hong/500/" in entry.getMessage() for entry in caplog.records)


@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_is_away_says_when_to_come_again():
    assert answer(503).headers["Retry-After"] == "10"


def test_a_form_that_is_too_big_stores_nothing():
    client = Client(raise_request_exception=False)

    response = client.post("/dang-nhap/", {"username": "x" * 3_000_000, "password": "x"})

    assert response.status_code == 413
    assert "Gửi lên quá nhiều" in response.text


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500])
def test_there_is_a_page_for_each(status, settings):
    assert (settings.BASE_DIR / "templates" / f"{status}.html").is_file()
