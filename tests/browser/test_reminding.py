"""Copying the message for a Zalo group, and the address of a calendar."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.reminder_pages import fill_reminders
from tests.browser.test_accessibility import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALLOWED = ["clipboard-read", "clipboard-write"]


def test_one_click_copies_the_message(desk, world):
    agency = fill_reminders(world)
    page = desk.sign_in(world.office, permissions=ALLOWED)
    page.goto("/nhac-viec/")
    page.get_by_role("link", name=agency.name).click()

    page.get_by_role("button", name="Sao chép tin nhắn Zalo").click()

    expect(page.get_by_role("status")).to_have_text("Đã sao chép.")
    message = page.get_by_label("Lời nhắn").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == message
    assert message.startswith(f"NHẮC VIỆC – {agency.name}, ngày ")


def test_without_a_script_the_message_is_there_to_be_selected(desk, world):
    agency = fill_reminders(world)
    page = desk.sign_in(world.office, java_script_enabled=False)

    page.goto(f"/nhac-viec/?cho=co-quan-{agency.pk}")

    expect(page.get_by_label("Lời nhắn")).to_be_visible()
    expect(page.get_by_role("button", name="Sao chép tin nhắn Zalo")).to_be_hidden()


def test_the_address_of_the_calendar_is_copied_from_a_page_that_fits_a_phone(desk, world):
    page = desk.sign_in(world.officer, viewport=PHONE, permissions=ALLOWED)
    page.goto("/tai-khoan/nhac-viec/")
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = page.get_by_label("Địa chỉ lịch").input_value()
    assert (violations(page), overflow(page)) == ([], [])

    page.get_by_role("button", name="Sao chép địa chỉ").click()

    expect(page.get_by_text("Đã sao chép")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert address.endswith(".ics")
