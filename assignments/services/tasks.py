"""The times at which an item is due (đợt), kept in step with its printed words.

A task stays the same task for as long as it can: its steps, its assignee, its address in a
calendar and a day to which the office has moved it hang on it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from django.db.models import F

from accounts.models import User
from assignments.models import AssignmentChange, WorkItem, WorkStep, WorkTask
from assignments.timings import Wanted, days
from ntm_portal.lib.text import shown

OUT_OF_THE_WAY = 10_000  # while places are exchanged: two tasks never share one


def sync_tasks(*, item: WorkItem, wanted: Sequence[Wanted], by: User) -> list[str]:
    """Give the item these times; returns a sentence for each task that is not simply the same.

    The caller holds the plan's lock. A task with steps is never taken away: it goes over to a
    time that is new, or stays behind the others.
    """
    tasks = list(item.tasks.prefetch_related("rows").order_by("position"))
    begun = set(WorkStep.objects.filter(task__item=item).values_list("task_id", flat=True))
    before = in_words(tasks)
    pairs, left = _paired(tasks, wanted, begun)
    said = [sentence for task, one in pairs for sentence in _changes(task, one, begun)]
    kept = [task for task in left if task.pk in begun]
    said += [
        f"Đợt ‘{name_of(task)}’ đã có tình trạng nên được giữ lại, dù thời gian mới không nêu."
        for task in kept
    ]
    WorkTask.objects.filter(pk__in=[task.pk for task in left if task.pk not in begun]).delete()
    item.tasks.update(position=F("position") + OUT_OF_THE_WAY)
    by_wanted = {id(one): task for task, one in pairs}
    for position, one in enumerate(wanted, start=1):
        _put(by_wanted.get(id(one)) or WorkTask(item=item), one, position)
    for position, task in enumerate(kept, start=len(wanted) + 1):
        task.position = position
        task.save(update_fields=["position"])
    after = in_words(item.tasks.order_by("position"))
    if tasks and before != after:
        AssignmentChange.objects.create(
            plan=item.plan,
            what=f"Thời gian: {shown(item.text, 200)}",
            before=before,
            after=after,
            by=by,
        )
    return said


def in_words(tasks: Iterable[WorkTask]) -> str:
    """Each time on its line, as the history keeps them."""
    return "\n".join(
        f"{name_of(task)}: {days(task.starts_on, task.due_on)}"
        if task.label
        else days(task.starts_on, task.due_on)
        for task in tasks
    )


def name_of(task: WorkTask) -> str:
    return task.label or days(task.starts_on, task.due_on)


def _paired(
    tasks: Sequence[WorkTask], wanted: Sequence[Wanted], begun: Collection[int]
) -> tuple[list[tuple[WorkTask, Wanted]], list[WorkTask]]:
    """Each time with the task that goes on as it, and the tasks that none is left for."""
    left, open_ones = list(tasks), list(wanted)
    pairs: list[tuple[WorkTask, Wanted]] = []
    for alike in (_same_label_and_communes, _same_label, _same_day):
        for one in list(open_ones):
            task = next((task for task in left if alike(task, one)), None)
            if task is not None:
                pairs.append((task, one))
                left.remove(task)
                open_ones.remove(one)
    left.sort(key=lambda task: (task.pk not in begun, task.position))
    pairs += zip(left, open_ones, strict=False)
    return pairs, left[len(open_ones) :]


def _same_label_and_communes(task: WorkTask, one: Wanted) -> bool:
    return task.label == one.label and _rows(task) == one.rows


def _same_label(task: WorkTask, one: Wanted) -> bool:
    return task.label == one.label


def _same_day(task: WorkTask, one: Wanted) -> bool:
    return one.due_on is not None and one.due_on == _stated(task)


def _stated(task: WorkTask) -> date | None:
    """What the printed words said, before the office moved it."""
    return task.stated_due_on or task.due_on


def _rows(task: WorkTask) -> frozenset[int]:
    return frozenset(row.pk for row in task.rows.all())


def _changes(task: WorkTask, one: Wanted, begun: Collection[int]) -> Iterator[str]:
    """Worth telling: work that has begun, was handed out or moved, and now has another date."""
    if _stated(task) == one.due_on:
        return
    if task.stated_due_on is not None:
        yield (
            f"Đợt ‘{name_of(task)}’ đã được dời ({days(None, task.due_on)}) nay theo thời gian "
            f"mới: {days(one.starts_on, one.due_on)}."
        )
    elif task.pk in begun or task.assignee_id:
        yield f"Đợt ‘{name_of(task)}’ đang theo dõi nay là: {days(one.starts_on, one.due_on)}."


def _put(task: WorkTask, one: Wanted, position: int) -> None:
    """A day to which the office moved the task stays where the stated day is the same."""
    moved = task.stated_due_on is not None and task.stated_due_on == one.due_on
    if not moved:
        task.due_on, task.stated_due_on = one.due_on, None
    begins_before = one.starts_on and task.due_on and one.starts_on > task.due_on
    task.starts_on = None if begins_before else one.starts_on
    task.label, task.position = one.label, position
    task.save()
    task.rows.set(one.rows)
