"""The base of history tables, tried on the status log."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from communes.models import StatusEntry
from ntm_portal.lib.append_only import AppendOnlyError
from tests.factories.communes import StatusEntryFactory

pytestmark = pytest.mark.django_db

LATER = date(2024, 6, 30)


@pytest.fixture
def entry():
    return StatusEntryFactory()


def stored_days() -> list[date]:
    return list(StatusEntry.objects.values_list("observed_on", flat=True))


def test_rows_can_be_added_and_read(entry):
    StatusEntryFactory(cell=entry.cell, observed_on=LATER)

    assert sorted(stored_days()) == [date(2024, 1, 1), LATER]


@pytest.mark.parametrize(
    "attempt",
    [
        pytest.param(lambda entry: entry.save(), id="save"),
        pytest.param(lambda entry: entry.delete(), id="delete"),
        pytest.param(
            lambda entry: StatusEntry.objects.filter(pk=entry.pk).update(observed_on=LATER),
            id="update",
        ),
        pytest.param(lambda entry: StatusEntry.objects.all().delete(), id="queryset-delete"),
        pytest.param(
            lambda entry: StatusEntry.objects.bulk_update([entry], ["observed_on"]),
            id="bulk-update",
        ),
        pytest.param(
            lambda entry: StatusEntry.objects.update_or_create(
                pk=entry.pk, defaults={"observed_on": LATER}
            ),
            id="update-or-create",
        ),
        pytest.param(
            lambda entry: StatusEntry.objects.bulk_create(
                [entry],
                update_conflicts=True,
                update_fields=["observed_on"],
                unique_fields=["pk"],
            ),
            id="bulk-create-over-a-row",
        ),
        pytest.param(lambda entry: entry.cell.entries.all().delete(), id="through-the-cell"),
    ],
)
def test_rows_are_never_changed_or_removed(entry, attempt):
    entry.observed_on = LATER

    with pytest.raises(AppendOnlyError, match="StatusEntry is append-only"):
        attempt(entry)

    assert stored_days() == [date(2024, 1, 1)]


def test_a_new_object_with_the_key_of_a_row_does_not_overwrite_it(entry):
    impostor = StatusEntryFactory.build(
        pk=entry.pk, cell=entry.cell, recorded_by=entry.recorded_by, observed_on=LATER
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()

    assert stored_days() == [date(2024, 1, 1)]


def test_many_rows_can_be_added_at_once(entry):
    rows = [
        StatusEntryFactory.build(cell=entry.cell, recorded_by=entry.recorded_by, observed_on=LATER)
        for _ in range(2)
    ]

    StatusEntry.objects.bulk_create(rows)

    assert stored_days().count(LATER) == 2
