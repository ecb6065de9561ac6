"""The door through which the sheet's grid saves: judged and stored whole, or refused."""

import json
import uuid

import pytest
from django.utils import timezone

from communes.models import Cell, StatusEntry
from criteria.models import Requirement
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.sheet import SheetWorld, make_sheet_world
from tests.factories.world import DAY
from tests.pages import seen

pytestmark = pytest.mark.django_db
SAVE_QUERIES = 34
INCOME_SOURCE = "(vùng Trung du miền núi phía Bắc, năm 2024; 318/QĐ-TTg)"
COMMON_SOURCE = "(mức chung; 318/QĐ-TTg)"


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


def cell(sheet: SheetWorld, node: Requirement, state: object, version: int = 0, **more) -> dict:
    row = sheet.commune.code
    return {"row": row, "col": node.pk, "state": state, "version": version} | more


def save(client, sheet: SheetWorld, *cells, who: str = "office", code: str = "", **body):
    client.force_login(getattr(sheet.world, who))
    payload = {"set": "BO-THU", "day": DAY.isoformat(), "cells": list(cells)} | body
    url = f"/xa/{code or sheet.commune.code}/chi-tieu/luu/"
    return client.post(url, json.dumps(payload), content_type="application/json")


def clock(entry: StatusEntry) -> str:
    return timezone.localtime(entry.recorded_at).strftime("%H:%M")


# What is answered


def test_a_figure_is_answered_with_verdict_reason_and_its_criterion(client, sheet):
    response = save(client, sheet, cell(sheet, sheet.income, "43.80"))

    entry = StatusEntry.objects.get()
    assert response.status_code == 200
    assert response.json() == {
        "saved": [
            {
                "row": sheet.commune.code,
                "col": sheet.income.pk,
                "state": "43,8",
                "version": entry.pk,
                "at": clock(entry),
                "verdict": "NOT_MET",
                "word": "Chưa đạt",
                "reason": f"43,8 < 50 {INCOME_SOURCE}",
                "suggestion": "",
                "suggestionWord": "",
                "criterion": sheet.world.criteria[0].pk,
                "criterionWord": "Chưa đạt",
                "criterionState": "NOT_MET",
            }
        ]
    }
    assert (entry.voice, entry.observed_on, entry.recorded_by) == (
        "OFFICE",
        DAY,
        sheet.world.office,
    )


ANSWERS = {
    "unverified": (
        "roads",
        "14/15,7 km",
        ("14/15,7", "NO_DATA", "Chờ kết luận", f"89,17 > 80 {COMMON_SOURCE}", "Đ", "Đạt"),
    ),
    "unverified-below": (
        "roads",
        "79,99",
        ("79,99", "NO_DATA", "Chờ kết luận", f"79,99 < 80 {COMMON_SOURCE}", "C", "Chưa đạt"),
    ),
    "decided-by-a-person": (
        "roads",
        "79,99 chưa đạt",
        ("79,99 C", "NOT_MET", "Chưa đạt", f"79,99 < 80 {COMMON_SOURCE}", "", ""),
    ),
    "missing": (
        "poor",
        "7,5",
        ("7,5", "NO_DATA", "Chờ kết luận", f"chưa có mức để so {COMMON_SOURCE}", "", ""),
    ),
    "nothing-known": (
        "water",
        "7,5",
        ("7,5", "NO_DATA", "Chờ kết luận", "Chưa có mức để so.", "", ""),
    ),
    "in-words": (
        "schools",
        "75",
        ("75", "NO_DATA", "Chờ kết luận", f"Mức độ 1 {COMMON_SOURCE}", "", ""),
    ),
    "both-sexes": (
        "insured",
        "92; 89,5",
        (
            "92; 89,5",
            "NOT_MET",
            "Chưa đạt",
            f"nam 92 > 90; nữ 89,5 < 90 {COMMON_SOURCE}",
            "",
            "",
        ),
    ),
    "qualitative": ("electric", "MET", ("MET", "MET", "Đạt", "", "", "")),
    "qualitative-sign": ("electric", "C", ("NOT_MET", "NOT_MET", "Chưa đạt", "", "", "")),
    "if-any": (
        "water",
        "K",
        ("K", "NOT_APPLICABLE", "Không áp dụng", "", "", ""),
    ),
    "number-of-json": (
        "income",
        50.5,
        ("50,5", "MET", "Đạt", f"50,5 > 50 {INCOME_SOURCE}", "", ""),
    ),
}


@pytest.mark.parametrize(("indicator", "state", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_each_kind_of_figure_is_answered_as_the_page_would_show_it(
    client, sheet, indicator, state, answer
):
    response = save(client, sheet, cell(sheet, getattr(sheet, indicator), state))

    (saved,) = response.json()["saved"]
    names = ("state", "verdict", "word", "reason", "suggestion", "suggestionWord")
    assert tuple(saved[name] for name in names) == answer


def test_emptying_an_empty_cell_is_answered_and_leaves_no_trace(client, sheet):
    response = save(client, sheet, cell(sheet, sheet.income, ""))

    (saved,) = response.json()["saved"]
    assert (saved["state"], saved["version"], saved["word"]) == ("", 0, "Chưa có số liệu")
    assert Cell.objects.count() == 0


def test_cells_are_answered_in_the_order_in_which_they_were_sent(client, sheet):
    sent = [cell(sheet, node, "Đ") for node in reversed(sheet.indicators)]

    saved = save(client, sheet, *sent).json()["saved"]

    assert [one["col"] for one in saved] == [one["col"] for one in sent]


def test_commune_staff_save_in_their_own_voice(client, sheet):
    response = save(client, sheet, cell(sheet, sheet.income, "50"), who="officer")

    (saved,) = response.json()["saved"]
    assert (saved["state"], saved["verdict"]) == ("50", "MET")
    assert StatusEntry.objects.get().voice == "SELF"


def test_the_same_request_twice_is_answered_alike_and_stored_once(client, sheet):
    sent = cell(sheet, sheet.income, "43,8", key=str(uuid.uuid4()))

    answers = [save(client, sheet, sent) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert StatusEntry.objects.count() == 1


# What is refused

NO_NUMBER = "không phải một số. Viết như 12,95 hoặc 1234."
AGAINST = (
    "ghi Đạt nhưng mức đã đối chiếu là ≥ 50 triệu đồng/người/năm (318/QĐ-TTg). "
    "Sửa con số, hoặc bỏ kết quả ghi tay."
)
BAD = {
    "two-readings": (
        "income",
        "1.234",
        "‘1.234’ đọc được hai cách. Viết 1234 nếu là hàng nghìn, 1,2340 nếu là số thập phân.",
    ),
    "about": ("income", "~45", f"‘~45’ {NO_NUMBER}"),
    "words": ("income", "khá", f"‘khá’ {NO_NUMBER}"),
    "negative": ("income", "-5", f"‘-5’ {NO_NUMBER}"),
    "nothing-of-json": ("income", None, f"‘None’ {NO_NUMBER}"),
    "over-a-hundred": ("roads", "100,01", "‘100,01’ quá 100 %. Xem lại con số."),
    "value-for-words": (
        "electric",
        "43,8",
        "Chỉ tiêu 1.3 không ghi số. Ghi Đạt, Chưa đạt hoặc Không áp dụng.",
    ),
    "numerator-over-denominator": (
        "roads",
        "16/15,7",
        "‘16/15,7’: tử số lớn hơn mẫu số. Xem lại hai con số.",
    ),
    "divided-by-nothing": ("roads", "0/0", "‘0/0’ chia cho 0. Mẫu số phải lớn hơn 0."),
    "share-of-money": (
        "income",
        "14/15,7",
        "‘14/15,7’: Chỉ tiêu 1.1 tính bằng triệu đồng/người/năm, ghi một số.",
    ),
    "sexes-of-what-has-none": (
        "roads",
        "95; 94",
        "‘95; 94’ có nhiều số. Chỉ tiêu 1.2 chỉ ghi một số.",
    ),
    "whole-outside-the-sexes": (
        "insured",
        "97; 96; 94",
        "Số chung 97 phải nằm giữa số của nam 96 và của nữ 94. Xem lại ba con số.",
    ),
    "figure-of-what-does-not-apply": (
        "water",
        "43,8 K",
        "Chỉ tiêu 2.4 không áp dụng thì không ghi số. Giữ lại một.",
    ),
    "against-the-threshold": ("income", "43,8 Đ", AGAINST),
    "too-long": (
        "income",
        "9" * 12,
        f"‘{'9' * 12}’ quá dài. Viết tối đa 11 chữ số và 4 chữ số thập phân.",
    ),
}


@pytest.mark.parametrize(("indicator", "state", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_figure_is_refused_with_a_sentence_and_nothing_is_stored(
    client, sheet, indicator, state, sentence
):
    node = getattr(sheet, indicator)
    good = sheet.homes if node != sheet.homes else sheet.income

    response = save(client, sheet, cell(sheet, good, "1"), cell(sheet, node, state))

    place = f"{sheet.commune.full_name}, chỉ tiêu {node.code}"
    assert response.status_code == 422
    assert response.json() == {"message": f"{place}: {sentence}"}
    assert (StatusEntry.objects.count(), Cell.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        pytest.param(
            {"cells": []},
            422,
            "Mỗi lượt gửi từ 1 đến 2000 ô. Dán từng phần nhỏ hơn.",
            id="empty",
        ),
        pytest.param(
            {"cells": [1]},
            400,
            "Dữ liệu gửi lên không đọc được. Tải lại trang rồi làm lại.",
            id="no-objects",
        ),
    ],
)
def test_a_bad_batch_is_refused_with_a_sentence(client, sheet, body, status, message):
    response = save(client, sheet, cell(sheet, sheet.income, "43,8"), **body)

    assert (response.status_code, response.json()) == (status, {"message": message})
    assert StatusEntry.objects.count() == 0


def test_a_day_to_come_is_refused(client, sheet):
    response = save(client, sheet, cell(sheet, sheet.income, "43,8"), day="2999-01-01")

    today = timezone.localdate().strftime("%d/%m/%Y")
    assert (response.status_code, response.json()) == (
        400,
        {"message": f"Ngày 01/01/2999 chưa tới. Chọn một ngày đến hôm nay, {today}."},
    )
    assert StatusEntry.objects.count() == 0


@pytest.mark.parametrize("body", ["{", "[1]", "43,8"])
def test_what_is_no_json_is_refused_with_a_sentence(client, sheet, body):
    client.force_login(sheet.world.office)
    url = f"/xa/{sheet.commune.code}/chi-tieu/luu/"

    response = client.post(url, body, content_type="application/json")

    assert response.status_code == 400
    assert response.json() == {
        "message": "Dữ liệu gửi lên không đọc được. Tải lại trang rồi làm lại."
    }


# Somebody was faster


def test_a_conflict_is_answered_with_both_figures_and_what_the_page_shows(client, sheet):
    theirs = sheet.entry(sheet.income, "MET", value="51.5", threshold=sheet.income.thresholds.get())

    response = save(
        client, sheet, cell(sheet, sheet.income, "49,5"), cell(sheet, sheet.roads, "90")
    )

    assert response.status_code == 409
    assert response.json() == {
        "message": "1 ô vừa được người khác đổi. Chưa lưu ô nào của lượt này.",
        "conflicts": [
            {
                "row": sheet.commune.code,
                "col": sheet.income.pk,
                "place": f"{sheet.commune.full_name}, chỉ tiêu 1.1",
                "mine": "49,5",
                "state": "51,5",
                "version": theirs.pk,
                "by": "Văn phòng huyện",
                "at": timezone.localtime(theirs.recorded_at).strftime("%H:%M %d/%m/%Y"),
                "verdict": "MET",
                "word": "Đạt",
                "reason": f"51,5 > 50 {INCOME_SOURCE}",
                "suggestion": "",
                "suggestionWord": "",
                "criterion": sheet.world.criteria[0].pk,
                "criterionWord": "Chưa có số liệu",
                "criterionState": "NO_DATA",
            }
        ],
    }
    assert list(StatusEntry.objects.all()) == [theirs]


def test_a_figure_that_waits_for_its_verdict_does_so_in_a_conflict_too(client, sheet):
    sheet.entry(sheet.roads, "NO_DATA", value=90)

    response = save(client, sheet, cell(sheet, sheet.roads, "70"))

    (conflict,) = response.json()["conflicts"]
    assert (conflict["state"], conflict["word"], conflict["suggestion"]) == (
        "90",
        "Chờ kết luận",
        "Đ",
    )


def test_a_conflict_about_words_is_answered_with_both_states(client, sheet):
    sheet.entry(sheet.electric, "NOT_MET")

    response = save(client, sheet, cell(sheet, sheet.electric, "MET"))

    (conflict,) = response.json()["conflicts"]
    assert (conflict["mine"], conflict["state"], conflict["word"]) == (
        "MET",
        "NOT_MET",
        "Chưa đạt",
    )


# Who may


@pytest.mark.parametrize("who", ["leader", "reader", "neighbour", "stranger"])
def test_what_is_not_yours_to_write_is_404(client, sheet, who):
    response = save(client, sheet, cell(sheet, sheet.income, "43,8"), who=who)

    assert (response.status_code, StatusEntry.objects.count()) == (404, 0)


def test_a_foreign_commune_is_answered_like_one_that_does_not_exist(client, sheet):
    sent = cell(sheet, sheet.income, "1.234")

    foreign = save(client, sheet, sent, who="stranger")
    missing = save(client, sheet, sent, who="stranger", code="00000")

    assert foreign.status_code == 404
    assert seen(foreign) == seen(missing)


def test_the_row_of_another_commune_is_404_also_where_one_may_write_it(client, sheet):
    other = sheet.world.communes[1].code

    response = save(client, sheet, cell(sheet, sheet.income, "43,8") | {"row": other})

    assert (response.status_code, StatusEntry.objects.count()) == (404, 0)


@pytest.mark.parametrize("whose", ["criterion", "other-set", "nobody"])
def test_what_is_no_indicator_of_the_set_is_404(client, sheet, whose):
    foreign = IndicatorFactory(parent=CriterionFactory(criteria_set=CriteriaSetFactory()))
    col = {"criterion": sheet.world.criteria[2].pk, "other-set": foreign.pk, "nobody": 10**9}

    response = save(
        client,
        sheet,
        cell(sheet, sheet.income, "43,8"),
        cell(sheet, sheet.income, "Đ") | {"col": col[whose]},
    )

    assert (response.status_code, StatusEntry.objects.count()) == (404, 0)


def test_anonymous_is_sent_to_the_login(client, sheet):
    url = f"/xa/{sheet.commune.code}/chi-tieu/luu/"

    response = client.post(url, "{}", content_type="application/json")

    assert (response.status_code, response.url.partition("?")[0]) == (302, "/dang-nhap/")


def test_a_right_taken_away_ends_with_the_next_request(client, sheet):
    assert save(client, sheet, cell(sheet, sheet.income, "43,8")).status_code == 200

    sheet.world.office.unit_roles.all().delete()

    assert save(client, sheet, cell(sheet, sheet.roads, "90")).status_code == 404


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_a_save_costs_the_same_queries_for_any_number_of_cells(
    client, django_assert_num_queries, count
):
    sheet = make_sheet_world()
    sent = [cell(sheet, node, "Đ") for node in sheet.indicators[:count]]
    client.force_login(sheet.world.office)

    with django_assert_num_queries(SAVE_QUERIES):
        response = save(client, sheet, *sent)

    assert len(response.json()["saved"]) == count
