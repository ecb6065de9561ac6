"""The whole way of an import in a browser, with a file as an office has it."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from communes.models import StatusEntry
from reports.models import ImportRun
from tests.browser.clicks import XLSX, Clicks
from tests.browser.conftest import PHONE
from tests.factories.imports import block, compared, copied
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def book(world: World, *, mark: str = "Đạt") -> dict[str, object]:
    """A letterhead, two rows of headings, a total, and a signature below."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "PL01"
    for row in (
        ["ỦY BAN NHÂN DÂN HUYỆN"],
        ["Độc lập - Tự do - Hạnh phúc"],
        [],
        ["TT", "Xã", "Tiêu chí"],
        ["", "", "TC1", "TC2", "TC3"],
    ):
        sheet.append(row)
    for merged in ("A4:A5", "B4:B5", "C4:E4"):
        sheet.merge_cells(merged)
    for number, commune in enumerate(world.communes[:3], start=1):
        sheet.append([number, commune.name, mark, mark, "Chưa đạt"])
    sheet.append(["", "Tổng cộng", 3, 3, 0])
    sheet.append([])
    sheet.append(["", "", "", "NGƯỜI LẬP BIỂU"])
    content = BytesIO()
    workbook.save(content)
    return {"name": "Biểu 01 – kết quả.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}


def first_import(clicks: Clicks, world: World) -> None:
    """A layout that nobody has seen yet, up to the receipt."""
    page = clicks.page
    clicks.choose_file(book(world))
    clicks.button("Đọc và xem trước")
    page.get_by_label("Ngày của số liệu").fill("01/01/2024")
    clicks.button("Tiếp tục")
    expect(page.get_by_label("Tiêu chí > TC1")).to_have_value("criterion:1")
    clicks.button("Xem trước")
    clicks.button("Ghi 3 dòng")


def test_a_known_layout_takes_five_clicks(desk, world):
    page = desk.sign_in(world.office)
    page.goto("/")
    clicks = Clicks(page)
    clicks.menu("Nhập liệu")
    first_import(clicks, world)
    expect(page.get_by_role("heading", name="Biên nhận")).to_be_visible()
    unknown, clicks.count = clicks.count, 0

    clicks.menu("Nhập liệu")
    clicks.choose_file(book(world, mark="Chưa đạt"))
    clicks.button("Đọc và xem trước")
    expect(page.get_by_role("link", name="đổi 6")).to_be_visible()
    expect(page.get_by_text("bỏ qua")).to_be_visible()
    clicks.button("Ghi 3 dòng")

    expect(page.get_by_role("status")).to_contain_text("Đã ghi lúc")
    assert (unknown <= 8, clicks.count <= 5) == (True, True)
    assert ImportRun.objects.written().count() == 2


def test_what_was_written_is_taken_back(desk, world):
    page = desk.sign_in(world.office)
    page.goto("/nhap-lieu/")
    first_import(Clicks(page), world)
    assert StatusEntry.objects.count() == 9

    page.get_by_role("button", name="Hoàn tác lần nhập này").click()

    expect(page.get_by_role("status")).to_contain_text("đã hoàn tác lúc")
    page.goto("/nhap-lieu/")
    expect(page.get_by_role("row", name="Biểu 01")).to_contain_text("đã hoàn tác")


def test_a_block_is_pasted_anywhere_on_the_page(desk, world):
    page = desk.sign_in(world.office)
    page.goto("/nhap-lieu/")
    text = block(("Xã", "Tiêu chí 1"), (world.communes[0].name, "Đạt"))
    page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          document.body.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )
    expect(page.get_by_label("Hoặc dán khối ô")).to_have_value(text)

    page.get_by_role("button", name="Đọc và xem trước").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Chọn trang và loại bảng")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khối dán")


def test_another_kind_shows_its_own_form(desk, world):
    page = desk.sign_in(world.office)
    page.goto("/nhap-lieu/")
    Clicks(page).choose_file(book(world))
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_label("Loại bảng")).to_be_visible()
    address = page.url

    page.get_by_label("Loại bảng").select_option("gia-tri")

    expect(page.get_by_label("Loại bảng")).to_have_value("gia-tri")
    assert page.url == address


def test_the_page_goes_on_by_itself_when_the_work_is_done(desk, world):
    ready = compared(
        world.office,
        block(("Xã", "Tiêu chí 1"), (world.communes[0].name, "Đạt")),
        unit=world.district,
        criteria_set=world.criteria_set,
    )
    working = copied(ready, "CHECKING")
    page = desk.sign_in(world.office)
    page.goto(f"/nhap-lieu/{working.uuid}/")
    expect(page.get_by_text("Đang đối chiếu")).to_be_visible()

    ImportRun.objects.filter(pk=working.pk).update(state="READY")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem trước")


def test_without_script_on_a_phone(desk, world):
    page = desk.sign_in(world.office, java_script_enabled=False, viewport=PHONE)
    page.goto("/nhap-lieu/")

    first_import(Clicks(page), world)

    expect(page.get_by_role("heading", name="Biên nhận")).to_be_visible()
    assert StatusEntry.objects.count() == 9


def test_a_working_import_without_script_is_looked_at_by_a_link(desk, world):
    ready = compared(
        world.office,
        block(("Xã", "Tiêu chí 1"), (world.communes[0].name, "Đạt")),
        unit=world.district,
        criteria_set=world.criteria_set,
    )
    working = copied(ready, "WRITING")
    page = desk.sign_in(world.office, java_script_enabled=False)
    page.goto(f"/nhap-lieu/{working.uuid}/")
    ImportRun.objects.filter(pk=working.pk).update(
        state="DONE", year=3, number=1, done_at=working.beat_at
    )

    page.get_by_role("link", name="Xem đến đâu rồi").click()

    expect(page.get_by_role("heading", name="Biên nhận")).to_be_visible()
