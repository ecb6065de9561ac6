"""A report is sent with one click; words that could not be sent are not lost."""

import pytest
from playwright.sync_api import expect

from assignments.models import Report
from assignments.services.agencies import add_member
from tests.factories.accounts import UserFactory
from tests.factories.reporting import ReportingPartyFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def party():
    return ReportingPartyFactory()


@pytest.fixture
def page(desk, party):
    user = UserFactory()
    add_member(agency=party.agency, user=user, is_head=False, by=None)
    page = desk.sign_in(user)
    page.goto(f"/bao-cao/{party.cycle_id}/{party.key}/")
    return page


def test_sent_with_one_click(page):
    page.get_by_role("button", name="Gửi", exact=True).click()

    expect(page.get_by_text("Đã gửi báo cáo tháng 02/2024")).to_be_visible()
    assert [report.number for report in Report.objects.all()] == [1]


def test_words_outlast_a_page_that_was_lost(page):
    address = page.url
    page.get_by_label("Khó khăn, vướng mắc").fill("Thiếu vốn đối ứng")
    page.goto("/bao-cao/")
    page.goto(address)

    expect(page.get_by_label("Khó khăn, vướng mắc")).to_have_value("Thiếu vốn đối ứng")
    expect(page.get_by_text("được giữ lại trong các ô dưới đây")).to_be_visible()
    assert not Report.objects.exists()

    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Đã gửi báo cáo tháng 02/2024")).to_be_visible()
    page.reload()
    expect(page.get_by_text("được giữ lại")).to_have_count(0)
    assert [report.difficulties for report in Report.objects.all()] == ["Thiếu vốn đối ứng"]
