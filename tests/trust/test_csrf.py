"""No other site makes somebody's browser write: without this session's token nothing is stored."""

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string as new_secret

from tests.traces import snapshot, undone, watched
from tests.trust.asking import send, written
from tests.trust.doors import DOORS
from tests.trust.knocking import Visitors
from tests.trust.lines import Line
from tests.trust.test_staff_doors import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

OWN_TOKEN, OTHER_TOKEN = new_secret(), new_secret()
ABROAD = "https://noi-khac.example"
FORGED = {
    "no token": {},
    "the token of another session": {"X-CSRFToken": OTHER_TOKEN},
    "another site": {"X-CSRFToken": OWN_TOKEN, "Origin": ABROAD},
    "no site that has a name": {"X-CSRFToken": OWN_TOKEN, "Origin": "null"},
}
WRITTEN = list(written())
# Written for nobody in the scene: a second factor is asked of nobody who has passed it already.
NO_ROW = {"dang-nhap/ma-xac-thuc/", "tai-khoan/hai-buoc/"}


def answer(visitors: Visitors, line: Line, persona: str, headers: dict[str, str]) -> str:
    """As a cell of authz.csv."""
    client = visitors.browser(persona)
    client.handler.enforce_csrf_checks = True
    client.cookies[settings.CSRF_COOKIE_NAME] = OWN_TOKEN
    with undone(), watched() as writes:
        status = send(client, visitors, line, **headers).status_code
        is_written = not snapshot(writes).items() <= visitors.before.items()
    client.handler.enforce_csrf_checks = False
    return f"{status}{'+' * is_written}"


def test_every_address_that_stores_is_asked():
    assert {line.door.url for line, _ in WRITTEN} | NO_ROW == {
        door.url for door in DOORS if door.post
    }


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_a_forged_request_is_refused(visitors, headers):
    answers = {line.door.url: answer(visitors, line, who, headers) for line, who in WRITTEN}

    assert {url: cell for url, cell in answers.items() if cell != "403"} == {}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("url", sorted(NO_ROW))
def test_a_forged_code_is_refused(visitors, url, headers):
    client = visitors.browser("office")
    client.handler.enforce_csrf_checks = True
    client.cookies[settings.CSRF_COOKIE_NAME] = OWN_TOKEN
    status = client.post(f"/{url}", {"code": "000000"}, **headers).status_code
    client.handler.enforce_csrf_checks = False

    assert status == 403


def test_the_same_request_from_the_page_is_taken(visitors):
    wrong = {
        line.door.url: cell
        for line, who in WRITTEN
        if (cell := answer(visitors, line, who, {"X-CSRFToken": OWN_TOKEN})) != line.answers[who]
    }

    assert wrong == {}


def test_the_staff_pages_refuse_a_forged_request(visitors):
    client = visitors.browser("admin")
    client.handler.enforce_csrf_checks = True
    with undone():
        answers = {
            address: client.post(address, {"post": "yes"}).status_code for address in ADDRESSES
        }
        assert snapshot() == visitors.before
    client.handler.enforce_csrf_checks = False

    assert {address: status for address, status in answers.items() if status != 403} == {}
