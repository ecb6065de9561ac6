"""Text that people wrote stays text: on every page, in every file, in every mail.

One world with something of everything; its every text is replaced by one of the corpus with a mark
of its own, then everything that the portal shows is read back. By default each round starts where
the corpus of `tests/trust/payloads.py` does: its rows are more than the corpus has texts. Marked
`long`: rounds that start elsewhere, so that the texts meet other fields.
"""

import json
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from icalendar import Calendar

from accounts.models import User
from assignments.digest_mail import digest_mail
from assignments.digests import read_digests
from assignments.services.feeds import make_feed
from plans.appendix_list import appendices_of
from tests.browser.every_page import PAGES, address, fill
from tests.factories.communes import CellFactory, kept_evidence
from tests.factories.world import World, make_world
from tests.pages import read_out
from tests.test_list_files import LINK
from tests.trust import reading_back as back
from tests.trust.payloads import CORPUS, OWN, Planted
from tests.trust.planting import plant, text_fields

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

STEP = 17  # no divisor of the corpus: after so many rounds a field has met another text each time
ROUNDS = [pytest.param(0, id="first")]
ROUNDS += [
    pytest.param(start, id=f"from-{start}", marks=pytest.mark.long)
    for start in range(STEP, len(CORPUS), STEP)
]
DAY = date(2024, 11, 28)  # a working day on which tasks of the world are late
LETTER = "urging-letter"
# What Excel takes for a formula when it opens a CSV; a number is one.
FORMULA = re.compile(r"\s*(?!-?[\d.,]+$)[=+\-@＝＋－＠\t\r]")
OFFICE_FILES = {"xlsx": back.workbook_chunks, "docx": back.document_chunks}


@dataclass
class Listener:
    """A port of this machine on which nobody may knock."""

    port: int
    hits: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    found.hits.append(caller.recv(200))

        threading.Thread(target=listen, daemon=True).start()
        yield found


@pytest.fixture(scope="module")
def made_world(rows_of_module) -> World:
    world = fill(make_world(communes=3, criteria=19))
    kept_evidence(cell=CellFactory(commune=world.communes[0], requirement=world.criteria[18]))
    User.objects.filter(pk=world.head.pk).update(email="truong-phong@co-quan.example")
    world.feed = make_feed(by=world.head)
    return world


@dataclass
class Sown:
    world: World
    planted: Planted
    counts: dict[str, int]


@pytest.fixture(scope="module", params=ROUNDS)
def sown(made_world, listener, request, django_db_blocker) -> Iterator[Sown]:
    with django_db_blocker.unblock(), transaction.atomic():
        planted = Planted(listener.port, request.param)
        yield Sown(made_world, planted, plant(planted))
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pages(sown, django_db_blocker) -> dict[str, tuple[int, str]]:
    found = {}
    browsers: dict[str | None, Client] = {}
    for name, (who, template) in PAGES.items():
        if who not in browsers:
            browsers[who] = Client()
            if who:
                browsers[who].force_login(getattr(sown.world, who))
        response = browsers[who].get(address(template, sown.world))
        found[name] = response.status_code, response.text
    return found


def test_the_corpus_has_every_context_and_is_all_used(sown):
    assert {one.context for one in sown.planted.used} == {*OWN, "blns"}
    assert len(sown.planted.used) == len(CORPUS)


def test_every_field_of_the_world_was_written(sown):
    """But for those of models of which the world has no row; a new field is here by itself."""
    empty = {
        f"{model._meta.label}.{one.name}"
        for model, fields in text_fields()
        for one in fields
        if f"{model._meta.label}.{one.name}" not in sown.counts and model._base_manager.exists()
    }

    assert empty == set()
    assert len(sown.counts) > 80


def test_every_page_is_there(pages):
    assert {name: status for name, (status, _) in pages.items() if status != 200} == {}


def test_no_element_and_no_attribute_comes_from_a_text(pages):
    faults = {name: back.Page(text).faults for name, (_, text) in pages.items()}

    assert {name: found for name, found in faults.items() if found} == {}


def test_what_is_shown_is_what_was_written(pages, sown):
    chunks = {name: back.Page(text).chunks for name, (_, text) in pages.items()}
    broken = {name: sown.planted.broken(found) for name, found in chunks.items()}
    shown = set().union(*(sown.planted.found(found) for found in chunks.values()))

    assert {name: found[:5] for name, found in broken.items() if found} == {}
    assert len(shown) > 200


@pytest.fixture
def office(client, sown):
    client.force_login(sown.world.office)
    return client


def test_appendices_are_text_in_every_format(office, sown, listener):
    plan = sown.world.plan
    where = f"/ke-hoach/{plan.code}/phu-luc/"
    codes = [one.code for one in appendices_of(plan)]
    faults, shown = {}, set()
    for code in codes:
        told = "?ky=thang-02-2024&format=" if code == "tong-hop-bao-cao" else "?format="
        for ending, chunks_of in OFFICE_FILES.items():
            body = office.get(f"{where}{code}/{told}{ending}").content
            chunks = chunks_of(body)
            shown |= sown.planted.found(chunks)
            faults[code, ending] = back.office_faults(body) + sown.planted.broken(chunks)
        spoken = list(back.texts_of(json.loads(office.get(f"{where}{code}/{told}json").content)))
        faults[code, "json"] = sown.planted.broken(spoken)

    assert len(codes) > 5
    assert {key: found[:5] for key, found in faults.items() if found} == {}
    assert len(shown) > 30
    assert listener.hits == []


def test_papers_fetch_nothing_and_embed_nothing(office, sown, listener):
    plan = sown.world.plan
    where = [f"/ke-hoach/{plan.code}/phu-luc/{one.code}/?" for one in appendices_of(plan)]
    where = [f"{one}ky=thang-02-2024&" if "tong-hop" in one else one for one in where]
    where.append(f"{address(PAGES[LETTER][1], sown.world)}&")
    bodies = {one: office.get(f"{one}format=pdf").content for one in where}

    texts = {one: back.pdf_text(body) for one, body in bodies.items()}
    assert {one: back.pdf_faults(body) for one, body in bodies.items()} == {
        one: [] for one in where
    }
    assert [one for one, text in texts.items() if re.search(r"root:x:0", text)] == []
    assert "<" in "".join(texts.values())
    assert listener.hits == []


def test_the_letter_is_text(office, sown):
    where = address(PAGES[LETTER][1], sown.world)
    for ending, chunks_of in OFFICE_FILES.items():
        body = office.get(f"{where}&format={ending}").content
        assert back.office_faults(body) + sown.planted.broken(chunks_of(body)) == []


def test_lists_are_text(pages, sown):
    faults, count = {}, 0
    for name, (_, text) in pages.items():
        who, template = PAGES[name]
        client = Client()
        for link in map(unescape, LINK.findall(text)):
            client.force_login(getattr(sown.world, who))
            where = f"{address(template, sown.world).partition('?')[0]}{link}"
            response = client.get(where)
            body = read_out(response) if response.streaming else response.content
            if "xlsx" in link:
                chunks = back.workbook_chunks(body)
                found = back.office_faults(body)
            else:
                chunks = back.csv_chunks(body)
                found = [one for one in chunks if FORMULA.match(one)]
            faults[link, name] = found + sown.planted.broken(chunks)
            count += 1

    assert count > 40
    assert {key: found[:5] for key, found in faults.items() if found} == {}


def test_the_calendar_holds_events_only(client, sown):
    response = client.get(f"/lich/{sown.world.feed}.ics")
    calendar = Calendar.from_ical(response.content)

    assert {one.name for one in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VALARM"}
    assert [one for one in calendar.walk() if "ATTACH" in one] == []
    texts = [str(one.get("description", "")) for one in calendar.walk("VEVENT")]
    assert sown.planted.found(texts)
    assert sown.planted.broken(line for text in texts for line in text.splitlines()) == []


def test_a_mail_goes_to_its_person_only(sown):
    people = [one for one in read_digests(DAY) if one.digest]
    assert people

    for person in people:
        mail = digest_mail(person.user, person.digest, DAY)
        message = mail.message()

        assert message["To"] == person.user.email
        assert [name for name in ("Cc", "Bcc", "Reply-To") if name in message] == []
        assert [name for name, value in message.items() if "zq" in value] == []
        page = back.Page(mail.alternatives[0].content)
        assert page.faults == []
        assert sown.planted.broken([*page.chunks, *mail.body.splitlines()]) == []
