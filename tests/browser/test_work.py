"""The office hands out work: twelve items to five agencies from the plan's own table."""

import pytest
from playwright.sync_api import expect

from assignments.models import WorkItem, WorkParty
from tests.assignments.work_world import make_work_world
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_accessibility import overflow, violations
from tests.factories.assignments import AgencyFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/ke-hoach/ke-hoach/cong-viec/"
LEADS = ("UBND huyện", "Phòng Nội vụ", "Phòng Tư pháp", "UBND các xã", "Phòng Y tế")
TABLE = (
    "STT\tNội dung\tChỉ đạo\tChủ trì\tPhối hợp\tThời gian\nI\tCông tác lập kế hoạch\n"
    + "".join(
        f"{month}\tViệc tháng {month}\tUBND huyện\t{LEADS[month % 5]}\t\tTháng {month}/2024\n"
        for month in range(1, 13)
    )
)


@pytest.fixture
def work(live_server):
    work = make_work_world()
    AgencyFactory(unit=work.world.district, name="Phòng Y tế")
    return work


@pytest.mark.parametrize(
    "viewport", [pytest.param(DESKTOP, id="1366"), pytest.param(PHONE, id="360")]
)
def test_twelve_items_to_five_agencies(desk, work, viewport):
    """A paste and two clicks."""
    page = desk.sign_in(work.office, viewport=viewport)
    page.goto(f"{PAGE}dan/")

    page.get_by_label("Bảng", exact=True).fill(TABLE)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("status")).to_contain_text("12 việc, 5 cơ quan nhận ra")
    assert violations(page) == []
    assert overflow(page) == []
    page.get_by_role("button", name="Lưu 12 việc").click()

    expect(page.get_by_role("status").first).to_contain_text("Đã thêm 12 việc.")
    assert WorkItem.objects.filter(reading="DATED").count() == 12
    leads = WorkParty.objects.filter(role=WorkParty.Role.LEAD)
    assert (leads.count(), leads.values("agency").distinct().count()) == (12, 5)


def test_a_timing_is_answered_where_it_is_asked_about(desk, work):
    work.item("Tập huấn", leading="Phòng Lạ", timing="Đầu tháng 9")
    page = desk.sign_in(work.office, viewport=PHONE)
    page.goto(PAGE)

    expect(page.get_by_text("chưa đọc được – nhập ngày")).to_be_visible()
    page.get_by_role("link", name="Cách hiểu").click()
    page.get_by_label("Hạn", exact=True).fill("05/09/2024")
    page.get_by_role("button", name="Lưu hạn").click()

    expect(page.get_by_text("hạn 05/09/2024")).to_be_visible()
    expect(page.get_by_text("do văn phòng nhập")).to_be_visible()
    assert violations(page) == []
    assert overflow(page) == []
