"""Without script: the plain form on the commune's page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.sheet import log

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(desk, world):
    page = desk.sign_in(world.office, java_script_enabled=False, viewport=PHONE)
    page.goto(f"/xa/{world.communes[0].code}/")
    return page


def test_the_plain_form_saves(page, world):
    page.get_by_label("1. Tiêu chí số 1", exact=True).select_option(label="Đạt")
    page.get_by_label("19. Tiêu chí số 19").select_option(label="Chưa đạt")
    page.get_by_role("button", name="Lưu").click()

    code = world.communes[0].code
    assert log() == [(code, "1", "MET"), (code, "19", "NOT_MET")]
    expect(page.get_by_text("Đã lưu 2 tiêu chí.")).to_be_visible()
    expect(page.get_by_label("1. Tiêu chí số 1", exact=True)).to_have_value("MET")


def test_without_script_no_grid_is_promised(page):
    assert page.locator("[role=grid]").count() == 0
    assert page.get_by_role("button", name="Phím tắt").count() == 0
