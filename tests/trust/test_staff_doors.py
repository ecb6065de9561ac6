"""Every address of the staff pages: the login for anonymous people, nothing for all the others.

What an administrator may do there: tests/test_staff_pages.py.
"""

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLResolver

from tests.traces import snapshot, undone
from tests.trust.knocking import Visitors
from tests.trust.lines import NOT_FOUND, OFFICES, PERSONAS, TO_LOGIN

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
# (?P<url>.*)$, (?P<app_label>accounts|communes)/$, <path:object_id>, <int:content_type_id>
PART = re.compile(r"\(\?P<url>.*\$|\(\?P<\w+>(\w+)[^)]*\)(?=/)|<.*?>")


def addresses(patterns, prefix: str) -> Iterator[str]:
    for entry in patterns:
        address = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, address)
        else:
            yield PART.sub(lambda part: part[1] or "1", address).removesuffix("$")


ADDRESSES = list(addresses(admin.site.urls[0], "/quan-tri/"))


def test_the_sweep_fills_every_address():
    assert len(ADDRESSES) > 4 * len(admin.site._registry)
    assert "/quan-tri/accounts/" in ADDRESSES
    assert [one for one in ADDRESSES if re.search(r"[<>()?$^]", one)] == []


@pytest.mark.parametrize("persona", [one for one in PERSONAS if one != "admin"])
def test_the_staff_pages_are_there_for_administrators_only(visitors: Visitors, persona):
    answers = {address: visitors.browser(persona).get(address) for address in ADDRESSES}

    wanted = TO_LOGIN if persona == "anonymous" else NOT_FOUND
    assert {
        address: answer.status_code
        for address, answer in answers.items()
        if str(answer.status_code) != wanted
    } == {}


@pytest.mark.parametrize("persona", sorted(OFFICES))
def test_nobody_else_writes_there(visitors: Visitors, persona):
    with undone():
        answers = {
            visitors.browser(persona).post(address, {"post": "yes"}).status_code
            for address in ADDRESSES
        }

        assert answers == {404}
        assert snapshot() == visitors.before


def test_an_administrator_gets_in(visitors: Visitors):
    index, *_ = ADDRESSES

    assert visitors.browser("admin").get(index).status_code == 200
