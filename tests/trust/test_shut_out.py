"""Three people who are shut out at every address of the table, whatever their roles say.

The office before its second factor, the office whose account was closed while it was signed in, and
the office whose session is over: they would be three columns of authz.csv with 302 in every line.
"""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import Session
from tests.factories.accounts import with_second_factor
from tests.traces import snapshot, undone
from tests.trust.doors import DOORS
from tests.trust.knocking import Said, Visitors
from tests.trust.lines import METHODS, lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
LOGIN, FACTOR = "/dang-nhap/", "/dang-nhap/ma-xac-thuc/"
# What answers before the second factor. The login sends whoever has a session on.
BEFORE_FACTOR = {"dang-nhap/", "dang-nhap/ma-xac-thuc/", "dang-xuat/"}
OPEN = {door.url for door in DOORS if door.is_open} | {"dang-nhap/"}


def before_factor(client: Client, user) -> None:
    with_second_factor(user)
    client.force_login(user)


def closed(client: Client, user) -> None:
    client.force_login(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def expired(client: Client, user) -> None:
    client.force_login(user)
    over = timezone.now() - timedelta(seconds=1)
    assert Session.objects.filter(user=user).update(ends_at=over)


@pytest.mark.parametrize(
    ("shut_out", "sent_to", "answering"),
    [(before_factor, FACTOR, BEFORE_FACTOR), (closed, LOGIN, OPEN), (expired, LOGIN, OPEN)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_address_is_shut(visitors: Visitors, shut_out, sent_to, answering):
    asked = [
        (line, Said(line, line.tries[0], visitors.scene.names))
        for door in DOORS
        if door.url not in answering
        for line in lines_of(door)
        if line.on.relation == "own"
    ]
    wrong = {}
    with undone(), override_settings(SESSION_ENGINE="accounts.session_store"):
        client = Client()
        shut_out(client, visitors.scene.people["office"])
        before = snapshot()
        for line, said in asked:
            if line.method == "GET":
                answer = client.get(said.address)
            else:
                answer = client.post(said.address, said.body, content_type=said.content_type)
            if (answer.status_code, answer.headers["Location"].partition("?")[0]) != (302, sent_to):
                wrong[line.key] = answer.status_code
        after = snapshot()

    assert len(asked) > len(METHODS) * len(DOORS) * 0.9
    assert wrong == {}
    assert after == before
