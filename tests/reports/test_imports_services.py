"""The steps of an import: what they store, what they refuse, what they take back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from communes.models import UnitRole
from ntm_portal.lib.refusals import Refused
from reports.models import ImportLayout, ImportRun
from reports.previews import load
from reports.services import imports
from reports.services.import_jobs import work_on
from tests.factories.accounts import UserFactory
from tests.factories.world import World, make_world
from tests.imported_people import CODE, TODAY, PeopleKind, people_sheet

pytestmark = pytest.mark.django_db
KINDS = {CODE: PeopleKind()}
STEP = {"kinds": KINDS, "today": TODAY}


@pytest.fixture
def world() -> World:
    return make_world(criteria=1)


@pytest.fixture
def people() -> list[User]:
    return [UserFactory(username=one, full_name=f"Người {one}") for one in ("an", "binh", "chi")]


def handed_in(world: World, *rows, **kwargs) -> ImportRun:
    content = people_sheet(*rows, **kwargs)
    return imports.start_run(name="Cán bộ.xlsx", content=content, by=world.office, **STEP)


def previewed(world: World, *rows, **kwargs) -> ImportRun:
    """Through the choices to the preview."""
    run = handed_in(world, *rows, **kwargs)
    answers = {"unit": str(world.district.pk), "day": "22/11/2026"}
    imports.choose_sheet(run=run, sheet=run.sheet, kind=CODE, answers=answers, **STEP)
    if run.state == "OPEN":
        columns = KINDS[CODE].columns(None)
        imports.choose_columns(run=run, mapping={1: "username", 2: "name"}, columns=columns, **STEP)
    run.refresh_from_db()
    return run


def written(world: World, *rows, leaves_faults: bool = False) -> ImportRun:
    run = previewed(world, *rows)
    imports.write_run(run=run, leaves_faults=leaves_faults, **STEP)
    run.refresh_from_db()
    return run


def names() -> dict[str, str]:
    people = User.objects.filter(username__in=["an", "binh", "chi"])
    return dict(people.values_list("username", "full_name"))


def test_a_file_is_read_and_its_best_sheet_chosen(world, people):
    run = handed_in(world, ("an", "Đỗ An"))

    assert (run.state, run.sheet, run.kind, run.cell_count) == ("OPEN", "Danh sách", CODE, 5)
    assert (run.file_name, run.by, run.reference) == ("Cán bộ.xlsx", world.office, "")


def test_what_cannot_be_read_is_not_kept(world):
    with pytest.raises(Refused):
        imports.start_run(name="a.xlsx", content=b"<html>", by=world.office, **STEP)

    assert not ImportRun.objects.exists()


def test_the_preview_counts_and_stores_nothing(world, people):
    run = previewed(world, ("an", "Đỗ An"), ("binh", "Người binh"), ("dat", "Ai"), ("Cộng", "3"))

    assert run.state == "READY"
    assert {state: n for state, n in run.counts.items() if n} == {
        "CHANGED": 1,
        "SAME": 1,
        "ERROR": 1,
        "PASSED_OVER": 1,
    }
    assert names() == {one: f"Người {one}" for one in ("an", "binh", "chi")}


def test_a_trial_run_tells_what_the_service_will_refuse(world, people):
    run = previewed(world, ("an", "Cấm An"), ("binh", "Lê Bình"))

    preview = load(bytes(run.preview))
    assert [(one.row, one.sentence) for one in preview.faults] == [
        (3, "Tên ‘Cấm An’ không nhận. Viết tên khác.")
    ]
    assert preview.good_rows == (4,)


def test_writing_leaves_a_receipt(world, people):
    run = written(world, ("an", "Đỗ An"), ("binh", "Lê Bình"))

    assert (run.state, run.reference) == ("DONE", "NL-2026-0001")
    assert names() == {"an": "Đỗ An", "binh": "Lê Bình", "chi": "Người chi"}
    assert [one["before"] for one in run.effects] == ["Người an", "Người binh"]


def test_numbers_count_up_within_a_year(world, people):
    first = written(world, ("an", "Đỗ An"))
    second = written(world, ("an", "Trần An"))

    assert (first.reference, second.reference) == ("NL-2026-0001", "NL-2026-0002")


def test_problems_are_left_only_by_choice(world, people):
    run = previewed(world, ("an", "Đỗ An"), ("dat", "Ai"))
    with pytest.raises(Refused, match="Còn 1 chỗ cần xem"):
        imports.write_run(run=run, leaves_faults=False, **STEP)
    assert names()["an"] == "Người an"

    imports.write_run(run=run, leaves_faults=True, **STEP)

    run.refresh_from_db()
    assert (run.state, run.leaves_faults, names()["an"]) == ("DONE", True, "Đỗ An")


def test_a_second_click_writes_nothing_more(world, people):
    run = previewed(world, ("an", "Đỗ An"))
    again = ImportRun.objects.get(pk=run.pk)
    imports.write_run(run=run, leaves_faults=False, **STEP)
    User.objects.filter(username="an").update(full_name="Sửa tay")

    imports.write_run(run=again, leaves_faults=False, **STEP)

    assert (names()["an"], ImportRun.objects.written().count()) == ("Sửa tay", 1)


def test_nothing_new_is_not_written(world, people):
    run = previewed(world, ("an", "Người an"))

    with pytest.raises(Refused, match="Không có gì mới để ghi"):
        imports.write_run(run=run, leaves_faults=False, **STEP)


def test_what_has_moved_since_the_preview_is_told_and_nothing_stored(world, people):
    run = previewed(world, ("an", "Đỗ An"), ("binh", "Lê Bình"))
    User.objects.filter(username="binh").update(full_name="Người khác sửa")

    imports.write_run(run=run, leaves_faults=False, **STEP)

    run.refresh_from_db()
    assert run.state == "READY"
    assert run.fault == ("binh: đã thay đổi từ lúc xem trước, nên chưa ghi gì. Xem lại rồi ghi.")
    assert (names()["an"], names()["binh"]) == ("Người an", "Người khác sửa")
    imports.write_run(run=run, leaves_faults=False, **STEP)
    assert names()["binh"] == "Lê Bình"


def test_the_same_file_written_meanwhile_is_told_with_who_and_when(world, people):
    run = previewed(world, ("an", "Đỗ An"))
    other = ImportRun.objects.get(pk=written(world, ("an", "Đỗ An")).pk)
    ImportRun.objects.filter(pk=other.pk).update(sha256=run.sha256)  # a workbook has its own time

    imports.write_run(run=run, leaves_faults=False, **STEP)

    run.refresh_from_db()
    at = timezone.localtime(other.done_at)
    assert run.state == "READY"
    assert run.fault == (
        f"Tệp này Văn phòng huyện vừa ghi lúc {at:%H:%M ngày %d/%m/%Y}, mã {other.reference}. "
        "Chưa ghi lại gì."
    )


def test_one_of_two_that_write_the_same_sheet_wins(world, people):
    run = previewed(world, ("an", "Đỗ An"))
    other = previewed(world, ("an", "Đỗ An"))
    now = timezone.now()
    ImportRun.objects.filter(pk=other.pk).update(state="WRITING", sha256=run.sha256, beat_at=now)

    with pytest.raises(Refused) as refusal:
        imports.write_run(run=run, leaves_faults=False, **STEP)

    assert refusal.value.message == (
        "Văn phòng huyện đang ghi chính tệp này từ lúc "
        f"{timezone.localtime(now):%H:%M ngày %d/%m/%Y}. Chờ xong rồi xem lại."
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(state="WRITING")


def test_one_that_died_while_writing_gives_way(world, people):
    run = previewed(world, ("an", "Đỗ An"))
    other = previewed(world, ("an", "Đỗ An"))
    before = timezone.now() - timedelta(seconds=30)
    ImportRun.objects.filter(pk=other.pk).update(state="WRITING", sha256=run.sha256, beat_at=before)

    imports.write_run(run=run, leaves_faults=False, **STEP)

    run.refresh_from_db()
    other.refresh_from_db()
    assert (run.state, other.state, names()["an"]) == ("DONE", "READY", "Đỗ An")


def test_a_right_that_is_gone_writes_nothing(world, people):
    run = previewed(world, ("an", "Đỗ An"))
    UnitRole.objects.filter(user=world.office).delete()

    imports.write_run(run=run, leaves_faults=False, **STEP)

    run.refresh_from_db()
    assert (run.state, names()["an"]) == ("OPEN", "Người an")
    assert run.fault.startswith("Bạn không còn quyền ghi vào nơi này")


def test_an_answer_serves_all_equal_cases(world, people):
    run = previewed(world, ("an", "An/Ân"), ("binh", "An/Ân"), ("chi", "Chi/Chí"))
    assert run.counts["ASK"] == 3

    imports.answer(run=run, answers={"An/Ân": "Ân", "Chi/Chí": ""}, **STEP)

    run.refresh_from_db()
    assert (run.counts["ASK"], run.counts["CHANGED"], run.counts["PASSED_OVER"]) == (0, 2, 1)
    imports.write_run(run=run, leaves_faults=False, **STEP)
    assert names() == {"an": "Ân", "binh": "Ân", "chi": "Người chi"}


@pytest.mark.parametrize("answers", [{"An/Ân": "Ẩn"}, {"khong-hoi": "a"}])
def test_an_answer_that_no_question_offers_is_refused(world, people, answers):
    run = previewed(world, ("an", "An/Ân"))

    with pytest.raises(Refused, match="Câu hỏi đã thay đổi"):
        imports.answer(run=run, answers=answers, **STEP)


def test_answers_can_be_forgotten(world, people):
    run = previewed(world, ("an", "An/Ân"))
    imports.answer(run=run, answers={"An/Ân": "Ân"}, **STEP)

    imports.forget_answers(run=run, **STEP)

    run.refresh_from_db()
    assert (run.answers, run.counts["ASK"]) == ({}, 1)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({1: "username"}, "Chưa chọn cột cho: Họ và tên. Chọn trong danh sách của cột."),
        ({1: "name", 2: "name", 3: "username"}, "Hai cột cùng là ‘Họ và tên’."),
    ],
)
def test_columns_must_be_there_once(world, people, mapping, sentence):
    run = handed_in(world, ("an", "Đỗ An"))

    with pytest.raises(Refused, match=sentence):
        imports.choose_columns(run=run, mapping=mapping, columns=KINDS[CODE].columns(None), **STEP)

    assert ImportRun.objects.get().mapping == {}


def test_a_layout_is_remembered_and_goes_straight_to_the_preview(world, people):
    heading = ("Cột A", "Họ và tên")
    first = previewed(world, ("an", "Đỗ An"), heading=heading)
    imports.write_run(run=first, leaves_faults=False, **STEP)

    second = handed_in(world, ("an", "Lê An"), heading=heading)

    assert ImportLayout.objects.get().mapping == {"1": "username", "2": "name"}
    assert (second.state, second.mapping) == ("READY", first.mapping)
    assert second.scope == {"unit": str(world.district.pk), "day": "22/11/2026"}


def test_a_layout_never_brings_back_its_day(world, people):
    first = written(world, ("an", "Đỗ An"))
    later = TODAY + timedelta(days=30)

    second = imports.start_run(
        name="a.xlsx",
        content=people_sheet(("an", "Lê An")),
        by=world.office,
        kinds=KINDS,
        today=later,
    )

    assert first.scope["day"] == "22/11/2026"
    assert (second.state, second.scope["day"]) == ("READY", "22/12/2026")


def test_somebody_elses_layout_is_not_used(world, people):
    written(world, ("an", "Đỗ An"))

    run = imports.start_run(
        name="a.xlsx", content=people_sheet(("an", "Lê An")), by=world.province_office, **STEP
    )

    assert run.state == "OPEN"


def test_chosen_headings_are_used(world, people):
    run = previewed(world, ("an", "Đỗ An"), ("binh", "Lê Bình"))

    imports.choose_headings(run=run, header_rows=(3, 3), reads_hidden=False)
    imports.choose_columns(
        run=run,
        mapping={1: "username", 2: "name"},
        columns=KINDS[CODE].columns(None),
        **STEP,
    )

    run.refresh_from_db()
    assert (run.counts["CHANGED"], load(bytes(run.preview)).good_rows) == (1, (4,))


def test_undo_takes_everything_back(world, people):
    run = written(world, ("an", "Đỗ An"), ("binh", "Lê Bình"))

    imports.undo_run(run=run, **STEP)

    run.refresh_from_db()
    assert (run.state, run.undone_by) == ("UNDONE", world.office)
    assert names() == {one: f"Người {one}" for one in ("an", "binh", "chi")}


def test_undo_takes_nothing_back_where_something_was_edited(world, people):
    run = written(world, ("an", "Đỗ An"), ("binh", "Lê Bình"))
    User.objects.filter(username="binh").update(full_name="Sửa tay")

    imports.undo_run(run=run, **STEP)

    run.refresh_from_db()
    assert (run.state, run.undone_at) == ("DONE", None)
    assert run.fault == "binh đã đổi tên từ khi nhập, nên không hoàn tác gì."
    assert names() == {"an": "Đỗ An", "binh": "Sửa tay", "chi": "Người chi"}


def aged(run: ImportRun, hours: float) -> ImportRun:
    run.done_at = timezone.now() - timedelta(hours=hours)
    run.save()
    return run


def test_undo_is_offered_for_a_day(world, people):
    run = aged(written(world, ("an", "Đỗ An")), 23.9)

    imports.undo_run(run=run, **STEP)

    assert names()["an"] == "Người an"


@pytest.mark.parametrize("hours", [24, 25])
def test_undo_is_refused_after_a_day(world, people, hours):
    run = aged(written(world, ("an", "Đỗ An")), hours)

    with pytest.raises(Refused, match="Đã quá 24 giờ"):
        imports.undo_run(run=run, **STEP)

    assert names()["an"] == "Đỗ An"


def test_work_that_is_done_is_not_done_again(world, people):
    run = written(world, ("an", "Đỗ An"))
    User.objects.filter(username="an").update(full_name="Sửa tay")

    work_on(run, KINDS, TODAY)

    assert names()["an"] == "Sửa tay"
