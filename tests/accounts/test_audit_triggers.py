"""Every table of ours × insert, update, delete × save, update(), bulk_create, delete(), raw SQL."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from accounts.audit.tables import LEFT_OUT, audited_models, hidden_columns, watched_tables
from accounts.audit.triggers import chain_now, install, remove, trigger_faults
from accounts.models import AuditEntry, User
from ntm_portal.databases.sqlite3.base import DatabaseWrapper as Sqlite
from ntm_portal.lib.append_only import AppendOnlyError
from ntm_portal.lib.audit.watched import LOG, NOT_COPIED
from tests.audit_rows import bare_row, other_value
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory

pytestmark = pytest.mark.django_db
MODELS = audited_models()
Told = tuple[str, str, str, dict | None, dict | None]
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="functions of SQLite")
only_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL")


@pytest.fixture
def unreal() -> Iterator[None]:
    """Keys may lead nowhere: nobody looks before the commit, and there is none."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def entries(after: int = 0) -> list[AuditEntry]:
    chain_now(connection)
    return list(AuditEntry.objects.filter(pk__gt=after).order_by("pk"))


def last_entry() -> int:
    chain_now(connection)
    return AuditEntry.objects.values_list("pk", flat=True).first() or 0


def told(model: type[models.Model], after: int) -> list[Told]:
    """What the entries say, with the values as Python has them."""
    return [
        (
            one.table,
            one.row,
            one.operation,
            *(read(model, part) for part in (one.before, one.after)),
        )
        for one in entries(after)
    ]


def read(model: type[models.Model], text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    fields = {field.column: field for field in model._meta.concrete_fields}
    return {column: python(fields[column], value) for column, value in json.loads(text).items()}


def python(field: models.Field, value: Any) -> Any:
    if value is None or value == NOT_COPIED:
        return value
    if isinstance(field, models.JSONField):  # a text on SQLite
        return json.loads(value) if isinstance(value, str) else value
    if isinstance(field, models.ForeignKey):
        return value
    found = field.to_python(value)
    return found.replace(tzinfo=None) if isinstance(field, models.DateTimeField) else found


def content(row: models.Model, *only: str) -> dict[str, Any]:
    """What an entry should say of the row, or of these columns of it."""
    columns = tuple(field.column for field in row._meta.concrete_fields)
    hidden = hidden_columns(type(row), columns)
    return {
        field.column: NOT_COPIED
        if field.column in hidden
        else plain(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not only or field.column in only
    }


def plain(field: models.Field, value: Any) -> Any:
    is_moment = isinstance(field, models.DateTimeField) and value is not None
    return value.replace(tzinfo=None) if is_moment else value


def raw(sql: str, params: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def raw_insert(row: models.Model) -> None:
    fields = row._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    marks = ", ".join(["%s"] * len(fields))
    raw(f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({marks})', values)


def of(model: type[models.Model]) -> models.QuerySet:
    """Beneath the managers that refuse to change history."""
    return models.QuerySet(model)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.db_table)
def test_every_way_of_writing_leaves_an_entry(model, unreal):
    row, table = bare_row(model), model._meta.db_table
    field, other = other_value(row)
    changed = bare_row(model)
    setattr(changed, field.attname, other)
    raw_other = field.get_db_prep_save(other, connection)
    update = f'UPDATE "{table}" SET "{field.column}" = %s WHERE id = %s'
    stored = of(model).filter(pk=row.pk).order_by("pk")  # the usual order joins what is not there
    ways: list[tuple[str, Callable[[], Any]]] = [
        ("INSERT", lambda: models.Model.save_base(bare_row(model), raw=True, force_insert=True)),
        ("UPDATE", lambda: changed.save_base(raw=True, update_fields=[field.name])),
        ("DELETE", lambda: stored._raw_delete(connection.alias)),
        ("INSERT", lambda: of(model).bulk_create([bare_row(model)])),
        ("UPDATE", lambda: stored.update(**{field.attname: other})),
        ("DELETE", lambda: raw(f'DELETE FROM "{table}" WHERE id = %s', [row.pk])),
        ("INSERT", lambda: raw_insert(row)),
        ("UPDATE", lambda: raw(update, [raw_other, row.pk])),
    ]
    for operation, write in ways:
        start, was = last_entry(), stored.first()
        write()
        becomes = stored.first()
        only = [field.column] if operation == "UPDATE" else []
        parts = [one and content(one, *only) for one in (was, becomes)]
        assert told(model, start) == [(table, str(row.pk), operation, *parts)]
        assert [one is None for one in parts] == [operation == "INSERT", operation == "DELETE"]


def test_delete_of_a_queryset_and_of_an_object():
    gone, cascading = AgencyFactory(), UserFactory()
    keys = str(gone.pk), str(cascading.pk)
    start = last_entry()

    type(gone).objects.filter(pk=gone.pk).delete()
    cascading.delete()

    assert [(one.table, one.row, one.operation) for one in entries(start)] == [
        ("assignments_agency", keys[0], "DELETE"),
        ("accounts_user", keys[1], "DELETE"),
    ]


def test_one_statement_over_many_rows_leaves_one_entry_for_each():
    people = UserFactory.create_batch(3)
    start = last_entry()

    User.objects.filter(pk__in=[one.pk for one in people]).update(phone="0205")
    for one in people:
        one.phone = one.username
    User.objects.bulk_update(people, ["phone"])

    found = sorted((int(one.row), one.before, one.after) for one in entries(start))
    first, second = {"phone": "0205"}, [{"phone": one.username} for one in people]
    assert [row for row, *_ in found] == [one.pk for one in people for _ in range(2)]
    assert [json.loads(after) for _, _, after in found if json.loads(after) != first] == second
    assert [json.loads(before) for _, before, _ in found].count(first) == len(people)


def test_a_write_that_changes_nothing_leaves_no_entry():
    user = UserFactory()
    start = last_entry()

    user.save()
    User.objects.filter(pk=user.pk).update(phone=user.phone)

    assert entries(start) == []


def test_a_conflict_that_updates_is_a_change(unreal):
    row = AgencyFactory()
    row.name = "Tên khác"
    start = last_entry()

    of(type(row)).bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
    )

    assert [(one.operation, json.loads(one.after)) for one in entries(start)] == [
        ("UPDATE", {"name": "Tên khác"})
    ]


@only_sqlite
def test_replace_tells_what_it_removed(unreal):
    row = bare_row(apps.get_model("assignments", "DayOff"))
    raw_insert(row)
    start = last_entry()

    raw(
        "INSERT OR REPLACE INTO assignments_dayoff (id, day, name, works) VALUES (%s, %s, %s, %s)",
        [row.pk, "2024-09-02", "Quốc khánh", False],
    )

    assert [one.operation for one in entries(start)] == ["DELETE", "INSERT"]


def test_a_key_that_changes_is_told(unreal):
    row = bare_row(apps.get_model("assignments", "DayOff"))
    raw_insert(row)
    start = last_entry()

    raw("UPDATE assignments_dayoff SET id = id + 5")

    ids = [json.loads(one.before or "{}").get("id") for one in entries(start)]
    assert row.pk in ids


def test_bytes_and_secrets_are_named_and_not_copied():
    found = {
        f"{model._meta.db_table}.{column}"
        for model in MODELS
        for column in hidden_columns(model, tuple(f.column for f in model._meta.concrete_fields))
    }

    assert found == {
        "accounts_invitation.digest",
        "accounts_recoverycode.digest",
        "accounts_user.password",
        "assignments_calendarfeed.secret_hash",
        "reports_importrun.content",
        "reports_importrun.preview",
        "reports_importrun.preview_digest",
        "reports_importrun.scope_digest",
        "reports_importrun.workbook",
        "reports_signedfile.content",
    }


def test_a_new_password_is_told_without_it():
    user = UserFactory()
    start = last_entry()

    user.set_password("mot-cau-khac-de-nho")
    user.save()

    (one,) = entries(start)
    assert (json.loads(one.before), json.loads(one.after)) == (
        {"password": NOT_COPIED},
        {"password": NOT_COPIED},
    )


def test_no_table_of_ours_is_left_out_without_a_reason():
    ours = {
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.label in settings.AUDITED_APPS
        for model in config.get_models(include_auto_created=True)
    }

    assert ours - {model._meta.db_table for model in MODELS} == set(LEFT_OUT)
    assert {one.table for one in watched_tables(connection)} == ours - set(LEFT_OUT)


def test_all_triggers_are_there_and_made_once():
    assert trigger_faults(connection) == []
    assert install(connection) == 0


def test_a_missing_trigger_is_found_and_put_back():
    drop = {
        "sqlite": "DROP TRIGGER ntm_audit_assignments_dayoff_update",
        "postgresql": "DROP TRIGGER ntm_audit_write_update ON assignments_dayoff",
    }
    raw(drop[connection.vendor])

    (fault,) = trigger_faults(connection)
    assert fault.startswith("Bảng assignments_dayoff: trigger")
    assert install(connection) == 1
    assert trigger_faults(connection) == []


@only_postgres
@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE assignments_dayoff DISABLE TRIGGER ntm_audit_write_insert",
        "ALTER FUNCTION ntm_audit_write() RENAME TO ntm_other",
        "DROP FUNCTION ntm_audit_guard CASCADE",
        "ALTER TABLE accounts_auditentry DISABLE TRIGGER ntm_audit_guard",
        "ALTER TABLE accounts_auditpending DISABLE TRIGGER ntm_audit_seal",
    ],
    ids=["switched-off", "renamed", "dropped", "guard", "seal"],
)
def test_a_trigger_that_does_nothing_is_found_and_put_back(sql):
    raw(sql)

    assert trigger_faults(connection) != []

    install(connection)

    assert trigger_faults(connection) == []


def test_without_the_trail_nothing_stops_the_writers():
    remove(connection)

    UserFactory()

    assert len(trigger_faults(connection)) >= len(MODELS)
    assert AuditEntry.objects.count() == 0
    install(connection)


@pytest.mark.parametrize(
    "sql",
    [f"UPDATE {LOG} SET actor = 'ai khác'", f"DELETE FROM {LOG}"],
    ids=["update", "delete"],
)
def test_the_trail_itself_is_not_changed(sql, monkeypatch):
    monkeypatch.setattr(Sqlite, "log_may_be_emptied", False)
    UserFactory()
    chain_now(connection)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(sql)


def test_python_writes_no_entry():
    for write in (
        AuditEntry().save,
        AuditEntry.objects.create,
        lambda: AuditEntry.objects.bulk_create([AuditEntry()]),
        lambda: AuditEntry.objects.update(actor="ai khác"),
        AuditEntry.objects.all().delete,
    ):
        with pytest.raises(AppendOnlyError):
            write()
