"""Pasting a table: first a look, then all of it in one transaction."""

import pytest

from assignments.models import WorkItem, WorkSection
from plans.models import PlanChange
from tests.assignments.test_services_work_lists import TWELVE
from tests.assignments.work_world import make_work_world
from tests.factories.signing import bring_to

pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/ke-hoach/cong-viec/dan/"


@pytest.fixture
def work():
    return make_work_world()


@pytest.fixture
def office(client, work):
    client.force_login(work.office)
    return client


def test_a_look_stores_nothing_and_shows_what_was_read(office, work):
    scoped = "12\tHai\t\t\t\tTháng 8 (xã Xuân Dương), tháng 10 (các xã còn lại)"
    block = f"{TWELVE}\n{scoped}\n13\tLạ\tUBND huyện\tPhòng Lạ\t\tĐầu tháng 9"

    response = office.post(PAGE, {"block": block})

    for words in (
        "14 việc, 3 cơ quan nhận ra; 1 thời gian chưa đọc được, nhập ngày sau",
        "Lưu 14 việc",
        "chưa nhận ra: Phòng Lạ",
        "không hiểu ‘Đầu tháng 9’",
        "từ 01/02/2024, hạn 29/02/2024",
        "hạn 31/08/2024 (Xuân Dương)",
        "hạn 31/10/2024 (các xã còn lại)",
    ):
        assert words in response.text, words
    assert (response.status_code, WorkItem.objects.count()) == (200, 0)
    assert not PlanChange.objects.exists()


def test_what_was_shown_is_stored(office, work):
    seen = office.post(PAGE, {"block": TWELVE}).context["seen"]

    response = office.post(PAGE, {"block": TWELVE, "seen": seen, "store": "1"})

    assert response.url == "/ke-hoach/ke-hoach/cong-viec/"
    assert WorkItem.objects.count() == 12
    assert WorkSection.objects.last().title == "Lập kế hoạch"


def test_another_text_is_shown_before_it_is_stored(office, work):
    seen = office.post(PAGE, {"block": TWELVE}).context["seen"]

    response = office.post(PAGE, {"block": f"{TWELVE}\n", "seen": seen, "store": "1"})
    changed = office.post(PAGE, {"block": f"{TWELVE} sau", "seen": seen, "store": "1"})

    assert (response.status_code, changed.status_code) == (200, 200)
    assert not WorkItem.objects.exists()


def test_into_a_section_that_is_there(office, work):
    data = {"block": "1\tMột\t\t\t\t", "into": work.section.pk}
    seen = office.post(PAGE, data).context["seen"]

    office.post(PAGE, data | {"seen": seen, "store": "1"})

    assert WorkItem.objects.get().section == work.section


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"block": ""}, "Chưa có gì. Dán bảng vào đây."),
        ({"block": "1\tMột"}, "chưa thuộc mục nào"),
        ({"block": "1\tMột\ta"}, "Dòng 1 ‘1 Một a’ có 3 ô, cần 6"),
        ({"block": "I\tMục\n1\tMột\t\t\t\tTháng 1/2020"}, "Dòng 2: thời gian ‘Tháng 1/2020’"),
        ({"block": TWELVE, "into": "999"}, "Danh sách đã đổi"),
        ({"block": "x" * 500_001}, "tối đa 500000"),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_with_the_text_kept(office, work, data, words):
    response = office.post(PAGE, data)

    assert response.status_code == 422
    assert words in response.text
    assert not WorkItem.objects.exists()


def test_a_signed_plan_takes_no_table(office, work):
    seen = office.post(PAGE, {"block": TWELVE}).context["seen"]
    bring_to(work.plan, "SIGNED")

    assert office.get(PAGE).status_code == 422
    response = office.post(PAGE, {"block": TWELVE, "seen": seen, "store": "1"})
    assert (response.status_code, "đã ký" in response.text) == (422, True)
