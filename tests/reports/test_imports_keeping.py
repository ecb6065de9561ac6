"""What is kept of imports, for how long and how much; work that goes on elsewhere."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.model import CellKind, Merge, Sheet, SheetCell, SheetState, Workbook
from reports import kept_workbooks
from reports.access_imports import offered_kinds
from reports.kept_workbooks import SheetOutline
from reports.models import ImportRun
from reports.services import import_cleaning
from reports.services.import_cleaning import prune_runs
from reports.services.import_process import lock_of
from reports.services.imports import write_run
from tests.factories.accounts import UserFactory
from tests.factories.imports import block, compared, copied, handed_in
from tests.factories.world import TODAY, World, make_world

BOOK = Workbook(
    (
        Sheet(
            "Xã  A",
            {
                (3, 2): SheetCell(CellKind.TEXT, "Xuân Dương", bold=True, remark="Chữ phông cũ."),
                (3, 3): SheetCell(CellKind.NUMBER, "0.955", "0.0%", comment="ước"),
            },
            merges=(Merge(1, 1, 1, 3),),
            hidden_rows=frozenset({4}),
            hidden_columns=frozenset({7}),
            remarks=("Có ô ở rất xa.",),
        ),
        Sheet("ẩn", {(1, 1): SheetCell(CellKind.DAY, "2024-01-30")}, SheetState.HIDDEN),
    ),
    ("Tệp có macro.",),
)


@pytest.fixture
def world() -> World:
    return make_world(criteria=2)


@pytest.fixture
def ready(world) -> ImportRun:
    text = block(("Xã", "Tiêu chí 1"), (world.communes[0].name, "Đạt"))
    return compared(world.office, text, unit=world.district, criteria_set=world.criteria_set)


def test_a_workbook_comes_back_as_it_was():
    assert kept_workbooks.load(kept_workbooks.dump(BOOK)) == BOOK


def test_one_sheet_comes_back_by_its_cleaned_name():
    content = kept_workbooks.dump(BOOK)

    assert kept_workbooks.load_sheet(content, "Xã A") == BOOK.sheets[0]
    assert kept_workbooks.load_sheet(content, "khác") is None


def test_an_outline_says_what_there_is():
    assert kept_workbooks.outline(kept_workbooks.dump(BOOK)) == (
        [
            SheetOutline("Xã A", SheetState.VISIBLE, 3, 3),
            SheetOutline("ẩn", SheetState.HIDDEN, 1, 1),
        ],
        ["Tệp có macro."],
    )


def age(run: ImportRun, hours: float) -> ImportRun:
    ImportRun.objects.filter(pk=run.pk).update(touched_at=timezone.now() - timedelta(hours=hours))
    lock_of(run).parent.mkdir(parents=True, exist_ok=True)
    lock_of(run).touch()
    return run


@pytest.mark.django_db
def test_what_nobody_touched_for_a_day_goes_and_receipts_stay(ready):
    fresh = age(copied(ready, "READY"), 23.9)
    left = age(copied(ready, "OPEN"), 24.1)
    written = age(copied(ready, "DONE"), 24.1)

    count = prune_runs(now=timezone.now())

    assert (count, set(ImportRun.objects.values_list("pk", flat=True))) == (
        2,
        {ready.pk, fresh.pk, written.pk},
    )
    written.refresh_from_db()
    kept = [bytes(one) for one in (written.content, written.workbook, written.preview)]
    assert (kept, written.sha256) == ([b"", b"", b""], ready.sha256)
    assert [lock_of(one).exists() for one in (fresh, left, written)] == [True, False, False]


@pytest.mark.django_db
def test_the_command_says_how_many(ready):
    age(ready, 25)
    out = StringIO()

    call_command("prune_imports", stdout=out)

    assert out.getvalue() == "Đã dọn 1 lượt nhập.\n"
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_handing_in_clears_away_what_is_ones_own(world, ready):
    age(ready, 25)
    other = age(copied(ready, "OPEN", by=UserFactory()), 25)

    run = handed_in(world.office, "Xã\tTiêu chí 1")

    assert set(ImportRun.objects.all()) == {other, run}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["MOST_FILES", "MOST_BYTES"])
def test_an_account_holds_so_much_and_no_more(world, ready, monkeypatch, name):
    most = {"MOST_FILES": 2, "MOST_BYTES": ready.size + 11}[name]
    monkeypatch.setattr(import_cleaning, name, most)
    handed_in(world.office, "Xã\tNgày A")

    with pytest.raises(Refused, match="Bạn đang giữ quá nhiều tệp"):
        handed_in(world.office, "Xã\tNgày B")

    assert ImportRun.objects.count() == 2
    handed_in(world.province_office, "Xã\tNgày C")


@pytest.mark.django_db
def test_a_big_file_is_read_elsewhere(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as begun:
        run = handed_in(world.office, "Xã\tTiêu chí 1\n" + "Xã Nào Đó\tĐạt\n" * 10_000)

    assert (run.state, run.cell_count, len(begun)) == ("READING", 0, 1)


@pytest.mark.django_db
def test_a_sheet_of_many_cells_is_compared_elsewhere(
    world, ready, django_capture_on_commit_callbacks
):
    big = copied(ready, "READY", cell_count=1501)
    small = copied(ready, "READY", cell_count=1500)
    kinds = offered_kinds(world.office, TODAY)

    with django_capture_on_commit_callbacks() as begun:
        write_run(run=big, leaves_faults=False, kinds=kinds, today=TODAY)
    ImportRun.objects.filter(pk=big.pk).delete()
    write_run(run=small, leaves_faults=False, kinds=kinds, today=TODAY)

    assert (big.state, len(begun), small.state) == ("WRITING", 1, "DONE")


@pytest.mark.django_db
def test_the_command_goes_on_where_the_page_left_off(ready):
    copy = copied(ready, "CHECKING", preview=b"")

    call_command("run_import", str(copy.pk))

    copy.refresh_from_db()
    assert (copy.state, copy.counts["NEW"]) == ("READY", 1)
    call_command("run_import", "999999999")


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_elsewhere_ends_with_its_sentence(ready):
    copy = copied(
        ready, "READING", content=b"<html>", workbook=b"", is_block=False, file_name="a.xlsx"
    )

    call_command("run_import", str(copy.pk))

    copy.refresh_from_db()
    assert (copy.state, bytes(copy.content)) == ("FAILED", b"")
    assert copy.fault.startswith("Chỉ nhận .xlsx.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "fields"),
    [("DONE", {"number": None}), ("DONE", {"done_at": None}), ("UNDONE", {"undone_by": None})],
)
def test_a_written_import_has_its_receipt(ready, state, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(ready, state, **fields)


@pytest.mark.django_db
def test_two_imports_never_share_a_number(ready):
    copied(ready, "DONE", year=2, number=7)

    with pytest.raises(IntegrityError), transaction.atomic():
        copied(ready, "DONE", year=2, number=7)
