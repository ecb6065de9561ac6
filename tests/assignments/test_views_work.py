"""The list of work on pages: who sees what, each line added, changed, moved, taken away."""

from datetime import date

import pytest

from assignments.models import WorkItem, WorkLayout, WorkSection
from assignments.services.work import change_item
from plans.services.contents import remove_part
from tests.assignments.work_world import make_work_world, named, times
from tests.factories.assignments import (
    AgencyFactory,
    WorkItemFactory,
    WorkSectionFactory,
    WorkStepFactory,
)
from tests.factories.plans import PlanFactory
from tests.factories.signing import bring_to

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/ke-hoach/cong-viec/"
ADD = f"{PAGE}viec/them/"


@pytest.fixture
def work():
    return make_work_world()


@pytest.fixture
def office(client, work):
    client.force_login(work.office)
    return client


def form(work, **others):
    return {"section": work.section.pk, "text": "Rà soát"} | others


def stored():
    return WorkItem.objects.count(), WorkSection.objects.count()


def test_the_page_shows_words_and_what_was_read(office, work):
    work.item(
        "Rà soát các tiêu chí",
        directing="UBND huyện",
        leading="Phòng Nội vụ, Phòng Lạ",
        timing="Tháng 3, 7",
    )
    work.item("Tuyên truyền", timing="Thường xuyên")
    asked = work.item("Tập huấn", timing="Đầu tháng 9")

    page = office.get(PAGE).text

    for words in (
        "I. Rà soát, đánh giá",
        "Rà soát các tiêu chí",
        "chưa nhận ra: Phòng Lạ",
        "từ 01/03/2024, hạn 31/03/2024",
        "từ 01/07/2024, hạn 31/07/2024",
        "không có ngày cụ thể",
        "chưa đọc được – nhập ngày",
        "không hiểu ‘Đầu tháng 9’",
        f'1 thời gian chưa đọc được, cần nhập ngày: <a href="#viec-{asked.pk}">I.3</a>',
    ):
        assert words in page, words


def test_communes_of_a_time_stand_beside_it(office, work):
    work.item(timing="Tháng 8 (xã Xuân Dương), tháng 10 (các xã còn lại)")

    page = office.get(PAGE).text

    assert "hạn 31/08/2024 (Xã Xuân Dương)" in page
    assert "hạn 31/10/2024 (Xã Khánh Xuân, Xã Tĩnh Bắc)" in page


def test_a_moved_day_is_told(office, work):
    task = work.item(timing="Tháng 3").tasks.get()
    task.stated_due_on, task.due_on = task.due_on, date(2024, 4, 15)
    task.save()

    assert "hạn 15/04/2024, dời từ hạn 31/03/2024" in office.get(PAGE).text


def test_years_outside_the_plan_are_listed(office, work):
    item = work.item("Đăng ký vốn năm 2025", timing="Tháng 11/2023")
    work.item("Trong năm 2024, Quyết định 1234/QĐ-UBND", timing="Tháng 3/2024")

    page = office.get(PAGE).text

    assert "1 việc nêu năm ngoài kế hoạch 2024" in page
    assert f'<a href="#viec-{item.pk}">I.1</a> (2025, 2023)' in page


@pytest.mark.parametrize("who", ["leader", "reader"])
def test_readers_see_no_form(client, work, who):
    work.item(timing="Tháng 3")
    client.force_login(getattr(work.world, who))

    page = client.get(PAGE).text

    assert "hạn 31/03/2024" in page
    assert "/cong-viec/viec/" not in page
    assert "Dán bảng" not in page


def test_of_a_signed_plan_only_the_reading_is_answered(office, work):
    item = work.item(timing="Tháng 3")
    bring_to(work.plan, "SIGNED")

    page = office.get(PAGE).text

    assert f"{PAGE}viec/{item.pk}/cach-hieu/" in page
    assert f'{PAGE}viec/{item.pk}/"' not in page
    assert "lời văn chỉ xem" in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_number_of_queries_of_the_page(office, work, items, django_assert_num_queries):
    for number in range(items):
        work.item(f"Việc {number}", leading="Phòng Nội vụ", timing="Tháng 3 (xã Xuân Dương)")

    with django_assert_num_queries(14):
        page = office.get(PAGE)

    assert page.text.count("từ 01/03/2024, hạn 31/03/2024 (Xã Xuân Dương)") == items


def test_a_section_and_an_item_are_added(office, work):
    response = office.post(f"{PAGE}muc/them/", {"title": "Tuyên truyền"})
    section = WorkSection.objects.get(title="Tuyên truyền")
    assert response.url == f"{PAGE}#muc-{section.pk}"

    response = office.post(
        ADD, form(work, section=section.pk, leading="Phòng Nội vụ", timing="Quý I")
    )

    item = WorkItem.objects.get()
    assert response.url == f"{PAGE}#viec-{item.pk}"
    assert (item.section, named(item, "LEAD"), times(item)[0][2]) == (
        section,
        ["Phòng Nội vụ"],
        "2024-03-31",
    )


def test_a_sub_item_is_in_the_section_of_its_item(office, work):
    head = work.item("Y tế.", section=WorkSectionFactory(plan=work.plan, position=2))

    office.post(ADD, form(work, text="Chấm điểm", parent=head.pk))

    sub = WorkItem.objects.get(text="Chấm điểm")
    assert (sub.parent, sub.section) == (head, head.section)


def test_the_form_begins_where_it_was_asked_for(office, work):
    head = work.item("Y tế.")
    other = WorkSectionFactory(plan=work.plan, position=2)

    page = office.get(f"{ADD}?muc={other.pk}").text
    below = office.get(f"{ADD}?viec={head.pk}").text

    assert f'<option value="{other.pk}" selected>' in page
    assert f'<option value="{head.pk}" selected>' in below


@pytest.mark.parametrize("number", ["0", "x", "²", "-1", "9" * 30])
def test_a_strange_number_in_the_address_is_passed_over(office, work, number):
    assert office.get(f"{ADD}?muc={number}&viec={number}").status_code == 200


def test_the_next_item_begins_beside_the_last(office, work):
    response = office.post(ADD, form(work) | {"more": "1"})

    assert response.url == f"{ADD}?muc={work.section.pk}"


def test_without_a_section_one_is_asked_for_first(office, work):
    remove_part(part=work.section, seen=1, by=work.office)

    assert office.get(ADD).url == f"{PAGE}muc/them/"


def test_a_change_tells_what_became_of_the_tasks(office, work):
    item = work.item(timing="Tháng 3")
    WorkStepFactory(task=item.tasks.get())

    response = office.post(
        f"{PAGE}viec/{item.pk}/", form(work, timing="Tháng 4", seen="1"), follow=True
    )

    assert "Đợt ‘Tháng 3/2024’ đang theo dõi nay là" in response.text


def test_two_people_with_two_items_do_not_disturb_each_other(office, work):
    one, two = work.item("Một"), work.item("Hai")
    theirs = work.again(two)
    theirs.text = "Hai mới"
    change_item(item=theirs, seen=1, by=work.office)

    response = office.post(f"{PAGE}viec/{one.pk}/", form(work, text="Một mới", seen="1"))

    assert response.status_code == 302
    assert sorted(WorkItem.objects.values_list("text", flat=True)) == ["Hai mới", "Một mới"]


def test_two_people_with_one_item(office, work):
    item = work.item("Một", timing="Tháng 3")
    theirs = work.again(item)
    theirs.timing = "Tháng 4"
    change_item(item=theirs, seen=1, by=work.office)

    response = office.post(f"{PAGE}viec/{item.pk}/", form(work, text="Một mới", seen="1"))

    assert response.status_code == 409
    assert "thời gian: Tháng 4" in response.text
    assert "Một mới" in response.text
    assert 'name="seen" value="2"' in response.text
    assert work.again(item).text == "Một"


def test_what_was_typed_for_an_item_that_is_gone_is_kept(office, work):
    item = work.item("Một")
    remove_part(part=work.again(item), seen=1, by=work.office)

    response = office.post(f"{PAGE}viec/{item.pk}/", form(work, text="Một mới", seen="1"))

    assert response.status_code == 409
    assert f'action="{ADD}"' in response.text
    assert "Một mới" in response.text


def test_an_item_is_taken_away_after_a_question(office, work):
    item = work.item("Một", timing="Tháng 3")
    address = f"{PAGE}viec/{item.pk}/bo/"

    asked = office.get(address)
    assert (asked.status_code, "thời gian: Tháng 3" in asked.text) == (200, True)

    assert office.post(address, {"seen": "7"}).status_code == 409
    assert office.post(address, {"seen": "1"}).url == PAGE
    assert office.post(address, {"seen": "1"}).url == PAGE  # gone already
    assert stored() == (0, 1)


def test_what_may_not_go_says_why(office, work):
    item = work.item("Một", timing="Tháng 3")
    WorkStepFactory(task=item.tasks.get())

    of_item = office.post(f"{PAGE}viec/{item.pk}/bo/", {"seen": "1"})
    of_section = office.post(f"{PAGE}muc/{work.section.pk}/bo/", {"seen": "1"})

    assert (of_item.status_code, of_section.status_code) == (422, 422)
    assert "đã có tình trạng do cơ quan ghi" in of_item.text
    assert "còn được dùng ở ‘Một’" in of_section.text
    assert stored() == (1, 1)


def test_lines_move(office, work):
    one, two = work.item("Một"), work.item("Hai")
    WorkSectionFactory(plan=work.plan, position=2, title="Mục hai")

    office.post(f"{PAGE}viec/{two.pk}/len/")
    office.post(f"{PAGE}muc/{work.section.pk}/xuong/")

    page = office.get(PAGE).text
    assert page.index('<th scope="row">Hai') < page.index('<th scope="row">Một')
    assert page.index("I. Mục hai") < page.index("II. Rà soát, đánh giá")
    assert one.pk in WorkItem.objects.values_list("pk", flat=True)


@pytest.mark.parametrize(
    ("others", "words"),
    [
        pytest.param({"text": ""}, "Trường này là bắt buộc", id="no-words"),
        pytest.param({"section": "999"}, "Danh sách đã đổi", id="no-section"),
        pytest.param({"section": "{foreign section}"}, "Danh sách đã đổi", id="foreign-section"),
        pytest.param({"parent": "{foreign}"}, "Danh sách đã đổi", id="foreign-item"),
        pytest.param({"parent": "{sub}"}, "Danh sách đã đổi", id="sub-item"),
        pytest.param({"parent": "9" * 40}, "Danh sách đã đổi", id="huge"),
        pytest.param({"timing": "Tháng 3/2020"}, "Xem lại năm", id="long-before"),
    ],
)
def test_a_form_that_is_refused_stores_nothing(office, work, others, words):
    foreign = WorkItemFactory()
    head = work.item("Y tế.")
    names = {
        "{foreign}": foreign.pk,
        "{foreign section}": foreign.section_id,
        "{sub}": work.item("Chấm", parent=head).pk,
    }
    others = {name: names.get(value, value) for name, value in others.items()}
    before = stored()

    response = office.post(ADD, form(work) | others)

    assert response.status_code == 422
    assert words in response.text
    assert stored() == before


def test_an_item_cannot_be_a_part_of_itself(office, work):
    head = work.item("Y tế.")
    sub = work.item("Chấm", parent=head)

    for parent in (head, sub):
        response = office.post(f"{PAGE}viec/{head.pk}/", form(work, parent=parent.pk, seen="1"))
        assert (response.status_code, "Danh sách đã đổi" in response.text) == (422, True)
    assert work.again(head).parent is None


def test_the_layout_is_stored_and_changed(office, work):
    work.item()
    address = f"{PAGE}trinh-bay/"
    heads = {
        name: office.get(address).context["form"].initial[name]
        for name in (
            "number_head", "text_head", "directing_head", "leading_head", "cooperating_head",
            "timing_head",
        )
    }  # fmt: skip

    first = office.post(address, heads | {"title": "Phụ lục", "seen": "0"})
    second = office.post(address, heads | {"timing_head": "Tiến độ", "seen": "1"})
    stale = office.post(address, heads | {"timing_head": "Hạn", "seen": "1"})

    assert (first.url, second.url, stale.status_code) == (PAGE, PAGE, 409)
    layout = WorkLayout.objects.get()
    assert (layout.title, layout.timing_head, layout.number_head) == ("", "Tiến độ", "STT")
    assert '<th scope="col">Tiến độ</th>' in office.get(PAGE).text


def test_an_answer_by_hand(office, work):
    item = work.item("Tập huấn", leading="Phòng Lạ", timing="Đầu tháng 9")
    address = f"{PAGE}viec/{item.pk}/cach-hieu/"

    response = office.post(
        address, {"which": "timing", "terms": "05/09/2024\n01/10/2024 - 31/10/2024"}, follow=True
    )

    assert "do văn phòng nhập" in response.text
    assert [(start, due) for _, start, due, _ in times(item)] == [
        (None, "2024-09-05"),
        ("2024-10-01", "2024-10-31"),
    ]
    again = office.get(address).text
    assert "05/09/2024\n01/10/2024 - 31/10/2024" in again

    chosen = work.agencies["Phòng Nội vụ"]
    response = office.post(address, {"which": "parties", "LEAD": chosen.pk}, follow=True)

    assert "Chọn tay: Phòng Nội vụ" in response.text
    assert named(item, "LEAD") == ["Phòng Nội vụ"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"which": "timing", "terms": "31/02/2024"}, "Ngày ‘31/02/2024’ không có"),
        ({"which": "timing", "terms": "1/1/2024 - 2/1/2024 - 3/1/2024"}, "có hơn hai ngày"),
        ({"which": "timing"}, "một trong hai"),
        ({"which": "timing", "terms": "05/09/2024", "undated": "on"}, "một trong hai"),
        ({"which": "timing", "terms": "05/09/2021"}, "Xem lại năm"),
        ({"which": "timing", "terms": "05/09/2024\n" * 61}, "tối đa 60"),
        ({"which": "parties", "LEAD": "{foreign}"}, "Danh sách đã đổi"),
        ({"which": "parties", "LEAD": "x"}, "Danh sách đã đổi"),
    ],
)
def test_an_answer_that_is_refused(office, work, data, words):
    item = work.item(timing="Đầu tháng 9", leading="Phòng Nội vụ")
    foreign = AgencyFactory()
    data = {name: foreign.pk if value == "{foreign}" else value for name, value in data.items()}

    response = office.post(f"{PAGE}viec/{item.pk}/cach-hieu/", data)

    assert response.status_code == 422
    assert words in response.text
    assert (times(item), named(item, "LEAD")) == ([("", None, None, [])], ["Phòng Nội vụ"])


def test_a_timing_that_is_read_is_not_asked_about(office, work):
    item = work.item(timing="Tháng 9")
    address = f"{PAGE}viec/{item.pk}/cach-hieu/"

    assert "Lưu hạn" not in office.get(address).text
    assert office.post(address, {"which": "timing", "terms": "05/09/2024"}).status_code == 422


def test_agencies_are_read_again(office, work):
    item = work.item(leading="Phòng Lạ")
    AgencyFactory(unit=work.world.district, name="Phòng Lạ")

    response = office.post(f"{PAGE}doc-lai/", follow=True)

    assert "Đã nhận thêm 1 chỗ có tên cơ quan." in response.text
    assert named(item, "LEAD") == ["Phòng Lạ"]
    assert "Không nhận thêm được" in office.post(f"{PAGE}doc-lai/", follow=True).text


@pytest.fixture
def next_year(work):
    return PlanFactory(
        code="nam-sau", unit=work.world.district, status="DRAFT", first_year=2025, last_year=2025
    )


def test_an_empty_list_offers_the_list_of_another_plan(office, work, next_year):
    work.item("Vốn năm 2024", timing="Tháng 3")
    page = "/ke-hoach/nam-sau/cong-viec/"
    assert 'value="ke-hoach"' in office.get(page).text

    response = office.post(f"{page}chep/", {"source": "ke-hoach"}, follow=True)

    assert "Đã chép 1 việc. Năm trong lời văn giữ nguyên" in response.text
    assert "1 việc nêu năm ngoài kế hoạch 2025" in response.text
    assert times(next_year.work_items.get())[0][2] == "2025-03-31"


def test_the_list_of_another_unit_is_not_copied(office, next_year):
    foreign = WorkItemFactory(section__plan__code="xa-la").plan

    response = office.post(
        "/ke-hoach/nam-sau/cong-viec/chep/", {"source": foreign.code}, follow=True
    )

    assert "Danh sách đã đổi" in response.text
    assert not next_year.work_items.exists()


def test_the_plan_leads_to_its_work(office, work):
    assert f'href="{PAGE}"' in office.get("/ke-hoach/ke-hoach/").text
