"""The review of a commune: what is shown, what the buttons do, and what is answered."""

import re

import pytest
from django.utils.html import strip_tags

from assignments.services.agencies import add_member
from communes.models import ReviewStep, StatusEntry
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.plans import PlanFactory
from tests.factories.reviews import AssessmentFactory, ReviewStepFactory
from tests.factories.world import DAY, World, make_world
from tests.pages import seen

pytestmark = pytest.mark.django_db
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"


@pytest.fixture
def world() -> World:
    world = make_world()
    world.agency = UserFactory(full_name="Phòng Nội vụ")
    add_member(
        agency=AgencyFactory(unit=world.district), user=world.agency, is_head=True, by=world.office
    )
    return world


def url(world: World, commune: int = 0, more: str = "") -> str:
    return f"/xa/{world.communes[commune].code}/tham-tra/{QUERY}{more}"


def assess(world: World, number: int = 0, verdict: str = "MET", **more) -> StatusEntry:
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[number])
    return AssessmentFactory(cell=cell, verdict=verdict, **{"recorded_by": world.officer} | more)


def form_of(client, world: World, user, **fields) -> dict:
    """The form as the page shows it to that person, with `fields`."""
    client.force_login(user)
    text = client.get(url(world)).text
    versions = dict(re.findall(r'name="(seen-\d+)" value="([\d-]+)"', text))
    return versions | fields


def words(text: str) -> str:
    return " ".join(strip_tags(text).split())


def stored() -> tuple[int, int]:
    return StatusEntry.objects.count(), ReviewStep.objects.count()


def test_the_three_voices_stand_side_by_side(client, world):
    entry = assess(world, note="theo biên bản", on_behalf=True)
    StatusEntryFactory(cell=entry.cell, voice="AGENCY", verdict="NOT_MET", recorded_by=world.agency)
    StatusEntryFactory(cell=entry.cell, verdict="NOT_APPLICABLE", recorded_by=world.office)
    ReviewStepFactory(entry=entry, step="RETURNED", note="thiếu chữ ký", by=world.agency)
    client.force_login(world.reader)

    row = re.search("<tbody>(.*)</tbody>", client.get(url(world)).text, re.DOTALL)[1]

    found = re.findall(r'<td data-head="(.*?)">(.*?)</td>', row, re.DOTALL)
    step = ReviewStep.objects.get()
    assert [(head, words(cell)) for head, cell in found][:3] == [
        ("Xã tự đánh giá", "Đạt nhập hộ Cán bộ xã, 01/01/2024: theo biên bản"),
        ("Cơ quan thẩm tra", "Chưa đạt Phòng Nội vụ, 01/01/2024"),
        ("Văn phòng", "Không áp dụng Văn phòng huyện, 01/01/2024"),
    ]
    assert words(found[3][1]).startswith("Trả lại Phòng Nội vụ, ")
    assert words(found[3][1]).endswith(f"/{step.at.year} “thiếu chữ ký”")


def test_figures_are_shown_in_words(client, world):
    indicator = IndicatorFactory(parent=world.criteria[0])
    cell = CellFactory(commune=world.communes[0], requirement=indicator)
    AssessmentFactory(cell=cell, numerator=14, denominator="15.7")
    client.force_login(world.reader)

    assert "Đạt 14/15,7 = 89,17%" in words(client.get(url(world)).text)


BUTTONS = [
    pytest.param("officer", [("SUBMITTED", "Nộp 1")], id="commune"),
    pytest.param("neighbour", None, id="other-commune"),
    pytest.param("agency", [("RETURNED", "Trả lại 2"), ("VERIFIED", "Thẩm tra: đồng ý với xã 1")]),
    pytest.param(
        "office",
        [
            ("SUBMITTED", "Nộp 1"),
            ("RETURNED", "Trả lại 2"),
            ("VERIFIED", "Thẩm tra: đồng ý với xã 1"),
            ("CONFIRMED", "Văn phòng xác nhận 1"),
        ],
        id="office",
    ),
    pytest.param("leader", [], id="leader"),
    pytest.param("reader", [], id="reader"),
]


@pytest.mark.parametrize(("who", "expected"), BUTTONS)
def test_everybody_sees_the_buttons_that_do_something(client, world, who, expected):
    assess(world)
    ReviewStepFactory(entry=assess(world, 1))
    ReviewStepFactory(entry=assess(world, 2), step="VERIFIED")
    client.force_login(getattr(world, who))

    response = client.get(url(world))

    if expected is None:
        assert response.status_code == 404
        return
    found = re.findall(r'name="step" value="(\w+)">(.*?)</button>', response.text)
    assert [(step, words(text)) for step, text in found] == expected


def test_a_person_is_told_which_lines_are_his_own(client, world):
    ReviewStepFactory(entry=assess(world, recorded_by=world.office))
    ReviewStepFactory(entry=assess(world, 1))
    client.force_login(world.office)

    text = client.get(url(world)).text

    assert text.count("bạn đã ghi hoặc nộp dòng này") == 1


def test_the_ticked_lines_are_submitted(client, world):
    first, second = assess(world), assess(world, 1)
    fields = form_of(
        client, world, world.officer, step="SUBMITTED", row=[first.cell.requirement_id]
    )

    response = client.post(url(world), fields)

    assert (response.status_code, response.url) == (302, url(world))
    assert [step.entry for step in ReviewStep.objects.all()] == [first]
    assert "Đã nộp 1 dòng." in client.get(response.url).text
    assert second.review_steps.count() == 0


def test_every_line_that_is_open_is_verified_at_once(client, world):
    ReviewStepFactory(entry=assess(world), by=world.officer)
    ReviewStepFactory(entry=assess(world, 1, "NOT_MET"), by=world.officer)
    assess(world, 2)
    fields = form_of(client, world, world.agency, step="VERIFIED", all="1")

    response = client.post(url(world), fields)

    assert response.status_code == 302
    rows = StatusEntry.objects.official().order_by("pk").values_list("verdict", "voice")
    assert list(rows) == [("MET", "AGENCY"), ("NOT_MET", "AGENCY")]


def test_every_line_means_those_that_the_page_showed(client, world):
    first, second = assess(world), assess(world, 1)
    fields = form_of(client, world, world.officer, step="SUBMITTED", all="1")
    del fields[f"seen-{second.cell.requirement_id}"]

    client.post(url(world), fields)

    assert [step.entry for step in ReviewStep.objects.all()] == [first]


def test_who_was_slower_is_told_who_and_when(client, world):
    entry = assess(world)
    ReviewStepFactory(entry=entry)
    row = entry.cell.requirement_id
    fields = form_of(client, world, world.agency, step="RETURNED", row=[row], note="thiếu ảnh")
    ReviewStepFactory(entry=entry, step="VERIFIED", by=world.office)
    before = stored()

    response = client.post(url(world), fields)

    said = words(re.search('role="alert">(.*?)</p>', response.text)[1])
    assert response.status_code == 409
    assert re.fullmatch(
        r"Tiêu chí 1: Văn phòng huyện vừa đổi thành ‘đã thẩm tra’ lúc "
        r"\d\d:\d\d \d\d/\d\d/\d{4}\. Chưa ghi dòng nào\.",
        said,
    )
    assert 'value="thiếu ảnh"' in response.text
    assert f'value="{row}" aria-label="Chọn tiêu chí 1" checked' in response.text
    assert stored() == before


def test_a_newer_word_of_the_commune_is_told_as_well(client, world):
    entry = assess(world)
    ReviewStepFactory(entry=entry)
    fields = form_of(client, world, world.agency, step="VERIFIED", row=[entry.cell.requirement_id])
    AssessmentFactory(cell=entry.cell, verdict="NOT_MET", recorded_by=world.officer)

    response = client.post(url(world), fields)

    assert response.status_code == 409
    assert "Tiêu chí 1: Cán bộ xã vừa ghi Chưa đạt (xã tự đánh giá) lúc " in response.text
    assert StatusEntry.objects.official().count() == 0


def test_a_refusal_keeps_what_was_typed_and_stores_nothing(client, world):
    entry = assess(world)
    ReviewStepFactory(entry=entry)
    fields = form_of(client, world, world.agency, step="RETURNED", row=[entry.cell.requirement_id])
    before = stored()

    response = client.post(url(world), fields)

    assert response.status_code == 422
    assert "Trả lại thì phải ghi lý do. Viết điều xã cần sửa vào ô ghi chú." in response.text
    assert stored() == before


BAD = {
    "no-button": ({"step": ""}, 400, "Nút bấm không đọc được"),
    "unknown-button": ({"step": "DELETED"}, 400, "Nút bấm không đọc được"),
    "no-line": ({"row": []}, 422, "Chưa chọn dòng nào có trong bảng"),
    "a-line-of-elsewhere": ({"row": ["999999999"]}, 422, "Chưa chọn dòng nào có trong bảng"),
    "no-number": ({"row": ["x"]}, 422, "Chưa chọn dòng nào có trong bảng"),
    "other-digits": ({"row": ["٣"]}, 422, "Chưa chọn dòng nào có trong bảng"),
    "long-note": ({"note": "x" * 501}, 422, "Ghi chú dài 501 ký tự, tối đa 500"),
}


@pytest.mark.parametrize(("wrong", "status", "sentence"), BAD.values(), ids=BAD)
def test_what_no_page_sends_is_refused(client, world, wrong, status, sentence):
    entry = assess(world)
    good = {"step": "SUBMITTED", "row": [entry.cell.requirement_id], "note": ""}
    fields = form_of(client, world, world.officer, **good)
    before = stored()

    response = client.post(url(world), fields | wrong)

    assert response.status_code == status
    assert sentence in response.text
    assert stored() == before


def test_a_line_without_its_version_was_not_seen(client, world):
    entry = assess(world)
    client.force_login(world.officer)

    response = client.post(url(world), {"step": "SUBMITTED", "row": entry.cell.requirement_id})

    assert response.status_code == 409
    assert ReviewStep.objects.count() == 0


def test_a_foreign_review_equals_one_that_does_not_exist(client, world):
    assess(world)
    client.force_login(world.neighbour)

    foreign, missing = client.get(url(world)), client.get("/xa/khong-co/tham-tra/")

    assert seen(foreign) == seen(missing)
    assert foreign.status_code == 404


def test_the_stages_count_and_filter(client, world):
    assess(world)
    ReviewStepFactory(entry=assess(world, 1))
    stale = assess(world, 2)
    ReviewStepFactory(entry=stale)
    AssessmentFactory(cell=stale.cell, recorded_by=world.officer)
    client.force_login(world.reader)

    page = client.get(url(world))

    assert [(value, count) for value, _, count in page.context["stages"]] == [
        ("chua-nop", 1),
        ("da-sua", 1),
        ("SUBMITTED", 1),
        ("RETURNED", 0),
        ("VERIFIED", 0),
        ("CONFIRMED", 0),
    ]
    for value, code in (("chua-nop", "1"), ("SUBMITTED", "2"), ("da-sua", "3")):
        rows = client.get(url(world, more=f"&buoc={value}")).context["rows"]
        assert [row.line.requirement.code for row in rows] == [code]


def test_an_empty_review_says_where_to_begin(client, world):
    client.force_login(world.officer)

    text = words(client.get(url(world)).text)

    assert f"{world.communes[0].full_name} chưa tự đánh giá dòng nào đến ngày 01/01/2024." in text


def test_the_commune_and_its_sheet_lead_here(client, world):
    client.force_login(world.reader)
    address = url(world).replace("&", "&amp;")

    for page in ("", "chi-tieu/"):
        assert address in client.get(f"/xa/{world.communes[0].code}/{page}{QUERY}").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, world, count, django_assert_num_queries):
    for _ in range(count):
        criterion = CriterionFactory(criteria_set=world.criteria_set)
        cell = CellFactory(commune=world.communes[0], requirement=criterion)
        entry = AssessmentFactory(cell=cell, recorded_by=world.officer)
        StatusEntryFactory(cell=cell, voice="AGENCY")
        StatusEntryFactory(cell=cell)
        ReviewStepFactory(entry=entry)
    client.force_login(world.office)

    with django_assert_num_queries(17):
        assert len(client.get(url(world)).context["rows"]) == count


def test_only_what_an_agency_leads(client, world):
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set)
    agency = world.agency.agency_memberships.get().agency
    ResponsibilityFactory(plan=plan, agency=agency, requirement=world.criteria[1])
    for number in range(2):
        assess(world, number)
    client.force_login(world.agency)

    response = client.get(url(world, more=f"&co-quan={agency.pk}"))

    assert [row.line.requirement for row in response.context["rows"]] == [world.criteria[1]]
    assert "Chỉ gồm tiêu chí, chỉ tiêu của" in response.text
    counts = [count for _, _, count in response.context["stages"]]
    assert sum(counts) == 1


@pytest.mark.parametrize("agency", ["999999", "x", "foreign"])
def test_an_agency_that_is_not_theirs_to_see(client, world, agency):
    client.force_login(world.agency)
    asked = AgencyFactory().pk if agency == "foreign" else agency

    assert client.get(url(world, more=f"&co-quan={asked}")).status_code == 404
