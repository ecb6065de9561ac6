"""verify_audit, audit_anchor, make_database_roles as a person runs them."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from accounts.audit.triggers import chain_now
from accounts.audit.verifying import read_head, verify
from accounts.models import AuditEntry
from ntm_portal.lib.audit.acting import Acting, told_by
from ntm_portal.lib.audit.chain import Anchor
from ntm_portal.lib.audit.watched import LOG
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
ODD = "Ô “a”\n\t%s 😀\\ 1:2 -"
only_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL")


def run(name: str, *arguments: str) -> tuple[int, str, str]:
    """Exit status, what it prints, what it complains of."""
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command(name, *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue().strip(), err.getvalue().strip()


def raw(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def trail() -> Anchor:
    """Five entries with whatever a text may hold."""
    acting = Acting(7, ODD, ODD, "yêu-cầu", "::1", ODD)
    with told_by(lambda: acting):
        people = UserFactory.create_batch(3, full_name=ODD)
        people[0].phone = "9"
        people[0].save()
        people[1].delete()
    chain_now(connection)
    head = read_head(connection)
    assert head is not None
    return head


@pytest.fixture
def unguarded(trail) -> None:
    """As a superuser would: the guards of the trail are switched off."""
    if connection.vendor == "postgresql":
        raw(f"ALTER TABLE {LOG} DISABLE TRIGGER ntm_audit_guard")
    else:
        raw("DROP TRIGGER ntm_audit_no_change")
        raw("DROP TRIGGER ntm_audit_no_removal")


def test_a_whole_trail_is_told(trail):
    assert run("verify_audit", "--anchor", str(trail)) == (
        0,
        f"Nguyên vẹn: 5 mục, mốc {trail}",
        "",
    )


def test_both_databases_hash_as_python_does(trail):
    assert verify(connection).faults == ()
    assert AuditEntry.objects.filter(reason=ODD, actor=ODD).count() == 5


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE {log} SET actor = 'ai khác' WHERE number = 2", "Mục 2: nội dung không khớp"),
        ("UPDATE {log} SET at = '2020-01-01' WHERE number = 2", "Mục 2: nội dung không khớp"),
        ("DELETE FROM {log} WHERE number = 2", "Mục 3: đáng lẽ là mục 2"),
        ("UPDATE {log} SET number = 9 WHERE number = 5", "Mục 9: đáng lẽ là mục 5"),
        ("UPDATE {log} SET number = -1 WHERE number = 1", "Mục -1: đáng lẽ là mục 1"),
        ("DELETE FROM {log} WHERE number = 5", "phần cuối bị cắt."),
        ("DELETE FROM {log}", "phần cuối bị cắt."),
    ],
    ids=["edit", "day", "delete", "number", "below-one", "cut", "emptied"],
)
def test_a_hand_in_the_trail_is_found(trail, unguarded, sql, fault):
    raw(sql.format(log=LOG))

    status, out, err = run("verify_audit", "--anchor", str(trail))

    assert (status, out) == (1, "")
    assert fault in err
    assert "Bảng accounts_auditentry: trigger" in err


def test_an_anchor_that_nobody_printed_is_refused():
    status, out, err = run("verify_audit", "--anchor", "7")

    assert (status, out) == (1, "")
    assert err.startswith("Mốc ‘7’ không đọc được. Chép nguyên dòng mà lệnh audit_anchor in ra")


def test_the_anchor_is_printed_and_mailed_to_administrators(trail):
    UserFactory(admin=True, email="mot@co-quan.example.vn")
    UserFactory(admin=True, email="hai@co-quan.example.vn")
    UserFactory(admin=True, email="")
    UserFactory(admin=True, email="nghi@co-quan.example.vn", is_active=False)
    UserFactory(email="khong@co-quan.example.vn")
    chain_now(connection)
    head = str(read_head(connection))

    assert run("audit_anchor") == (0, head, "")

    assert [one.to for one in mail.outbox] == [
        ["mot@co-quan.example.vn"],
        ["hai@co-quan.example.vn"],
    ]
    assert {f"verify_audit --anchor {head}" in one.body for one in mail.outbox} == {True}


def test_the_anchor_can_be_printed_alone(trail):
    UserFactory(admin=True, email="mot@co-quan.example.vn")
    chain_now(connection)

    run("audit_anchor", "--no-mail")

    assert mail.outbox == []


def test_an_empty_trail_has_no_anchor():
    assert run("audit_anchor") == (
        1,
        "",
        "Nhật ký thay đổi chưa có mục nào, nên chưa có mốc. Chạy lại sau.",
    )


def test_install_can_be_run_again():
    assert run("install_audit") == (0, "Trigger phải đặt lại: 0.", "")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has no roles")
def test_sqlite_has_no_roles():
    assert run("make_database_roles") == (
        1,
        "",
        "Chỉ PostgreSQL có vai trò. Với SQLite, quyền là quyền trên tệp dữ liệu.",
    )


@only_postgres
@pytest.mark.parametrize(
    ("owner", "runtime", "sentence"),
    [
        ("a; DROP TABLE x", "b", "Tên vai trò ‘a; DROP TABLE x’ không dùng được. "),
        ("a", "B", "Tên vai trò ‘B’ không dùng được. "),
        ("a", "a", "Chủ và vận hành phải là hai vai trò khác nhau. "),
    ],
)
def test_names_of_roles_are_plain_and_two(owner, runtime, sentence):
    status, _, err = run("make_database_roles", "--owner", owner, "--runtime", runtime)

    assert status == 1
    assert err.startswith(sentence)


@only_postgres
def test_the_statements_are_printed_to_be_read():
    status, out, _ = run("make_database_roles")

    assert status == 0
    read = f"{LOG}, public.accounts_auditpending, public.django_migrations"
    assert f"GRANT SELECT ON public.{read} TO ntm_app;" in out.splitlines()
