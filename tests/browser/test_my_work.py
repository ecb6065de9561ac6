"""Work as the head of a department does it: late items at once, one updated in three clicks."""

import io
import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assignments.models import WorkStep
from assignments.services.agencies import add_member
from communes.models import ReviewStep, StatusEntry
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.sheet import Sheet
from tests.factories.accounts import UserFactory
from tests.factories.assignments import (
    AgencyFactory,
    ResponsibilityFactory,
    WorkItemFactory,
    WorkPartyFactory,
    WorkSectionFactory,
    WorkTaskFactory,
)
from tests.factories.communes import CellFactory
from tests.factories.criteria import IndicatorFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATE = date(2024, 6, 28)


class Hand:
    """Counts the clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()


@pytest.fixture
def plan(world):
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="SIGNED")
    world.section = WorkSectionFactory(plan=plan)
    world.agency = AgencyFactory(unit=world.district, name="Phòng Nội vụ")
    world.head = person("phong-noi-vu", world.agency, is_head=True)
    return plan


def person(username, agency, *, is_head=False):
    user = UserFactory(username=username, full_name=username)
    add_member(agency=agency, user=user, is_head=is_head, by=None)
    return user


def task(world, agency, text, due_on=LATE):
    item = WorkItemFactory(section=world.section, text=text)
    WorkPartyFactory(item=item, agency=agency)
    return WorkTaskFactory(item=item, due_on=due_on)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1366", "360"])
def test_what_is_late_is_seen_at_once_and_one_is_updated_in_two_clicks(
    desk, world, plan, viewport, script
):
    task(world, world.agency, "Tập huấn cán bộ")
    task(world, world.agency, "Báo cáo năm", date(2099, 12, 31))
    hand = Hand(desk.sign_in(world.head, viewport=viewport, java_script_enabled=script))

    hand.page.goto("/")
    late = hand.page.get_by_role("region", name="Quá hạn 1 việc")
    expect(late.get_by_role("link", name="Tập huấn cán bộ")).to_be_visible()
    expect(late.get_by_text(re.compile(r"quá hạn \d+ ngày"))).to_be_visible()
    expect(late.get_by_role("link", name="Báo cáo năm")).to_have_count(0)
    assert hand.clicks == 0

    hand.click("link", "Tập huấn cán bộ")
    hand.click("button", "Báo xong")

    expect(hand.page.get_by_text("Đã báo xong, chờ văn phòng xác nhận.")).to_be_visible()
    assert hand.clicks <= 3
    assert WorkStep.objects.get().state == "WAITING"


def test_the_way_of_a_task_through_three_people(desk, world, plan):
    task(world, world.agency, "Tập huấn cán bộ")
    member = person("phong-noi-vu-2", world.agency)
    head, other, office = (Hand(desk.sign_in(user)) for user in (world.head, member, world.office))

    head.page.goto("/")
    head.click("link", "Tập huấn cán bộ")
    head.page.get_by_label("Người làm").select_option("phong-noi-vu-2")
    head.click("button", "Giao việc")

    other.page.goto("/")
    other.click("link", "Tập huấn cán bộ")
    other.page.get_by_label("Ghi chú").fill("Đã tổ chức ngày 20/6")
    other.click("button", "Báo xong")

    office.page.goto("/")
    expect(office.page.get_by_role("heading", name="Chờ bạn xác nhận 1 việc")).to_be_visible()
    office.click("link", "Tập huấn cán bộ")
    office.click("button", "Xác nhận xong")

    expect(office.page.get_by_role("button", name="Xác nhận xong")).to_have_count(0)
    expect(office.page.get_by_text("Đã tổ chức ngày 20/6")).to_be_visible()
    assert [step.state for step in WorkStep.objects.order_by("pk")] == ["WAITING", "DONE"]


def test_deadlines_of_many_are_moved_after_a_preview(desk, world, plan):
    first, second = (task(world, world.agency, text) for text in ("Việc một", "Việc hai"))
    page = desk.sign_in(world.office)
    page.goto("/viec/")

    page.get_by_role("checkbox", name="Chọn Việc một").check()
    page.get_by_label("hoặc cộng thêm (ngày làm việc)").fill("5")
    page.get_by_role("button", name="Xem trước: dời hạn").click()
    expect(page.get_by_role("row", name="Việc một")).to_contain_text("05/07/2024")
    page.get_by_label("Lý do").fill("Công văn 12")
    page.get_by_role("button", name="Ghi 1 việc").click()

    expect(page.get_by_text("Dời hạn: đã ghi 1 việc.")).to_be_visible()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_on, second.due_on) == (date(2024, 7, 5), LATE)


def test_an_agency_verifies_with_the_keys_of_the_board(desk, world, plan):
    indicator = IndicatorFactory(parent=world.criteria[0])
    ResponsibilityFactory(plan=plan, agency=world.agency, requirement=world.criteria[0])
    for commune in world.communes[:2]:
        row = PlanCommuneFactory(plan=plan, commune=commune)
        PlanTargetFactory(row=row, requirement=world.criteria[0])
    cell = CellFactory(commune=world.communes[0], requirement=indicator)
    ReviewStepFactory(entry=AssessmentFactory(cell=cell, recorded_by=world.officer))
    page = desk.sign_in(world.head)
    page.goto(f"/viec/co-quan/{world.agency.pk}/?ke-hoach={plan.code}&ngay=2024-01-01")
    sheet = Sheet(page)

    sheet.click(0)
    sheet.press("1", "0")

    expect(sheet.cell(1)).to_have_class("c c--saved")
    assert sheet.states == [["MET"], ["NOT_MET"]]
    page.wait_for_function("!document.querySelector('.c--saving')")
    said = StatusEntry.objects.filter(voice="AGENCY").order_by("cell__commune__code")
    assert [(entry.verdict, entry.recorded_by) for entry in said] == [
        ("MET", world.head),
        ("NOT_MET", world.head),
    ]
    assert ReviewStep.objects.order_by("-pk").first().step == "VERIFIED"


def test_the_leaders_screen_fits_and_is_one_sheet_of_paper(desk, world, plan):
    for number in range(24):
        agency = AgencyFactory(unit=world.district, name=f"Cơ quan có tên khá dài số {number}")
        task(world, agency, f"Việc {number}")
    for commune in world.communes:
        row = PlanCommuneFactory(plan=plan, commune=commune)
        PlanTargetFactory(row=row, requirement=world.criteria[0])
    page = desk.sign_in(world.leader)

    page.goto("/")

    last = page.get_by_role("row", name="Cộng")
    expect(last).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("6 xã có nguy cơ")).to_be_in_viewport()
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", landscape=True)))
    assert len(paper.pages) == 1
