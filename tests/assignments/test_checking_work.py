"""What the check of a plan says of its list of work."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.check_places import address
from assignments.checking import check_plan
from assignments.services.parties import set_parties
from assignments.services.work import Term, answer_timing
from tests.assignments.work_world import make_work_world

pytestmark = pytest.mark.django_db
LED = {"leading": "Phòng Nội vụ"}


@pytest.fixture
def work():
    return make_work_world()


def found(work):
    return [(one.code, one.message) for one in check_plan(work.plan) if one.code[:5] == "work-"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(LED | {"timing": "Tháng 12"}, id="until-the-last-day"),
        pytest.param(LED | {"timing": "Thường xuyên"}, id="no-date"),
        pytest.param(LED | {"timing": "Tháng 11/2023"}, id="year-before"),
        pytest.param(LED | {"timing": "Từ tháng 3"}, id="from"),
        pytest.param({"leading": "Phòng Nội vụ, Phòng Lạ"}, id="one-of-two-known"),
    ],
)
def test_a_sound_item(work, cells):
    work.item(**cells)

    assert found(work) == []


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        pytest.param(
            {}, ("work-lead", "Việc ‘Rà soát’: cơ quan chủ trì còn trống."), id="no-words"
        ),
        pytest.param(
            {"leading": "Phòng Lạ"},
            (
                "work-lead",
                "Việc ‘Rà soát’: cơ quan chủ trì ‘Phòng Lạ’ không là cơ quan nào đã ghi.",
            ),
            id="unknown",
        ),
        pytest.param(
            LED | {"timing": "Đầu tháng 9"},
            (
                "work-timing",
                "Việc ‘Rà soát’: thời gian ‘Đầu tháng 9’ chưa đọc được: không hiểu ‘Đầu tháng 9’.",
            ),
            id="unread",
        ),
        pytest.param(
            LED | {"timing": "01/01/2025"},
            (
                "work-after-plan",
                "Việc ‘Rà soát’: hạn 01/01/2025 sau ngày cuối của kế hoạch 31/12/2024.",
            ),
            id="day-after",
        ),
    ],
)
def test_a_finding_leads_to_the_item(work, cells, wanted):
    item = work.item(**cells)

    assert found(work) == [wanted]
    place = check_plan(work.plan)[-1].places[0]
    assert address(place, work.plan, may_edit=True) == (
        f"/ke-hoach/ke-hoach/cong-viec/#viec-{item.pk}"
    )


def test_what_was_answered_by_hand_is_no_finding(work):
    item = work.item(leading="Phòng Lạ", timing="Đầu tháng 9")
    answer_timing(item=work.again(item), terms=[Term(date(2024, 9, 5))], by=work.office)
    set_parties(
        item=work.again(item), parties={"LEAD": [work.agencies["UBND huyện"]]}, by=work.office
    )

    assert found(work) == []


def test_an_item_that_only_heads_sub_items_needs_nobody(work):
    head = work.item("Y tế.")
    work.item("Chấm điểm", parent=head, **LED)

    assert found(work) == []


def test_a_day_that_the_office_moved_is_no_slip_of_the_plan(work):
    item = work.item(timing="Tháng 12", **LED)
    item.tasks.update(stated_due_on=date(2024, 12, 31), due_on=date(2025, 1, 15))

    assert found(work) == []


@pytest.mark.parametrize("items", [1, 3])
def test_the_number_of_queries_is_the_same(work, items, django_assert_num_queries):
    with CaptureQueriesContext(connection) as without:
        check_plan(work.plan)
    for number in range(items):
        work.item(f"Việc {number}", timing="Tháng 3", **LED)

    with django_assert_num_queries(len(without) + 3):
        check_plan(work.plan)
