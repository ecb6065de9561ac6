"""Paper: totals once, the filters that made the page, no buttons."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOOT = "getComputedStyle(document.querySelector('tfoot')).display"
FILTERS = "<p data-print-filters>Thuộc: huyện Lộc Bình</p>"


def test_totals_are_printed_once(open_board):
    page = open_board().page

    page.emulate_media(media="print")

    assert page.evaluate(FOOT) == "table-row-group"


def test_filters_are_printed_and_not_shown(open_board):
    page = open_board().page
    page.evaluate(f"document.querySelector('main').insertAdjacentHTML('afterbegin', '{FILTERS}')")
    filters = page.locator("[data-print-filters]")
    expect(filters).to_be_hidden()

    page.emulate_media(media="print")

    expect(filters).to_be_visible()
    expect(page.get_by_role("button", name="Phím tắt")).to_be_hidden()
