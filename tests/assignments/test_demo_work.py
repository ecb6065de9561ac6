"""`seed_demo`: both signed lists of work, with every timing and every agency read."""

from io import StringIO

import pytest
from django.core.management import call_command

from assignments.models import WorkItem, WorkParty, WorkTask
from assignments.work_list import layout_of
from assignments.work_page import read_page
from plans.models import Plan
from tests.assignments.work_world import times

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LOC_BINH, LANG_SON = "loc-binh-2024", "lang-son-2019"


def lines(code):
    plan = Plan.objects.get(code=code)
    return [line for block in read_page(plan, layout_of(plan).heads) for line in block.lines]


@pytest.mark.parametrize(("code", "items"), [(LOC_BINH, 31), (LANG_SON, 31)])
def test_every_word_of_the_two_lists_is_read(code, items):
    found = lines(code)

    assert len(found) == items
    assert [line.place for line in found if line.timing.why] == []
    assert [cell.unread for line in found for cell in line.cells if cell.unread] == []
    assert [line.place for line in found for cell in line.cells if cell.by_hand] == []


def test_tasks_by_their_reading():
    by_plan = {
        code: (
            WorkTask.objects.filter(item__plan__code=code, due_on__isnull=False).count(),
            WorkTask.objects.filter(item__plan__code=code, due_on__isnull=True).count(),
        )
        for code in (LOC_BINH, LANG_SON)
    }

    assert by_plan == {LOC_BINH: (20, 14), LANG_SON: (33, 14)}


def test_the_communes_of_loc_binh():
    item = WorkItem.objects.get(plan__code=LOC_BINH, text="Rà soát đánh giá các tiêu chí.")

    (_, _, august, first), (_, _, october, others) = times(item)

    assert (august, sorted(first)) == ("2024-08-31", ["Khánh Xuân", "Xuân Dương"])
    assert (october, len(others)) == ("2024-10-31", 17)


def test_the_two_lines_of_y_te():
    head = WorkItem.objects.get(plan__code=LOC_BINH, text="Y tế.")

    assert head.sub_items.count() == 2
    assert times(head) == []


def test_who_leads_what_a_page_break_cut():
    item = WorkItem.objects.get(text="Văn hóa, môi trường, an toàn thực phẩm")

    parties = WorkParty.objects.filter(item=item, role=WorkParty.Role.DIRECT)
    assert parties.count() == 4


def test_a_second_run_adds_nothing():
    before = WorkItem.objects.count(), WorkTask.objects.count(), WorkParty.objects.count()

    call_command("seed_demo", verbosity=0, stdout=StringIO())

    after = WorkItem.objects.count(), WorkTask.objects.count(), WorkParty.objects.count()
    assert after == before
