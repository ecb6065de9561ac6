"""The pages of the criteria sets: everyone who is signed in reads them."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.criteria import (
    CommuneGroupFactory,
    CriteriaSetFactory,
    CriterionFactory,
    IndicatorFactory,
    RegionFactory,
    ThresholdFactory,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 3  # session, person, sets with their counts
DETAIL_QUERIES = 7  # session, person, set, regions, groups, thresholds, requirements
LIST = "/bo-tieu-chi/"
DETAIL = "/bo-tieu-chi/BO-THU/"


@pytest.fixture
def client(client):
    client.force_login(UserFactory())
    return client


@pytest.fixture
def criteria_set():
    return CriteriaSetFactory(code="BO-THU", name="Bộ thử")


@pytest.fixture
def indicator(criteria_set):
    criterion = CriterionFactory(criteria_set=criteria_set, code="15", name="Y tế")
    return IndicatorFactory(parent=criterion, name="Tỷ lệ bảo hiểm")


def words(response) -> str:
    """What a reader sees, every run of white space as one space."""
    main = response.content.decode().split('<main id="main">')[1].split("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def levels(response) -> list[str]:
    """The printed thresholds, top to bottom."""
    items = re.findall(
        r"<li>\s*(?:<strong>|<span class=\"mark).*?</li>", response.content.decode(), re.DOTALL
    )
    shown = [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", one))).strip() for one in items]
    return shown[3:]  # after the legend


def codes(response) -> list[tuple[str, list[str]]]:
    """Criterion codes with the codes of the indicators shown below."""
    return [
        (card.criterion.code, [row.indicator.code for row in card.indicators])
        for card in response.context["cards"]
    ]


def test_names_of_the_pages():
    assert reverse("criteria:set_list") == LIST
    assert reverse("criteria:set_detail", args=["BO-THU"]) == DETAIL


@pytest.mark.parametrize("address", [LIST, DETAIL])
def test_an_anonymous_reader_is_sent_to_sign_in(client, criteria_set, address):
    client.logout()

    response = client.get(address)

    assert (response.status_code, response.url) == (302, f"/dang-nhap/?next={address}")


@pytest.mark.parametrize("address", [LIST, DETAIL])
def test_pages_are_for_reading_only(client, criteria_set, address):
    assert client.post(address).status_code == 405


def test_list_shows_the_decision_and_what_is_known(client, indicator):
    ThresholdFactory(requirement=indicator)
    ThresholdFactory(requirement=indicator, year=2024, provenance="UNVERIFIED")
    ThresholdFactory(requirement=indicator, year=2025, value=None, provenance="MISSING")
    indicator.criteria_set.decision_no = "318/QĐ-TTg"
    indicator.criteria_set.indicator_count = 57
    indicator.criteria_set.save()

    text = words(client.get(LIST))

    assert text.split("không lấy mức khác thay ")[1].strip() == (
        "Bộ thử Mã BO-THU Cấp độ xã nông thôn mới Giai đoạn 2021-2025 "
        "Quyết định 318/QĐ-TTg ngày 08/03/2022, Thủ tướng Chính phủ "
        "Trạng thái đang áp dụng, từ 08/03/2022 Số tiêu chí 1 "
        "Số chỉ tiêu 57 theo quyết định; đã nhập 1 "
        "Mức đạt đã đối chiếu 1 chưa đối chiếu 1 chưa có số liệu 1"
    )


def test_an_empty_list_says_so(client):
    text = words(client.get(LIST))

    assert "Chưa có bộ tiêu chí nào. Người quản trị nạp bộ tiêu chí từ tệp." in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_query_count_is_flat(client, item_count, django_assert_num_queries):
    for indicator in IndicatorFactory.create_batch(item_count):
        ThresholdFactory(requirement=indicator)

    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(LIST)

    assert len(response.context["sets"]) == item_count


@pytest.mark.parametrize("item_count", [1, 3])
def test_detail_query_count_is_flat(client, criteria_set, item_count, django_assert_num_queries):
    for number in range(item_count):
        group = CommuneGroupFactory(criteria_set=criteria_set)
        criterion = CriterionFactory(criteria_set=criteria_set)
        for one in IndicatorFactory.create_batch(item_count, parent=criterion):
            ThresholdFactory(requirement=one, region=RegionFactory(code=f"V{number}"))
            ThresholdFactory(requirement=one, commune_group=group)

    with django_assert_num_queries(DETAIL_QUERIES):
        response = client.get(DETAIL)

    assert len(levels(response)) == 2 * item_count * item_count


def test_an_unknown_set_is_not_found(client):
    assert client.get(DETAIL).status_code == 404


def test_without_a_region_every_threshold_is_shown(client, indicator):
    region = RegionFactory(code="TN", name="Tây Nguyên")
    ThresholdFactory(requirement=indicator, value=Decimal("21.8000"))
    ThresholdFactory(requirement=indicator, value=80, region=region, provenance="UNVERIFIED")
    ThresholdFactory(requirement=indicator, value=1234, year=2024)

    response = client.get(DETAIL)

    assert levels(response) == [
        "≥ 21,8 % đã đối chiếu mức chung",
        "≥ 80 % chưa đối chiếu Tây Nguyên",
        "≥ 1.234 % đã đối chiếu mức chung, năm 2024",
    ]


def test_a_region_shows_its_own_threshold_of_each_year(client, indicator):
    here, there = RegionFactory(code="TN", name="Tây Nguyên"), RegionFactory(code="BTB")
    ThresholdFactory(requirement=indicator, value=70)
    ThresholdFactory(requirement=indicator, value=60, region=here)
    ThresholdFactory(requirement=indicator, value=65, region=here, year=2024)
    ThresholdFactory(requirement=indicator, value=99, region=there)

    response = client.get(DETAIL, {"vung": "TN"})

    assert levels(response) == [
        "≥ 60 % đã đối chiếu Tây Nguyên",
        "≥ 65 % đã đối chiếu Tây Nguyên, năm 2024",
    ]


def test_a_missing_threshold_of_a_region_is_never_replaced(client, indicator):
    region = RegionFactory(code="TN", name="Tây Nguyên")
    ThresholdFactory(requirement=indicator, value=70)
    ThresholdFactory(requirement=indicator, value=None, region=region, provenance="MISSING")

    response = client.get(DETAIL, {"vung": "TN"})

    assert levels(response) == ["chưa có số liệu Tây Nguyên"]
    assert "70" not in words(response)


def test_an_indicator_without_a_row_for_the_region_is_missing(client, indicator):
    RegionFactory(code="TN")
    ThresholdFactory(requirement=indicator, value=99, region=RegionFactory(code="BTB"))

    text = words(client.get(DETAIL, {"vung": "TN"}))

    assert "Tỷ lệ bảo hiểm chưa có số liệu" in text
    assert "≥ 99" not in text


def test_a_group_shows_its_own_threshold(client, indicator):
    first, second = (
        CommuneGroupFactory(criteria_set=indicator.criteria_set, code=code, name=f"Nhóm {code}")
        for code in ("G1", "G2")
    )
    ThresholdFactory(requirement=indicator, value=70, commune_group=first)
    ThresholdFactory(requirement=indicator, value=60, commune_group=second)

    response = client.get(DETAIL, {"nhom": "G2"})

    assert levels(response) == ["≥ 60 % đã đối chiếu Nhóm G2"]


@pytest.mark.parametrize("provenance", ["VERIFIED", "UNVERIFIED", "MISSING"])
def test_a_threshold_carries_its_mark_and_its_citation(client, indicator, provenance):
    value = None if provenance == "MISSING" else Decimal(80)
    row = ThresholdFactory(
        requirement=indicator, value=value, provenance=provenance, citation="Phụ lục I, 15.1"
    )

    response = client.get(DETAIL)

    mark = f'<span class="mark mark--{provenance.lower()}">{row.get_provenance_display()}</span>'
    assert response.content.decode().count(mark) == 3  # the legend, the count, the threshold
    assert words(response).count("Căn cứ: Phụ lục I, 15.1") == 1


def test_a_threshold_in_words_is_printed_as_it_is(client, indicator):
    ThresholdFactory(requirement=indicator, value=None, text="Nước sạch ≥ 50%; <b>tổng</b> 85%")

    response = client.get(DETAIL)

    assert (
        b"<strong>N\xc6\xb0\xe1\xbb\x9bc s\xe1\xba\xa1ch \xe2\x89\xa5 50%; &lt;b&gt;"
        in response.content
    )


def test_a_name_that_was_not_compared_says_so(client, criteria_set):
    criterion = CriterionFactory(criteria_set=criteria_set, name="Y tế")
    IndicatorFactory(parent=criterion, name="Một", name_provenance="UNVERIFIED")
    IndicatorFactory(parent=criterion, name="Hai", code_provenance="UNVERIFIED")

    text = words(client.get(DETAIL))

    assert "1.1 Một tên chưa đối chiếu" in text
    assert "1.2 Hai số chưa đối chiếu" in text


def test_a_criterion_without_indicators_says_so(client, criteria_set):
    CriterionFactory(criteria_set=criteria_set, name="Quy hoạch")

    text = words(client.get(DETAIL))

    assert text.strip().endswith(
        "1. Quy hoạch Tiêu chí này chưa có chỉ tiêu nào trong dữ liệu: "
        "kết quả của xã được ghi thẳng cho tiêu chí."
    )


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param("", [("15", ["15.1", "15.2"]), ("16", ["16.1"])], id="nothing"),
        pytest.param("y te", [("15", ["15.1", "15.2"])], id="criterion-keeps-its-indicators"),
        pytest.param("BẢO HIỂM", [("15", ["15.1"])], id="indicator-under-its-criterion"),
        pytest.param("15.2", [("15", ["15.2"])], id="number"),
        pytest.param("không có", [], id="not-found"),
    ],
)
def test_search_ignores_marks_and_case(client, indicator, search, expected):
    IndicatorFactory(parent=indicator.parent, name="Thấp còi")
    other = CriterionFactory(criteria_set=indicator.criteria_set, code="16", name="Văn hóa")
    IndicatorFactory(parent=other, name="Thôn văn hóa")

    response = client.get(DETAIL, {"tim": search})

    assert codes(response) == expected


def test_a_search_without_a_result_says_what_was_searched(client, indicator):
    text = words(client.get(DETAIL, {"tim": "<script>"}))

    assert "Không có tiêu chí, chỉ tiêu nào khớp ‘<script>’." in text


def test_the_form_keeps_what_was_chosen(client, indicator):
    ThresholdFactory(requirement=indicator, region=RegionFactory(code="TN", name="Tây Nguyên"))

    page = client.get(DETAIL, {"vung": "TN", "tim": "bao"}).content.decode()

    assert '<option value="TN" selected>Tây Nguyên</option>' in page
    assert '<input id="tim" name="tim" type="search" value="bao" autocomplete="off">' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param(
            {"vung": "MIEN-BAC"}, "Không có vùng ‘MIEN-BAC’. Chọn: TN.", id="unknown-region"
        ),
        pytest.param({"nhom": "G9"}, "Không có nhóm xã ‘G9’. Chọn: G1.", id="unknown-group"),
        pytest.param({"vung": "T\0B"}, "Không có vùng ‘TB’. Chọn: TN.", id="control-character"),
    ],
)
def test_a_scope_that_does_not_exist_is_refused(client, criteria_set, query, sentence):
    RegionFactory(code="TN")
    CommuneGroupFactory(criteria_set=criteria_set, code="G1")
    CommuneGroupFactory(code="G9")  # of another set

    response = client.get(DETAIL, query)

    assert (response.status_code, response.context["message"]) == (400, sentence)


def test_a_group_where_there_are_none_is_refused(client, criteria_set):
    response = client.get(DETAIL, {"nhom": "G1"})

    message = "Không có nhóm xã ‘G1’. Bộ này không chia theo nhóm xã."
    assert (response.status_code, response.context["message"]) == (400, message)
