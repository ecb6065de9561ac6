"""Tables change under the trail, and the trail itself comes and goes with its migration."""

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from accounts.audit.triggers import install, trigger_faults
from accounts.models import AuditEntry
from assignments.models import DayOff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def put_back():
    yield
    call_command("migrate", verbosity=0)


def test_a_table_that_gets_and_loses_a_column_stays_under_the_trail():
    note = models.TextField(null=True)
    note.set_attributes_from_name("note")
    note.model = DayOff
    told = []
    for change in ("add_field", "remove_field"):
        with connection.schema_editor() as editor:
            getattr(editor, change)(DayOff, note)
        with transaction.atomic():
            install(connection)
        assert trigger_faults(connection) == []
        day = DayOff.objects.create(day="2024-09-02", name="Nghỉ", works=False)
        day.delete()
        told.append('"note"' in AuditEntry.objects.all()[0].before)

    assert told == [True, False]


def test_a_column_with_a_trigger_can_be_altered():
    old, new = DayOff._meta.get_field("name"), models.CharField(max_length=200)
    new.set_attributes_from_name("name")
    new.model = DayOff
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(DayOff, before, after)

    with transaction.atomic():
        install(connection)
    assert trigger_faults(connection) == []


def test_the_trail_can_be_migrated_back_and_forth(put_back):
    call_command("migrate", "accounts", "0001", verbosity=0)
    DayOff.objects.create(day="2024-09-02", name="Nghỉ", works=False)  # nothing stops a writer
    call_command("migrate", verbosity=0)
    DayOff.objects.create(day="2024-09-03", name="Nghỉ", works=False)

    assert [one.table for one in AuditEntry.objects.all()] == ["assignments_dayoff"]
    assert trigger_faults(connection) == []
