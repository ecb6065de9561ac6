"""Tasks keep what hangs on them when an item's timing changes."""

from datetime import date

import pytest

from assignments.models import WorkStep, WorkTask
from assignments.services.work import change_item
from tests.assignments.work_world import make_work_world, times
from tests.factories.assignments import WorkStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    return make_work_world()


@pytest.fixture
def retime(work):
    """Gives an item another timing; returns what was said."""

    def act(item, timing):
        fresh = work.again(item)
        fresh.timing = timing
        return change_item(item=fresh, seen=fresh.version, by=work.office)

    return act


def ids(item):
    return list(item.tasks.order_by("position").values_list("pk", flat=True))


def move(task, day):
    task.stated_due_on, task.due_on = task.due_on, day
    task.save()


def test_another_spelling_is_the_same_task(work, retime):
    item = work.item(timing="Tháng 3/2024")
    before = ids(item)

    said = retime(item, "tháng 03 năm 2024")

    assert (said, ids(item)) == ([], before)


def test_the_same_days_in_other_words_are_the_same_task(work, retime):
    item = work.item(timing="Hoàn thành tháng 3")
    before = ids(item)

    retime(item, "Trước tháng 4")

    assert (ids(item), times(item)[0][0]) == (before, "Trước tháng 4/2024")


def test_times_change_places_and_stay_who_they_are(work, retime):
    item = work.item(timing="Tháng 3, 7")
    march, july = ids(item)

    retime(item, "Tháng 1, 3, 7")

    assert ids(item)[1:] == [march, july]


def test_a_moved_day_stays_while_the_stated_one_does(work, retime):
    item = work.item(timing="Tháng 3, 7")
    march = item.tasks.first()
    move(march, date(2024, 4, 15))

    said = retime(item, "Tháng 3, 8")

    march.refresh_from_db()
    assert (said, march.due_on, march.stated_due_on) == ([], date(2024, 4, 15), date(2024, 3, 31))


def test_a_day_moved_before_its_first_day_loses_that_only(work, retime):
    item = work.item(timing="Tháng 3")
    task = item.tasks.get()
    task.starts_on = None
    move(task, date(2024, 2, 15))

    retime(item, "Tháng 03/2024")

    task.refresh_from_db()
    assert (task.due_on, task.starts_on) == (date(2024, 2, 15), None)


def test_a_moved_day_goes_with_the_stated_one_and_is_told(work, retime):
    item = work.item(timing="Tháng 3")
    task = item.tasks.get()
    move(task, date(2024, 4, 15))

    said = retime(item, "Tháng 5")

    task.refresh_from_db()
    assert (task.due_on, task.stated_due_on) == (date(2024, 5, 31), None)
    assert said == [
        (
            "Đợt ‘Tháng 3/2024’ đã được dời (hạn 15/04/2024) nay theo thời gian mới: "
            "từ 01/05/2024, hạn 31/05/2024."
        )
    ]


def test_work_that_has_begun_goes_over_to_the_new_time(work, retime):
    item = work.item(timing="Tháng 3")
    task = item.tasks.get()
    step = WorkStepFactory(task=task)

    said = retime(item, "Tháng 4")

    assert said == ["Đợt ‘Tháng 3/2024’ đang theo dõi nay là: từ 01/04/2024, hạn 30/04/2024."]
    assert (ids(item), WorkStep.objects.get()) == ([task.pk], step)


def test_work_that_was_handed_out_is_told_of_its_new_day(work, retime):
    item = work.item(timing="Tháng 3")
    WorkTask.objects.update(assignee=work.world.reader)

    said = retime(item, "Tháng 4")

    assert len(said) == 1
    assert item.tasks.get().assignee == work.world.reader


def test_work_that_has_begun_is_never_taken_away(work, retime):
    item = work.item(timing="Tháng 3, 7")
    march, july = item.tasks.order_by("position")
    WorkStepFactory(task=march)
    WorkStepFactory(task=july)

    said = retime(item, "Tháng 7")

    assert said == [
        "Đợt ‘Tháng 3/2024’ đã có tình trạng nên được giữ lại, dù thời gian mới không nêu."
    ]
    assert ids(item) == [july.pk, march.pk]


def test_of_two_the_one_that_has_begun_goes_on(work, retime):
    item = work.item(timing="Tháng 3, 7")
    july = item.tasks.last()
    WorkStepFactory(task=july)

    retime(item, "Tháng 9")

    assert ids(item) == [july.pk]


def test_what_is_no_longer_named_and_not_begun_goes(work, retime):
    item = work.item(timing="Hàng quý")

    assert retime(item, "Quý I") == []

    assert [label for label, *_ in times(item)] == ["Quý I/2024"]


def test_communes_follow_the_words(work, retime):
    item = work.item(timing="Tháng 8 (xã Xuân Dương)")
    before = ids(item)

    retime(item, "Tháng 8 (xã Khánh Xuân)")

    assert (ids(item), times(item)[0][3]) == (before, ["Khánh Xuân"])


def test_the_same_month_of_two_groups_of_communes(work, retime):
    item = work.item(timing="Tháng 8 (xã Xuân Dương); tháng 8 (xã Khánh Xuân)")
    first, second = ids(item)

    retime(item, "Tháng 8 (xã Khánh Xuân); tháng 9 (xã Xuân Dương)")

    assert ids(item) == [second, first]
