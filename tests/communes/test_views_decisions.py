"""The pages of decisions that were entered: the list, one of them, the taking back."""

import re
from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from communes.models import DecisionEntry, DecisionWithdrawal
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.decisions import FIRST_DAY, decide, new_level
from tests.factories.sheet import SheetWorld, make_sheet_world

pytestmark = pytest.mark.django_db
LIST = "/bo-tieu-chi/quyet-dinh/"
LIST_QUERIES, DETAIL_QUERIES = 6, 6
OTHERS = ["leader", "reader", "officer", "neighbour", "stranger"]


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


def said(response) -> list[str]:
    found = re.findall(r'class="alert[^>]*>(.*?)</p>', response.text, re.DOTALL)
    return [" ".join(strip_tags(one).split()) for one in found]


# The list and one decision


def test_the_list_says_who_when_and_how_many(client, sheet):
    decide(
        sheet.world.province,
        new_level(sheet.roads, 60),
        new_level(sheet.income, 40),
        by=sheet.world.province_office,
    )
    client.force_login(sheet.world.officer)

    response = client.get(LIST)

    (entry,) = response.context["entries"]
    assert entry.threshold_count == 2
    text = " ".join(strip_tags(response.text).split())
    assert "15/QĐ-UBND ngày 05/02/2024" in text
    assert "Văn phòng tỉnh" in text
    assert "01/03/2024" in text


@pytest.mark.parametrize(("who", "is_offered"), [("office", True), ("reader", False)])
def test_entering_is_offered_to_the_office(client, sheet, who, is_offered):
    client.force_login(getattr(sheet.world, who))

    assert ("Nhập quyết định" in client.get(LIST).text) is is_offered


def test_a_stranger_sees_no_decision_of_others(client, sheet):
    entry = decide(sheet.world.province, new_level(sheet.roads, 60))
    client.force_login(sheet.world.stranger)

    assert list(client.get(LIST).context["entries"]) == []
    assert client.get(f"{LIST}{entry.pk}/").status_code == 404


def test_the_list_can_be_that_of_one_set(client, sheet):
    decide(sheet.world.province, new_level(sheet.roads, 60))
    CriteriaSetFactory(code="BO-KHAC")
    client.force_login(sheet.world.office)

    found = [
        len(client.get(f"{LIST}?bo={code}").context["entries"]) for code in ("BO-THU", "BO-KHAC")
    ]

    assert found == [1, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client, sheet, count, django_assert_num_queries
):
    for number in range(count):
        decide(sheet.world.province, new_level(sheet.roads, 60), decision_no=f"{number}/QĐ-UBND")
    client.force_login(sheet.world.office)

    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(LIST)

    assert len(response.context["entries"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_decision_costs_the_same_whatever_its_levels(
    client, sheet, count, django_assert_num_queries
):
    indicators = [sheet.roads, sheet.income, sheet.homes][:count]
    entry = decide(sheet.world.province, *(new_level(one, 40) for one in indicators))
    client.force_login(sheet.world.office)

    with django_assert_num_queries(DETAIL_QUERIES):
        response = client.get(f"{LIST}{entry.pk}/")

    assert len(response.context["lines"]) == count


# Taking back


def withdraw(client, sheet: SheetWorld, entry: DecisionEntry, user=None, reason="nhầm số"):
    client.force_login(user or sheet.world.office)
    return client.post(f"{LIST}{entry.pk}/rut/", {"reason": reason})


def test_the_office_takes_its_decision_back(client, sheet):
    entry = decide(sheet.world.district, new_level(sheet.roads, 60))

    response = withdraw(client, sheet, entry)

    assert (response.status_code, response.url) == (302, f"{LIST}{entry.pk}/")
    shown = client.get(response.url)
    assert said(shown)[0] == "Đã rút quyết định 15/QĐ-UBND ngày 05/02/2024."
    assert "nhầm số" in said(shown)[1]
    assert not shown.context["may_withdraw"]


def test_a_refusal_is_said_above_the_form(client, sheet):
    entry = decide(sheet.world.district, new_level(sheet.income, 40))
    sheet.entry(
        sheet.income,
        "MET",
        value=45,
        threshold=entry.decision.thresholds.get(),
        observed_on=FIRST_DAY + timedelta(days=1),
    )

    response = withdraw(client, sheet, entry)

    assert response.status_code == 422
    assert said(response)[0].startswith("1 kết quả đang dựa vào quyết định này")
    assert not DecisionWithdrawal.objects.exists()


def test_without_a_reason_nothing_is_taken_back(client, sheet):
    entry = decide(sheet.world.district, new_level(sheet.roads, 60))

    assert withdraw(client, sheet, entry, reason=" ").status_code == 422
    assert not DecisionWithdrawal.objects.exists()


@pytest.mark.parametrize("who", ["office", *OTHERS])
def test_others_do_not_take_the_provinces_decision_back(client, sheet, who):
    entry = decide(sheet.world.province, new_level(sheet.roads, 60))

    assert withdraw(client, sheet, entry, user=getattr(sheet.world, who)).status_code == 404
    assert not DecisionWithdrawal.objects.exists()


# The way there


def test_the_pages_of_the_sets_lead_there(client, sheet):
    client.force_login(sheet.world.office)

    code = sheet.world.criteria_set.code
    assert f'href="{LIST}"' in client.get("/bo-tieu-chi/").text
    assert f'href="{LIST}?bo={code}"' in client.get(f"/bo-tieu-chi/{code}/").text
