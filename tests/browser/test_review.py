"""A commune's own word on its way to an official result, without script."""

import pytest
from playwright.sync_api import Page, expect

from assignments.services.agencies import add_member
from communes.models import StatusEntry
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agency(world):
    user = UserFactory(full_name="Phòng Nội vụ")
    add_member(agency=AgencyFactory(unit=world.district), user=user, is_head=True, by=world.office)
    return user


def enter(page: Page, code: str, word: str) -> None:
    page.goto(f"/xa/{code}/")
    page.get_by_label("1. Tiêu chí số 1", exact=True).select_option(label=word)
    page.get_by_role("button", name="Lưu").click()


def take(page: Page, code: str, button: str, note: str = "") -> None:
    page.goto(f"/xa/{code}/")
    page.get_by_role("link", name="Thẩm tra").click()
    page.get_by_role("checkbox", name="Chọn tiêu chí 1").check()
    if note:
        page.get_by_label("Ghi chú").fill(note)
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1366", "360"])
def test_the_whole_way(desk, world, agency, viewport):
    def sit(user) -> Page:
        return desk.sign_in(user, java_script_enabled=False, viewport=viewport)

    commune, office, phong = sit(world.officer), sit(world.office), sit(agency)
    code = world.communes[0].code

    enter(commune, code, "Chưa đạt")
    take(commune, code, "Nộp")
    expect(commune.get_by_text("Đã nộp 1 dòng.")).to_be_visible()

    take(phong, code, "Trả lại", note="Thiếu biên bản nghiệm thu")
    expect(phong.get_by_text("Đã trả lại 1 dòng.")).to_be_visible()

    commune.reload()
    expect(commune.get_by_text("“Thiếu biên bản nghiệm thu”")).to_be_visible()
    enter(commune, code, "Đạt")
    take(commune, code, "Nộp")

    take(phong, code, "Thẩm tra")
    expect(phong.get_by_text("Đã thẩm tra 1 dòng.")).to_be_visible()

    take(office, code, "Văn phòng xác nhận")
    expect(office.get_by_text("Đã xác nhận 1 dòng.")).to_be_visible()

    office.goto("/bang-tieu-chi/")
    cell = office.locator("table.board tbody tr").first.locator("td.c").first
    expect(cell).to_have_text("Đ")
    rows = StatusEntry.objects.order_by("pk").values_list("voice", "verdict")
    assert list(rows) == [
        ("SELF", "NOT_MET"),
        ("SELF", "MET"),
        ("AGENCY", "MET"),
        ("OFFICE", "MET"),
    ]


def test_the_office_writes_for_the_commune_in_the_grid(open_commune, world):
    sheet = open_commune()

    sheet.page.get_by_role("link", name="Nhập hộ phần xã tự đánh giá").click()
    sheet.click(0)
    sheet.press("1")
    sheet.wait_saved()

    entry = StatusEntry.objects.get()
    assert (entry.voice, entry.on_behalf, entry.recorded_by) == ("SELF", True, world.office)
    sheet.page.reload()
    expect(sheet.page.get_by_text("nhập hộ", exact=True)).to_be_visible()
