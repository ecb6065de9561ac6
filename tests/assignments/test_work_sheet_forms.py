"""The form of a plan's work: taken from its page, sent back, exactly what was edited changes."""

import pytest

from assignments.models import WorkItem
from assignments.resources.work import WorkKind
from assignments.work_list import read_work
from ntm_portal.lib.imports import run_import
from tests.assignments.work_world import make_work_world
from tests.factories.assignments import WorkItemFactory, WorkSectionFactory
from tests.factories.signing import bring_to
from tests.factories.world import TODAY
from tests.form_desk import come_back, find, news, put, reverse_rows, states, worked_on

pytestmark = pytest.mark.django_db
KIND = WorkKind()


@pytest.fixture
def work():
    made = make_work_world()
    section = WorkSectionFactory(plan=made.plan, title="Y tế")
    item = WorkItemFactory(section=section, text="Khám bệnh", leading="Phòng Nội vụ", timing="")
    WorkItemFactory(section=section, parent=item, text="Tiêm phòng\ncho trẻ", timing="Quý I")
    WorkItemFactory(section=section, text="=HYPERLINK(1)", timing="Tháng 3")
    return made


def url(work) -> str:
    return f"/ke-hoach/{work.plan.code}/cong-viec/bieu-mau/"


def taken(client, work) -> bytes:
    client.force_login(work.office)
    response = client.get(url(work))
    assert response.status_code == 200
    return response.content


def back(content: bytes, work):
    return come_back(content, KIND, user=work.office, today=TODAY)


def item(text: str) -> WorkItem:
    return WorkItem.objects.get(text__startswith=text)


def words(work) -> list[tuple[str, str]]:
    return [
        (one.text, one.timing)
        for block in read_work(work.plan)
        for entry in block.entries
        for one in (entry.item, *entry.subs)
    ]


def test_form_comes_back_all_the_same(client, work):
    intake, _, stamp = back(taken(client, work), work)

    assert (set(states(intake)), news(intake), intake.rows) == ({"không đổi"}, [], ())
    assert stamp.faults == {}


def test_exactly_the_edited_cells_change_after_sorting(client, work):
    known = f"viec:{item('Khám').pk}"

    def edit(sheet):
        find(sheet, known, "timing").value = "Quý II"
        find(sheet, f"viec:{item('Tiêm').pk}", "leading").value = "Trạm y tế"

    content = worked_on(taken(client, work), reverse_rows, edit)
    before = words(work)

    intake, scope, _ = back(content, work)
    run_import(KIND.resource(scope), intake.rows, by=work.office, commit=True)
    again, _, _ = back(content, work)

    assert sorted((state, old, read) for state, _, old, read in news(intake)) == [
        ("mới", "", "Quý II"),
        ("mới", "", "Trạm y tế"),
    ]
    assert words(work) == [
        (text, "Quý II" if text == "Khám bệnh" else timing) for text, timing in before
    ]
    assert (news(again), again.rows) == ([], ())


def test_words_changed_on_the_portal_meanwhile_are_a_conflict(client, work):
    content = taken(client, work)
    WorkItem.objects.filter(pk=item("Tiêm").pk).update(timing="Quý III")
    edited = worked_on(
        content,
        lambda sheet: setattr(find(sheet, f"viec:{item('Tiêm').pk}", "timing"), "value", "Quý II"),
    )

    intake, _, _ = back(edited, work)

    assert [(state, old, read) for state, _, old, read in news(intake)] == [
        ("đã đổi trên cổng", "Quý III", "Quý II")
    ]
    assert intake.rows == ()


def test_new_item_below_its_section_is_added(client, work):
    content = worked_on(
        taken(client, work),
        lambda sheet: put(
            sheet, sheet.max_row + 1, ["3", "Mua xe", "", "", "", "Tháng 5"], first=2
        ),
    )

    intake, scope, _ = back(content, work)
    run_import(KIND.resource(scope), intake.rows, by=work.office, commit=True)

    assert words(work)[-1] == ("Mua xe", "Tháng 5")
    assert item("Mua xe").section.title == "Y tế"


@pytest.mark.parametrize("who", ["leader", "reader", "officer", "stranger"])
def test_who_may_not_write_gets_no_form(client, work, who):
    client.force_login(getattr(work.world, who))

    assert client.get(url(work)).status_code == 404


def test_signed_plan_gives_no_form(client, work):
    bring_to(work.plan, "SIGNED")
    client.force_login(work.office)

    assert client.get(url(work)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_is_flat(client, work, count, django_assert_num_queries):
    for _ in range(count):
        WorkItemFactory(section=WorkSectionFactory(plan=work.plan))
    client.force_login(work.office)
    client.get(url(work))

    with django_assert_num_queries(7):
        client.get(url(work))


def test_same_bytes_and_a_plain_name(client, work):
    client.force_login(work.office)

    first, second = client.get(url(work)), client.get(url(work))

    assert first.content == second.content
    assert first["Content-Disposition"] == (
        f'attachment; filename="bieu-mau-cong-viec-{work.plan.code}.xlsx"'
    )
