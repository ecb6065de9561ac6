"""The audit trail with many writers at once, and against the runtime role, on a real PostgreSQL."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg2
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from accounts.audit.triggers import install
from accounts.audit.verifying import verify
from accounts.models import AuditEntry, User
from ntm_portal.lib.audit.watched import LOG
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory, AgencyMembershipFactory
from tests.waiting import wait_for_a_lock

WRITERS, ROUNDS, CROSSINGS = 8, 25, 2
TAMPERS = [
    f"UPDATE {LOG} SET actor = 'ai khác'",
    f"DELETE FROM {LOG}",
    f"TRUNCATE {LOG}",
    f"DROP TABLE {LOG}",
    f"ALTER TABLE {LOG} DISABLE TRIGGER ALL",
]
ROUNDABOUT = [
    f"INSERT INTO {LOG} (at, actor) VALUES (now(), 'ai khác')",
    "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
    "DROP TRIGGER ntm_audit_write_update ON accounts_user",
    "TRUNCATE assignments_dayoff",
    "DELETE FROM accounts_auditpending",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION ntm_audit_write() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE accounts_auditentry_copy (id int)",
    "DELETE FROM django_migrations",
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer on SQLite"),
]


def test_a_commit_that_waits_for_a_row_does_not_hold_the_trail():
    """Keys are checked at commit and wait for who has locked the row; that one then commits too."""
    locked, unit = UserFactory(), AgencyFactory().unit

    def other() -> str:
        with transaction.atomic():
            agency = AgencyFactory(unit=unit)  # its first write, long before the key's
            AgencyMembershipFactory(user_id=locked.pk, user=None, agency=agency)
        connection.close()
        return agency.name

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=locked.pk)
            run = pool.submit(other)
            wait_for_a_lock(run)
            assert not run.done()
            User.objects.filter(pk=locked.pk).update(phone="9")

        assert run.result()
    assert verify(connection).faults == ()


def test_writers_in_opposite_orders_leave_a_whole_chain():
    """They block each other, trail or not: one of two that do is undone, with its entries."""
    people = UserFactory.create_batch(2)
    start = Barrier(WRITERS)

    def writer(number: int) -> Counter:
        ends: Counter = Counter()
        start.wait()
        for turn in range(CROSSINGS):
            try:
                with transaction.atomic():
                    for one in people[:: 1 if number % 2 else -1]:
                        User.objects.filter(pk=one.pk).update(phone=f"{number}-{turn}")
                ends["kept"] += 1
            except OperationalError:
                ends["deadlock"] += 1
        connection.close()
        return ends

    with ThreadPoolExecutor(WRITERS) as pool:
        ends = sum(pool.map(writer, range(WRITERS)), Counter())

    assert ends.total() == WRITERS * CROSSINGS
    assert AuditEntry.objects.filter(operation="UPDATE").count() == 2 * ends["kept"]
    assert verify(connection).faults == ()


def test_writers_of_rows_of_their_own_never_wait_in_a_circle():
    """Apart from each other's rows there is the trail alone to wait for: no round is lost."""
    people = UserFactory.create_batch(WRITERS)
    start = Barrier(WRITERS)

    def writer(number: int) -> int:
        start.wait()
        for turn in range(ROUNDS):
            with transaction.atomic():
                for _ in range(3):
                    User.objects.filter(pk=people[number].pk).update(phone=f"{turn}")
                    AgencyFactory()
        connection.close()
        return ROUNDS

    with ThreadPoolExecutor(WRITERS) as pool:
        kept = sum(pool.map(writer, range(WRITERS)))

    assert kept == WRITERS * ROUNDS
    assert verify(connection).faults == ()
    numbers = AuditEntry.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))


@pytest.fixture
def runtime():
    """A connection of the role that the portal runs as; the roles are taken away at the end."""
    names = ["--owner", "ntm_test_owner", "--runtime", "ntm_test_app"]
    call_command("make_database_roles", *names, "--apply", verbosity=0)
    parameters = connection.get_connection_params()
    for own in ("cursor_factory", "server_side_binding", "context"):
        parameters.pop(own, None)
    other = psycopg2.connect(**parameters | {"user": "ntm_test_app"})
    other.autocommit = True
    yield other
    other.close()
    with connection.cursor() as cursor:
        cursor.execute("REASSIGN OWNED BY ntm_test_owner TO ntm")
        cursor.execute("DROP OWNED BY ntm_test_app")
        cursor.execute("DROP OWNED BY ntm_test_owner")
        cursor.execute("GRANT ALL ON SCHEMA public TO PUBLIC")
        cursor.execute("DROP ROLE ntm_test_owner, ntm_test_app")


def test_the_runtime_role_works_and_cannot_touch_the_trail(runtime):
    user = UserFactory()
    with runtime.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET phone = '9' WHERE id = %s", [user.pk])
        cursor.execute(
            "INSERT INTO assignments_dayoff (day, name, works) VALUES (now(), 'a', false)"
        )
    newest = AuditEntry.objects.all()[:2]
    refused = []
    for statement in TAMPERS + ROUNDABOUT:
        try:
            with runtime.cursor() as cursor:
                cursor.execute(statement)
        except psycopg2.errors.InsufficientPrivilege:
            refused.append(statement)

    assert [(one.table, one.operation, one.actor) for one in newest] == [
        ("assignments_dayoff", "INSERT", "ntm_test_app ()"),
        ("accounts_user", "UPDATE", "ntm_test_app ()"),
    ]
    assert refused == TAMPERS + ROUNDABOUT
    assert verify(connection).faults == ()


def test_a_log_that_was_made_anew_is_not_the_runtime_roles(runtime):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT INSERT, DELETE ON {LOG} TO ntm_test_app, PUBLIC")
    (fault,) = verify(connection).faults

    with transaction.atomic():
        install(connection)

    assert fault.startswith(f"Bảng {LOG}: trigger hoặc quyền")
    assert verify(connection).faults == ()
    with pytest.raises(psycopg2.errors.InsufficientPrivilege), runtime.cursor() as cursor:
        cursor.execute(f"DELETE FROM {LOG}")


def test_the_runtime_role_can_verify(runtime):
    UserFactory()
    with runtime.cursor() as cursor:
        for table in (LOG, "accounts_auditpending", "django_migrations"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] >= 0
