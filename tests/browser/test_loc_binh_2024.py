"""The main job, end to end: from an empty plan year to the signed Phụ lục 02 of Lộc Bình."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page, expect

from communes.models import AdministrativeUnit, StatusEntry
from criteria.models import CriteriaSet
from plans.models import PlanTarget
from tests.browser.sheet import Sheet
from tests.factories.communes import SetAdoptionFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.factories.world import person
from tests.reports.loc_binh_2024 import COLUMNS, COMMUNES, ROWS, TITLE, numbers

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DAY = date(2024, 1, 1)
SET = "NTM-2021-2025"
# The plan's spelling of three communes, as their official names.
OFFICIAL = {"Xã Sần Viên": "Xã Sàn Viên"}
NUMBERS = [str(number) for number in range(1, 20)]


@pytest.fixture
def office(live_server):
    """The district as it was that day, with an empty plan: communes, no figure, no promise."""
    fixtures = settings.BASE_DIR / "fixtures"
    call_command("load_criteria_set", fixtures / "criteria" / "ntm-2021-2025.yaml", verbosity=0)
    call_command("load_units", fixtures / "units" / "lang-son.yaml", verbosity=0)
    criteria_set = CriteriaSet.objects.get(code=SET)
    units = AdministrativeUnit.objects.existing_on(DAY)
    district = units.get(code="188")
    SetAdoptionFactory(unit=district.parent, criteria_set=criteria_set)
    plan = PlanFactory(
        code="loc-binh-2024",
        unit=district,
        number="72/KH-UBND",
        criteria_set=criteria_set,
        status="DRAFT",
        heading="AS_SIGNED",
    )
    names = {unit.full_name: unit for unit in units.filter(parent=district)}
    for _, name, *_ in COMMUNES:
        PlanCommuneFactory(plan=plan, commune=names[OFFICIAL.get(name, name)], printed_name=name)
    return person("Văn phòng huyện", district, "OFFICE")


def by_board_order(page: Page) -> list[tuple]:
    """The signed rows in the order in which the board lists the communes."""
    signed = {OFFICIAL.get(row[1], row[1]).removeprefix("Xã "): row for row in COMMUNES}
    return [signed[name] for name in page.locator("tbody th a").all_inner_texts()]


def enter_statuses(page: Page) -> None:
    """All communes but the last as one block from Excel; the last one by keys."""
    page.goto(f"/bang-tieu-chi/?ngay={DAY.isoformat()}&bo={SET}")
    sheet = Sheet(page)
    *pasted, typed = by_board_order(page)
    block = "\r\n".join(
        "\t".join("x" if number in numbers(row[3]) else "" for number in NUMBERS) for row in pasted
    )
    sheet.click(0, 0)
    sheet.paste(block)
    sheet.wait_saved()
    sheet.click(len(pasted), 0)
    for number in NUMBERS:
        sheet.press("1" if number in numbers(typed[3]) else "ArrowRight")
    sheet.wait_saved()
    expect(page.locator("tfoot [data-count-all]")).to_have_text(["246", "246"])
    expect(page.locator("tfoot [data-average]")).to_have_text("12,95")


def enter_targets(page: Page) -> None:
    page.goto("/ke-hoach/loc-binh-2024/")
    sheet = Sheet(page)
    for index, row in enumerate(COMMUNES):
        for number in numbers(row[5]):
            sheet.click(index, int(number) - 1)
            sheet.press("1")
    sheet.wait_saved()
    expect(page.locator("tfoot [data-count-all='TARGET']")).to_have_text("27")
    expect(page.locator("tfoot [data-count-all='MET TARGET']")).to_have_text("273")
    expect(page.locator("tfoot [data-average]")).to_have_text("14,37")


def enter_goals(page: Page) -> None:
    for index, row in enumerate(COMMUNES):
        if numbers(row[5]):
            continue
        action, tier = row[5].split(" xã ")
        page.goto("/ke-hoach/loc-binh-2024/")
        page.locator("tbody tr").nth(index).locator(".board__goal a").click()
        page.get_by_label(f"Xã {tier}", exact=True).select_option(action)
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text(f"Đã lưu {row[1]}.")).to_be_visible()


def test_from_an_empty_year_to_the_signed_appendix(desk, office):
    page = desk.sign_in(office)

    enter_statuses(page)
    enter_targets(page)
    enter_goals(page)

    assert StatusEntry.objects.filter(verdict="MET").count() == StatusEntry.objects.count() == 246
    assert PlanTarget.objects.count() == 27
    page.goto("/ke-hoach/loc-binh-2024/")
    page.get_by_role("link", name="Phụ lục 02", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    printed = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (printed["title"], tuple(printed["columns"])) == (TITLE, COLUMNS)
    assert tuple(tuple(row["cells"]) for row in printed["rows"]) == ROWS
    assert [row["kind"] for row in printed["rows"]] == ["row"] * 19 + ["total"] * 2
