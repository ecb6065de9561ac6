"""Entering a decision: the form, the preview, the storing, and who may."""

import re

import pytest
from django.utils.html import strip_tags

from communes.models import Cell, DecisionEntry, DecisionWithdrawal, StatusEntry
from communes.views.decision_entry import MOST_SHOWN
from criteria.models import Threshold, ThresholdDecision
from tests.factories.communes import CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.decisions import FIRST_DAY, level_of
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.world import person

pytestmark = pytest.mark.django_db
LIST = "/bo-tieu-chi/quyet-dinh/"
STEPS = ("preview", "save")
PREVIEW_QUERIES = 27
OFFICES = ["office", "province_office"]
OTHERS = ["leader", "reader", "officer", "neighbour", "stranger"]
FACTS = {
    "decision_no": "15/QĐ-UBND",
    "issued_on": "05/02/2024",
    "effective_from": "1-3-2024",
    "issuer": "UBND tỉnh Thử",
    "title": "Quy định mức đạt thử",
}


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


def enter(sheet: SheetWorld) -> str:
    return f"{LIST}nhap/?bo={sheet.world.criteria_set.code}&don-vi={sheet.world.district.code}"


def key(requirement) -> str:
    return level_of(requirement).key


def send(client, sheet: SheetWorld, step: str = "preview", *, user=None, **levels: str):
    """levels: what is typed for an indicator of the sheet, by its name; or another fact."""
    boxes = {key(getattr(sheet, name)): text for name, text in levels.items() if name not in FACTS}
    facts = FACTS | {name: text for name, text in levels.items() if name in FACTS}
    client.force_login(user or sheet.world.office)
    return client.post(enter(sheet), facts | boxes | {"step": step})


def stored() -> list:
    models = (ThresholdDecision, DecisionEntry, Threshold, StatusEntry, DecisionWithdrawal)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def said(response) -> list[str]:
    found = re.findall(
        r'class="(?:alert|field__error)[^>]*>(.*?)</(?:p|div)>', response.text, re.DOTALL
    )
    return [" ".join(strip_tags(one).split()) for one in found]


# The form


def test_the_form_shows_what_holds_and_an_empty_box_for_each_level(client, sheet):
    client.force_login(sheet.world.office)

    response = client.get(enter(sheet))

    form = response.context["form"]
    levels = [(level, field) for _, rows in form.rows() for level, field in rows]
    assert [level.requirement for level, _ in levels] == sheet.indicators
    assert all(not field.value() for _, field in levels)
    assert form["issuer"].value() == f"UBND tỉnh {sheet.world.province.name}"
    assert "≥ 50 triệu đồng/người/năm" in response.text


def test_words_are_entered_where_no_number_decides(client, sheet):
    response = send(client, sheet, "save", electric="Đạt theo mức 2", schools="Mức độ 2")

    assert response.status_code == 302
    decided = ThresholdDecision.objects.get().thresholds.order_by("pk")
    assert list(decided.values_list("requirement", "value", "text")) == [
        (sheet.electric.pk, None, "Đạt theo mức 2"),
        (sheet.schools.pk, None, "Mức độ 2"),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param(
            "1.234",
            "‘1.234’ đọc được hai cách. Viết 1234 nếu là hàng nghìn, 1,2340 nếu là số thập phân.",
            id="two-readings",
        ),
        pytest.param("101", "‘101’ quá 100 %. Xem lại con số.", id="over-100-percent"),
        pytest.param(
            "khoảng 40", "‘khoảng 40’ không phải một số. Viết như 12,95 hoặc 1234.", id="words"
        ),
        pytest.param("-5", "‘-5’ không phải một số. Viết như 12,95 hoặc 1234.", id="negative"),
        pytest.param(
            "40/50", "‘40/50’ không phải một số. Viết như 12,95 hoặc 1234.", id="a-fraction"
        ),
        pytest.param(
            "1,23456",
            "‘1,23456’ quá dài. Viết tối đa 11 chữ số và 4 chữ số thập phân.",
            id="too-many-decimals",
        ),
    ],
)
def test_a_level_that_cannot_be_read_is_said_at_its_box(client, sheet, typed, sentence):
    before = stored()

    response = send(client, sheet, "save", roads=typed)

    assert response.status_code == 422
    assert sentence in said(response)
    assert stored() == before
    assert response.context["form"][key(sheet.roads)].value() == typed


@pytest.mark.parametrize("typed", ["45", "45,0", "45 %", " 45% "])
def test_a_level_is_read_as_people_write_it(client, sheet, typed):
    send(client, sheet, "save", roads=typed)

    assert ThresholdDecision.objects.get().thresholds.get().value == 45


@pytest.mark.parametrize(
    ("fact", "typed", "sentence"),
    [
        pytest.param("decision_no", "", "Trường này là bắt buộc.", id="no-number"),
        pytest.param(
            "issued_on",
            "30/02/2024",
            "Ngày ‘30/02/2024’ không có. Viết ngày/tháng/năm, ví dụ 30/01/2024.",
            id="no-such-day",
        ),
        pytest.param("effective_from", "", "Trường này là bắt buộc.", id="no-first-day"),
        pytest.param("issuer", "", "Trường này là bắt buộc.", id="no-issuer"),
        pytest.param("title", "", "Trường này là bắt buộc.", id="no-title"),
        pytest.param(
            "effective_from",
            "01/02/2024",
            "Ngày có hiệu lực 01/02/2024 trước ngày ký 05/02/2024. Kiểm tra lại hai ngày.",
            id="before-signing",
        ),
    ],
)
def test_a_fact_that_cannot_be_is_refused(client, sheet, fact, typed, sentence):
    before = stored()

    answers = [send(client, sheet, step, roads="60", **{fact: typed}) for step in STEPS]

    assert [response.status_code for response in answers] == [422, 422]
    assert all(sentence in said(response) for response in answers)
    assert stored() == before


def test_an_empty_decision_is_refused(client, sheet):
    response = send(client, sheet)

    assert response.status_code == 422
    assert said(response) == [
        "Quyết định chưa có mức nào khác mức đang áp dụng. Ghi ít nhất một mức mới trong bảng."
    ]


def test_a_box_that_the_page_does_not_have_is_not_read(client, sheet):
    client.force_login(sheet.world.office)

    response = client.post(enter(sheet), FACTS | {"level-0-0-0-0": "5", "step": "save"})

    assert response.status_code == 422


# The preview


def test_the_preview_shows_what_would_turn_and_stores_nothing(client, sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=70, observed_on=FIRST_DAY)
    sheet.entry(sheet.income, "NOT_MET", value="43.8")
    before = stored()

    response = send(client, sheet, roads="70", income="43,9")

    assert response.status_code == 200
    outcome = response.context["outcome"]
    assert (outcome.compared_count, outcome.flip_count) == (2, 1)
    text = " ".join(strip_tags(response.text).split())
    assert "Chờ kết luận → Đạt" in text
    assert "mức chung; 15/QĐ-UBND ngày 05/02/2024 của UBND tỉnh Thử" in text
    assert stored() == before


def test_the_preview_carries_everything_that_was_typed(client, sheet):
    shown = send(client, sheet, roads="60,5")
    fields = dict(re.findall(r'<input type="hidden" name="(\S+?)" value="(.*?)">', shown.text))
    del fields["csrfmiddlewaretoken"]

    edited = client.post(enter(sheet), fields | {"step": "edit"})

    assert fields == FACTS | {key(sheet.roads): "60,5"}
    form = edited.context["form"]
    assert {name: form[name].value() for name in fields} == fields
    assert said(edited) == []
    assert client.post(enter(sheet), fields | {"step": "save"}).status_code == 302


def test_nothing_that_turns_is_said(client, sheet):
    response = send(client, sheet, roads="60")

    assert said(response) == [
        "Không có kết quả nào đổi: chưa có số liệu nào của các chỉ tiêu này để so."
    ]


def test_a_level_easier_to_reach_is_pointed_out(client, sheet):
    words = "nhẹ hơn mức đang áp dụng"

    assert words in send(client, sheet, roads="79").text
    assert words not in send(client, sheet, roads="81").text


def many(sheet: SheetWorld, count: int) -> None:
    for number in range(count):
        commune = CommuneFactory(parent=sheet.world.district, name=f"Xã {number}")
        cell = Cell.objects.create(commune=commune, requirement=sheet.roads)
        StatusEntryFactory(cell=cell, verdict="NO_DATA", value=70)


def test_a_long_preview_is_cut_and_says_so(client, sheet):
    many(sheet, MOST_SHOWN + 1)

    response = send(client, sheet, roads="60")

    assert sum(len(one.flips) for one in response.context["shown"]) == MOST_SHOWN
    assert said(response) == [
        "Còn 1 kết quả không hiện ở dưới; các số tổng ở trên tính đủ.",
    ]
    assert response.context["outcome"].flip_count == MOST_SHOWN + 1


@pytest.mark.parametrize("communes", [1, 3])
def test_the_preview_costs_the_same_whatever_the_number_of_communes(
    client, sheet, communes, django_assert_num_queries
):
    many(sheet, communes)
    client.force_login(sheet.world.office)
    posted = FACTS | {key(sheet.roads): "60", "step": "preview"}

    with django_assert_num_queries(PREVIEW_QUERIES):
        response = client.post(enter(sheet), posted)

    assert response.context["outcome"].flip_count == communes


# The storing


def test_saving_leads_to_the_decision(client, sheet):
    response = send(client, sheet, "save", roads="60")

    entry = DecisionEntry.objects.get()
    assert (response.status_code, response.url) == (302, f"{LIST}{entry.pk}/")
    assert (entry.unit, entry.entered_by) == (sheet.world.district, sheet.world.office)
    shown = client.get(response.url)
    assert said(shown) == ["Đã ghi quyết định 15/QĐ-UBND ngày 05/02/2024."]
    assert "≥ 60 %" in shown.text


def test_sending_it_twice_stores_it_once(client, sheet):
    send(client, sheet, "save", roads="60")

    response = send(client, sheet, "save", roads="61")

    assert response.status_code == 422
    assert "đã được nhập" in said(response)[-1]
    assert DecisionEntry.objects.count() == 1


# Who may


@pytest.mark.parametrize("who", OFFICES)
def test_offices_enter(client, sheet, who):
    user = getattr(sheet.world, who)

    assert send(client, sheet, "save", user=user, roads="60").status_code == 302


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("step", [None, "preview", "save"])
def test_others_find_nothing_there(client, sheet, who, step):
    user = getattr(sheet.world, who)
    client.force_login(user)

    response = (
        send(client, sheet, step, user=user, roads="60") if step else client.get(enter(sheet))
    )

    assert response.status_code == 404
    assert not DecisionEntry.objects.exists()


def test_the_office_of_one_commune_enters_no_decision(client, sheet):
    own = person("Văn phòng xã", sheet.commune, "OFFICE")
    client.force_login(own)
    address = f"{LIST}nhap/?bo={sheet.world.criteria_set.code}&don-vi={sheet.commune.code}"

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("left_out", ["bo", "don-vi"])
def test_nothing_chosen_leads_back_to_the_list(client, sheet, left_out):
    client.force_login(sheet.world.office)

    response = client.get(enter(sheet).replace(f"{left_out}=", "khac="))

    assert (response.status_code, response.url) == (302, LIST)


def test_a_set_that_judges_no_communes_is_not_found(client, sheet):
    CriteriaSetFactory(code="BO-HUYEN", level="DISTRICT")
    client.force_login(sheet.world.office)

    address = f"{LIST}nhap/?bo=BO-HUYEN&don-vi={sheet.world.district.code}"

    assert client.get(address).status_code == 404
