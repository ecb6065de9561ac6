"""Measures with the keyboard alone, and all of it without script."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from assignments.models import Measure
from plans.models import PlanFinding
from tests.browser.conftest import PHONE
from tests.factories.findings import MeasureFactory, PlanFindingFactory, make_situation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(live_server):
    return make_situation()


def tab_to(page: Page, name: str) -> None:
    """Tab until the thing with that name has the focus, as a person without a mouse does."""
    wanted = "(name) => (document.activeElement.ariaLabel || document.activeElement.textContent)"
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in (page.evaluate(wanted) or "") and page.evaluate(
            "document.activeElement !== document.body"
        ):
            return
    pytest.fail(f"{name} is not reached with Tab")


def test_a_measure_is_added_with_the_keyboard_alone(desk, made):
    page = desk.sign_in(made.world.office)
    page.goto("/ke-hoach/mot-xa/")

    tab_to(page, "Thực trạng và giải pháp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thuc-trang/")
    tab_to(page, "Thêm giải pháp tiêu chí 2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thêm giải pháp")).to_be_visible()
    expect(page.get_by_label("Tiêu chí", exact=True)).to_have_value(str(made.world.criteria[1].pk))
    page.get_by_label("Tiêu chí", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Vận động mua thẻ bảo hiểm y tế")
    page.keyboard.press("Tab")
    page.keyboard.type("30/11/2024")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to(page, "Lưu")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã lưu giải pháp.")).to_be_attached()
    (measure,) = Measure.objects.all()
    assert (measure.requirement, measure.text, measure.due_on, list(measure.agencies.all())) == (
        made.world.criteria[1],
        "Vận động mua thẻ bảo hiểm y tế",
        date(2024, 11, 30),
        made.agencies[:1],
    )


def test_everything_works_without_script_on_a_phone(desk, made):
    PlanFindingFactory(row=made.row, requirement=made.sheet.roads, text="Đường đất")
    for text in ("Nộp hồ sơ", "Trình tỉnh"):
        MeasureFactory(row=made.row, text=text)
    page = desk.sign_in(made.world.office, java_script_enabled=False, viewport=PHONE)
    page.goto(f"{made.address}thuc-trang/")

    page.get_by_role("button", name="Chuyển lên trước: Trình tỉnh").click()
    page.get_by_role("link", name="Sửa giải pháp: Nộp hồ sơ").click()
    page.get_by_text("Bỏ giải pháp này khỏi kế hoạch").click()
    page.get_by_role("button", name="Bỏ giải pháp").click()
    page.get_by_text("Thêm thực trạng tiêu chí 1").click()
    page.get_by_role("link", name="1.1. Thu nhập").click()
    page.get_by_label("Thực trạng, như trong kế hoạch").fill("Thu nhập thấp")
    page.get_by_role("button", name="Lưu, sang chỉ tiêu 1.2").click()
    expect(page.get_by_label("Thực trạng, như trong kế hoạch")).to_have_value("Đường đất")

    assert list(Measure.objects.values_list("text", "position")) == [("Trình tỉnh", 1)]
    assert set(PlanFinding.objects.values_list("text", flat=True)) == {
        "Đường đất",
        "Thu nhập thấp",
    }
