"""Who an entry names: people, commands, threads, and what comes from outside the portal."""

import runpy
import sqlite3
import sys
from hashlib import sha256

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client, RequestFactory

from accounts.audit.triggers import chain_now
from accounts.models import AuditEntry, User
from communes.models import UnitRole
from ntm_portal.lib.audit import acting
from ntm_portal.lib.audit.acting import Acting, because, told_by
from ntm_portal.lib.audit.middleware import acting_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assignments import AgencyMembershipFactory
from tests.factories.communes import UnitRoleFactory
from tests.factories.world import DAY, make_world

ONE, OTHER = Acting(actor="Một", acting_as="thử"), Acting(actor="Hai", acting_as="thử")


@pytest.fixture
def world(db):
    return make_world()


def trail() -> QuerySet:
    chain_now(connection)
    return AuditEntry.objects.order_by("pk")


def newest() -> AuditEntry:
    chain_now(connection)
    return AuditEntry.objects.all()[0]


def save_cell(client: Client, world, seen: int = 0):
    cell = {"row": world.communes[0].code, "col": world.criteria[0].pk, "state": "MET"}
    body = {"set": "BO-THU", "day": DAY.isoformat(), "cells": [cell | {"version": seen}]}
    return client.post("/bang-tieu-chi/luu/", body, content_type="application/json")


def test_every_row_of_a_request_names_the_person_and_the_request(client, world):
    client.force_login(world.office)
    before = trail().count()

    response = save_cell(client, world)

    said = {
        (one.actor_id, one.actor, one.acting_as, one.request_id, one.address, one.reason)
        for one in trail()[before:]
    }
    tables = list(trail().values_list("table", flat=True)[before:])
    assert (response.status_code, tables) == (200, ["communes_cell", "communes_statusentry"])
    assert said == {
        (
            world.office.pk,
            f"Văn phòng huyện ({world.office.username})",
            f"văn phòng điều phối huyện {world.district.name}",
            response.wsgi_request.request_id,
            "127.0.0.1",
            "",
        )
    }


def test_each_request_has_an_id_of_its_own(client, world):
    ids = {client.get("/dang-nhap/").wsgi_request.request_id for _ in range(3)}

    assert {len(one) for one in ids} == {32}
    assert len(ids) == 3


def test_capacities_are_those_of_the_moment(client, world):
    person = UnitRoleFactory(unit=world.district, role="OFFICE").user
    AgencyMembershipFactory(user=person, agency__unit=world.district, agency__name="Phòng A")
    client.force_login(person)
    save_cell(client, world)
    first = newest().acting_as
    UnitRole.objects.filter(user=person).delete()
    person.is_staff = True
    person.save()

    client.post(
        "/doi-mat-khau/",
        {
            "old_password": PASSWORD,
            "new_password1": "một câu khác hẳn",
            "new_password2": "một câu khác hẳn",
        },
    )

    office = f"văn phòng điều phối huyện {world.district.name}"
    assert (first, newest().acting_as) == (
        f"cơ quan Phòng A; {office}",
        "cơ quan Phòng A; quản trị",
    )


def test_somebody_without_a_role_is_told_so(client, world):
    user = UserFactory()

    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})

    one = trail().get(table="accounts_user", row=str(user.pk), operation="UPDATE")
    assert (one.actor_id, one.acting_as) == (user.pk, "không vai trò")


def test_the_reason_that_a_form_asked_for_is_kept(rf: RequestFactory):
    request = rf.post("/", {"reason": "  nhập\nnhầm xã "})
    unread = acting_in(request).reason
    request.POST  # noqa: B018 a view reads it

    assert (unread, acting_in(request).reason) == ("", "nhập nhầm xã")


def test_nobody_is_asked_for_by_the_trail(rf: RequestFactory, django_assert_num_queries):
    request = rf.get("/")
    request.user = AnonymousUser()

    assert acting_in(request).actor == "chưa đăng nhập"


def test_the_address_is_the_browsers(rf: RequestFactory, settings):
    """Whom to believe about it: tests/accounts/test_origins.py."""
    settings.PROXIES = ["127.0.0.1"]

    assert acting_in(rf.get("/", headers={"X-Forwarded-For": "203.0.113.9"})).address == (
        "203.0.113.9"
    )


def test_a_reason_given_in_code_is_kept(db):
    with told_by(lambda: ONE), because("theo công văn 12/CV"):
        UserFactory()

    assert (newest().actor, newest().reason) == ("Một", "theo công văn 12/CV")


def test_the_write_is_counted_and_the_telling_is_not(world, django_assert_num_queries):
    with told_by(lambda: Acting(actor_id=world.office.pk)), django_assert_num_queries(1):
        User.objects.filter(pk=world.reader.pk).update(phone="0205")

    assert newest().acting_as.startswith("văn phòng điều phối huyện")


def test_a_rolled_back_savepoint_takes_no_name_with_it(db):
    user = UserFactory()
    with told_by(lambda: ONE):
        user.save()
    with told_by(lambda: OTHER), transaction.atomic():
        user.phone = "1"
        user.save()
        transaction.set_rollback(True)

    with told_by(lambda: OTHER):
        user.phone = "2"
        user.save()

    assert newest().actor == "Hai"


@pytest.mark.django_db(transaction=True)
def test_no_transaction_inherits_a_name():
    user = UserFactory()
    for number, one in enumerate((ONE, OTHER, ONE)):
        with told_by(lambda one=one: one):
            with transaction.atomic():
                User.objects.filter(pk=user.pk).update(phone=f"a{number}")
                transaction.set_rollback(True)
            User.objects.filter(pk=user.pk).update(phone=f"b{number}")
            with transaction.atomic():
                User.objects.filter(pk=user.pk).update(phone=f"c{number}")
    User.objects.filter(pk=user.pk).update(phone="d")

    entries = AuditEntry.objects.filter(operation="UPDATE").order_by("number")
    assert list(entries.values_list("actor", flat=True)) == [
        *("Một", "Một", "Hai", "Hai", "Một", "Một"),
        "tiến trình không tên",
    ]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="another program on PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_a_write_from_outside_names_the_role_and_the_program():
    import psycopg2

    user = UserFactory()
    parameters = connection.get_connection_params() | {"application_name": "psql"}
    for own in ("cursor_factory", "server_side_binding", "context"):
        parameters.pop(own, None)
    with psycopg2.connect(**parameters) as other, other.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET phone = '9' WHERE id = %s", [user.pk])
    other.close()

    one = newest()
    assert (one.actor, one.acting_as) == ("ntm (psql)", "ngoài cổng")
    assert one.number is not None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="another program on SQLite")
def test_a_write_from_outside_is_refused_by_sqlite(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
            "AND tbl_name IN ('assignments_dayoff', 'accounts_auditentry') "
            "ORDER BY type = 'trigger'"
        )
        made = [sql for (sql,) in cursor.fetchall()]
    other = sqlite3.connect(":memory:")
    for sql in made:
        other.execute(sql)

    with pytest.raises(sqlite3.OperationalError, match="no such function: ntm_audit"):
        other.execute("INSERT INTO assignments_dayoff VALUES (1, '2024-09-02', 'Nghỉ', 0)")
    other.close()


@pytest.mark.django_db(transaction=True)  # a command closes the connection at its end
def test_a_command_names_itself_and_the_files_that_it_takes(monkeypatch):
    file = settings.BASE_DIR / "fixtures" / "units" / "lang-son.yaml"
    monkeypatch.setattr(sys, "argv", ["manage.py", "load_units", str(file)])
    monkeypatch.setattr(acting, "_process", acting._process)

    runpy.run_path(str(settings.BASE_DIR / "manage.py"), run_name="__main__")

    said = set(AuditEntry.objects.values_list("actor", "acting_as", "reason"))
    digest = sha256(file.read_bytes()).hexdigest()
    assert said == {
        (
            "lệnh load_units",
            f"tài khoản máy chủ {acting._machine_account()}",
            f"tệp lang-son.yaml (SHA-256 {digest})",
        )
    }
    assert AuditEntry.objects.values("request_id").distinct().count() == 1
