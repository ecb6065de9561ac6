"""The sheet's form of a browser without script: saves, refuses, and forgets nothing."""

import re

import pytest
from django.utils.html import strip_tags

from communes.models import StatusEntry
from tests.factories.sheet import SheetWorld, fill_sheet, make_sheet_world
from tests.factories.world import DAY

pytestmark = pytest.mark.django_db
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


@pytest.fixture
def filled(sheet) -> SheetWorld:
    fill_sheet(sheet)
    return sheet


def url(sheet: SheetWorld) -> str:
    return f"/xa/{sheet.commune.code}/chi-tieu/{QUERY}"


def opened(client, sheet: SheetWorld, who: str = "office"):
    client.force_login(getattr(sheet.world, who))
    return client.get(url(sheet))


def standing(client, sheet: SheetWorld) -> dict[str, str]:
    """Indicator -> what its cell says now."""
    blocks = client.get(url(sheet)).context["blocks"]
    return {line.requirement.name: line.state for block in blocks for line in block.lines}


def boxes(sheet: SheetWorld, response, **typed: str) -> dict[str, str]:
    """What the form of a page sends: everything as it stands, and what was typed."""
    inputs = r'<input [^>]*name="((?:said|was|seen)-\d+)"[^>]* value="([^"]*)"'
    selects = r'<select [^>]*name="(said-\d+)">.*?<option value="(\w+)" selected>'
    sent = dict(re.findall(inputs, response.text) + re.findall(selects, response.text))
    assert len(sent) == 3 * len(sheet.indicators)
    return sent | {f"said-{getattr(sheet, name).pk}": text for name, text in typed.items()}


def post(client, sheet: SheetWorld, who: str = "office", **typed: str):
    page = opened(client, sheet, who)
    return client.post(url(sheet), boxes(sheet, page, **typed))


def shown(sheet: SheetWorld, response) -> dict[str, str]:
    """Indicator -> what its box of the plain form holds."""
    held = boxes(sheet, response)
    return {node.name: held[f"said-{node.pk}"] for node in sheet.indicators}


def test_the_form_saves_what_was_changed_and_says_how_many(client, filled):
    count = StatusEntry.objects.count()

    response = post(client, filled, income="50", electric="NOT_MET", water="")

    assert (response.status_code, response.url) == (302, url(filled))
    assert StatusEntry.objects.count() == count + 3
    assert "Đã lưu 3 chỉ tiêu." in client.get(response.url).text
    found = standing(client, filled)
    assert [found[name] for name in ("Thu nhập", "Hệ thống điện", "Nước sạch", "Hộ nghèo")] == [
        "50",
        "NOT_MET",
        "",
        "8,5 C",
    ]


def test_the_form_of_commune_staff_speaks_for_the_commune(client, sheet):
    post(client, sheet, "officer", income="50")

    entry = StatusEntry.objects.get()
    assert (entry.voice, entry.recorded_by, entry.said_text, entry.verdict) == (
        "SELF",
        sheet.world.officer,
        "50",
        "MET",
    )


def test_a_form_in_which_nothing_was_changed_stores_nothing(client, filled):
    count = StatusEntry.objects.count()

    response = post(client, filled)

    assert "Không có ô nào thay đổi." in client.get(response.url).text
    assert StatusEntry.objects.count() == count


def test_a_bad_figure_is_refused_and_all_that_was_typed_stays(client, filled):
    count = StatusEntry.objects.count()

    response = post(client, filled, income="50", roads="1.234")

    assert response.status_code == 422
    assert (
        f"{filled.commune.full_name}, chỉ tiêu 1.2: ‘1.234’ đọc được hai cách. Viết 1234 nếu là "
        "hàng nghìn, 1,2340 nếu là số thập phân. Chưa lưu ô nào." in response.text
    )
    assert StatusEntry.objects.count() == count
    kept = shown(filled, response)
    assert (kept["Thu nhập"], kept["Đường trục xã"], kept["Hộ nghèo"]) == ("50", "1.234", "8,5 C")


def test_a_refused_form_can_be_mended_and_saved(client, filled):
    refused = post(client, filled, income="50", roads="1.234")

    mended = boxes(filled, refused, roads="90 Đ")
    response = client.post(url(filled), mended)

    found = standing(client, filled)
    assert response.status_code == 302
    assert (found["Thu nhập"], found["Đường trục xã"]) == ("50", "90 Đ")


def test_a_refused_form_forgets_nothing_of_what_the_person_saw(client, filled):
    """What changed meanwhile was not told: the next try is the conflict."""
    page = opened(client, filled)
    filled.entry(filled.income, "MET", value="51.5")
    refused = client.post(url(filled), boxes(filled, page, income="49,5", roads="1.234"))

    again = client.post(url(filled), boxes(filled, refused, roads="90"))

    assert (refused.status_code, again.status_code) == (422, 409)
    assert standing(client, filled)["Thu nhập"] == "51,5 Đ"


def test_a_conflict_answers_409_with_both_figures_and_keeps_what_was_typed(client, filled):
    page = opened(client, filled)
    theirs = filled.entry(
        filled.income, "MET", value="51.5", threshold=filled.income.thresholds.get()
    )
    count = StatusEntry.objects.count()

    response = client.post(url(filled), boxes(filled, page, income="49,5"))

    said = " ".join(strip_tags(response.text).split())
    assert response.status_code == 409
    assert (
        f"{filled.commune.full_name}, chỉ tiêu 1.1: {theirs.recorded_by} vừa đổi thành 51,5 lúc "
        in said
    )
    assert "; bạn định ghi 49,5. Chưa lưu ô nào." in said
    assert StatusEntry.objects.count() == count
    assert shown(filled, response)["Thu nhập"] == "49,5"


def test_after_a_conflict_a_cell_that_was_not_touched_says_what_now_stands(client, filled):
    """Sent again, the page must not take back what the other person wrote elsewhere."""
    page = opened(client, filled)
    filled.entry(filled.income, "MET", value="51.5")
    filled.entry(filled.poor, "MET", value="3.5")

    conflict = client.post(url(filled), boxes(filled, page, income="49,5"))
    client.post(url(filled), boxes(filled, conflict))

    found = standing(client, filled)
    assert (found["Thu nhập"], found["Hộ nghèo"]) == ("49,5", "3,5 Đ")


@pytest.mark.parametrize("who", ["leader", "reader", "neighbour", "stranger"])
def test_a_form_of_somebody_who_may_not_write_is_404(client, sheet, who):
    page = opened(client, sheet)
    client.force_login(getattr(sheet.world, who))

    response = client.post(url(sheet), boxes(sheet, page, income="50"))

    assert (response.status_code, StatusEntry.objects.count()) == (404, 0)
