"""The office carries an edition over and takes it back, without a script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from communes.models import StatusEntry
from tests.browser.conftest import PHONE
from tests.factories.communes import SetAdoptionFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.passing import EditionMappingFactory, MappingLineFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_preview_confirm_and_undo(desk, world):
    new_set = CriteriaSetFactory(code="BO-MOI", effective_from=date(2024, 1, 1))
    SetAdoptionFactory(unit=world.province, criteria_set=new_set)
    CriterionFactory(criteria_set=new_set)
    mapping = EditionMappingFactory(old_set=world.criteria_set, new_set=new_set)
    MappingLineFactory(mapping=mapping)
    cell = world.communes[0].cells.create(requirement=world.criteria[0])
    old = StatusEntry.objects.create(
        cell=cell,
        verdict="MET",
        observed_on=date(2024, 1, 1),
        recorded_by=world.office,
        voice="OFFICE",
    )
    page = desk.sign_in(world.office, viewport=PHONE, java_script_enabled=False)

    page.goto("/bo-tieu-chi/")
    page.get_by_role("link", name="Chuyển số liệu từ bộ cũ sang bộ mới").click()
    page.get_by_label("Ghi cho ngày").fill("01/03/2024")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("1 đạt (từ 1 đạt)")).to_be_visible()
    page.get_by_role("button", name="Ghi 1 ô").click()
    expect(page.get_by_role("status").first).to_have_text(
        "Đã ghi 1 ô. Dòng cũ giữ nguyên; có thể hoàn tác ở dưới."
    )
    page.get_by_role("button", name="Hoàn tác").click()

    expect(page.get_by_role("status").first).to_have_text("Đã hoàn tác: rút 1 ô.")
    states = list(StatusEntry.objects.order_by("pk").values_list("verdict", flat=True))
    assert states == ["MET", "MET", "NO_DATA"]
    assert StatusEntry.objects.order_by("pk").first() == old
