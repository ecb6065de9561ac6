"""Handing in evidence, without script and on a phone as well."""

from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from communes.models import Evidence
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories.files import HTML, PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = {"name": "Biên bản.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1366", "360"])
def page(request, desk, world):
    address = f"/xa/{world.communes[0].code}/minh-chung/"
    desk.refusals.add(address)
    page = desk.sign_in(world.office, java_script_enabled=False, viewport=request.param)
    page.goto(address)
    return page


def hand_in(page, file: dict, **words: str) -> None:
    page.get_by_role("link", name="Thêm cho tiêu chí 2", exact=True).click()
    page.get_by_label("Tệp", exact=True).set_input_files(file)
    for label, text in words.items():
        page.get_by_label(label.replace("_", " ")).fill(text)
    page.get_by_role("button", name="Lưu minh chứng").click()


def test_a_file_goes_in_and_comes_out_again(page):
    hand_in(page, FILE, Trang="tr. 3", Câu_trích="Phê duyệt")

    expect(page.get_by_text("Đã lưu minh chứng.")).to_be_visible()
    made = Evidence.objects.get()
    assert (made.cell.requirement.code, made.title, made.quote) == ("2", "Biên bản", "Phê duyệt")
    with page.expect_download() as download:
        page.get_by_role("link", name="Biên bản", exact=True).click()
    assert download.value.suggested_filename == "Biên bản.pdf"
    assert download.value.path().read_bytes() == PDF
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải hồ sơ (ZIP)").click()
    assert ZipFile(download.value.path()).namelist() == [
        "00 Mục lục.xlsx",
        "02 Tiêu chí số 2/01 Biên bản.pdf",
    ]


def test_a_refusal_keeps_what_was_typed(page):
    hand_in(page, FILE | {"buffer": HTML}, Trang="tr. 3")

    expect(page.get_by_role("alert")).to_contain_text("thật ra là trang web (HTML)")
    expect(page.get_by_label("Trang")).to_have_value("tr. 3")
    expect(page.get_by_label("Nộp cho")).to_have_value(
        page.locator("option:checked[value^=yc]").get_attribute("value")
    )
    assert Evidence.objects.count() == 0


def test_evidence_is_taken_away_with_a_reason(page):
    hand_in(page, FILE)
    page.get_by_text("Bỏ Biên bản").click()
    page.get_by_label("Lý do").fill("nộp nhầm")
    page.get_by_role("button", name="Bỏ minh chứng").click()

    expect(page.get_by_text("Đã bỏ minh chứng “Biên bản”.")).to_be_visible()
    assert Evidence.objects.standing().count() == 0
