"""The sheet of one commune: what it shows of each kind of indicator, and to whom."""

import re
from datetime import date

import pytest
from django.utils.html import strip_tags

from tests.factories.communes import ThresholdColumnFactory
from tests.factories.criteria import IndicatorFactory, RegionFactory, ThresholdFactory
from tests.factories.sheet import SheetWorld, fill_sheet, make_sheet_world
from tests.factories.world import DAY
from tests.pages import seen

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 16
QUERY = f"?ngay={DAY.isoformat()}&bo=BO-THU"
INCOME_SOURCE = "(vùng Trung du miền núi phía Bắc, năm 2024; 318/QĐ-TTg)"
COMMON_SOURCE = "(mức chung; 318/QĐ-TTg)"


@pytest.fixture
def sheet() -> SheetWorld:
    return make_sheet_world()


@pytest.fixture
def filled(sheet) -> SheetWorld:
    fill_sheet(sheet)
    return sheet


def url(sheet: SheetWorld, commune: int = 0, query: str = QUERY) -> str:
    return f"/xa/{sheet.world.communes[commune].code}/chi-tieu/{query}"


def opened(client, sheet: SheetWorld, who: str = "office", query: str = QUERY):
    client.force_login(getattr(sheet.world, who))
    return client.get(url(sheet, query=query))


def lines(response) -> dict[str, tuple[str, str, str, str, str]]:
    """Name -> what the cell says, verdict, reason, suggestion and the other voice."""
    return {
        line.requirement.name: (
            line.state,
            line.verdict_word,
            line.reason,
            line.suggestion_word,
            line.beside.get_verdict_display() if line.beside else "",
        )
        for block in response.context["blocks"]
        for line in block.lines
    }


def row_text(response, requirement) -> str:
    """One row of the page as it is read, without spaces that do not count."""
    (row,) = (
        row
        for row in re.findall(r"<tr data-row.*?</tr>", response.text, re.DOTALL)
        if f'data-col="{requirement.pk}"' in row
    )
    cells = (strip_tags(cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row, re.DOTALL))
    return " | ".join(" ".join(cell.split()) for cell in cells)


# What it shows


def test_each_kind_of_indicator_shows_its_figure_verdict_and_reason(client, filled):
    assert lines(opened(client, filled)) == {
        "Thu nhập": ("43,8", "Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}", "", ""),
        "Đường trục xã": ("14/15,7", "Chờ kết luận", f"89,17 > 80 {COMMON_SOURCE}", "Đạt", ""),
        "Hệ thống điện": ("MET", "Đạt", "", "", ""),
        "Trường học": ("75", "Chờ kết luận", f"Mức độ 1 {COMMON_SOURCE}", "", ""),
        "Bảo hiểm y tế": (
            "95; 96; 94",
            "Đạt",
            f"95 > 90; nam 96 > 90; nữ 94 > 90 {COMMON_SOURCE}",
            "",
            "",
        ),
        "Hộ nghèo": ("8,5 C", "Chưa đạt", f"chưa có mức để so {COMMON_SOURCE}", "", ""),
        "Nhà tạm": ("0", "Đạt", f"0 = 0 {COMMON_SOURCE}", "", ""),
        "Nước sạch": ("K", "Không áp dụng", "", "", ""),
    }


def test_an_empty_sheet_decides_and_suggests_nothing(client, sheet):
    found = lines(opened(client, sheet))

    electric = found.pop("Hệ thống điện")
    assert electric == ("NO_DATA", "Chưa có số liệu", "", "", "")
    assert set(found.values()) == {("", "Chưa có số liệu", "", "", "")}


@pytest.mark.parametrize(
    ("indicator", "row"),
    [
        pytest.param(
            "income",
            "1.1 | Thu nhập Yêu cầu: ≥ 50 triệu đồng/người/năm vùng Trung du miền núi phía Bắc, "
            "năm 2024; 318/QĐ-TTg | 43,8 | "
            f"Chưa đạt43,8 &lt; 50 {INCOME_SOURCE} |  | Văn phòng huyện, 01/01/2024 | Lịch sử",
            id="verified",
        ),
        pytest.param(
            "roads",
            "1.2 | Đường trục xã Yêu cầu: ≥ 80 % mức chung; 318/QĐ-TTg chưa đối chiếu | "
            f"14/15,7 | Chờ kết luận89,17 &gt; 80 {COMMON_SOURCE}Gợi ý: Đạt |  | "
            "Văn phòng huyện, 01/01/2024 | Lịch sử",
            id="unverified",
        ),
        pytest.param(
            "poor",
            "2.2 | Hộ nghèo mức chung; 318/QĐ-TTg chưa có mức | 8,5 C | "
            f"Chưa đạtchưa có mức để so {COMMON_SOURCE} |  | "
            "Văn phòng huyện, 01/01/2024 | Lịch sử",
            id="missing",
        ),
        pytest.param(
            "electric",
            "1.3 | Hệ thống điện Yêu cầu: Đạt mức chung; 318/QĐ-TTg chưa đối chiếu | Đạt |  |  | "
            "Văn phòng huyện, 01/01/2024 | Lịch sử",
            id="in-words",
        ),
        pytest.param(
            "water",
            "2.4 | Nước sạch nếu có chưa có mức | K | Không áp dụng |  | "
            "Văn phòng huyện, 01/01/2024 | Lịch sử",
            id="nothing-known",
        ),
    ],
)
def test_a_row_reads(client, filled, indicator, row):
    assert row_text(opened(client, filled), getattr(filled, indicator)) == row


def test_an_older_figure_keeps_its_years_threshold_beside_that_of_the_day(client, filled):
    old = filled.income.thresholds.get(region__isnull=False)
    ThresholdFactory(requirement=filled.income, region=old.region, year=DAY.year + 1, value=60)
    query = f"?ngay={DAY.year + 1}-01-01&bo=BO-THU"

    assert row_text(opened(client, filled, query=query), filled.income) == (
        "1.1 | Thu nhập Yêu cầu: ≥ 60 triệu đồng/người/năm vùng Trung du miền núi phía Bắc, "
        f"năm 2025; 318/QĐ-TTg | 43,8 | Chưa đạt43,8 &lt; 50 {INCOME_SOURCE} |  | "
        "Văn phòng huyện, 01/01/2024 | Lịch sử"
    )


def test_the_page_counts_its_indicators_and_rolls_up_its_criteria(client, filled):
    context = opened(client, filled).context

    assert context["counts"] == [
        ("MET", "Đạt", 3),
        ("NOT_MET", "Chưa đạt", 2),
        ("NOT_APPLICABLE", "Không áp dụng", 1),
        ("NO_DATA", "Chưa có số liệu", 2),
    ]
    assert [block.verdict_word for block in context["blocks"]] == [
        "Chưa đạt",
        "Chưa đạt",
        "Chưa có số liệu",
    ]
    assert (context["indicator_count"], context["suggestion_count"]) == (8, 1)


def test_a_figure_without_any_threshold_says_so(client, sheet):
    sheet.entry(sheet.water, "NO_DATA", value="43.8")

    found = lines(opened(client, sheet))

    assert found["Nước sạch"] == ("43,8", "Chờ kết luận", "Chưa có mức để so.", "", "")


def test_a_figure_is_explained_by_the_column_that_decided_it(client, sheet):
    """The commune became a difficult one after the figure was judged by its own region."""
    ThresholdFactory(
        requirement=sheet.income, region=RegionFactory(code="KHO", name="khó"), year=2024, value=40
    )
    sheet.entry(
        sheet.income,
        "NOT_MET",
        value="43.8",
        threshold=sheet.income.thresholds.get(region=sheet.north),
    )
    ThresholdColumnFactory(
        commune=sheet.commune,
        criteria_set=sheet.world.criteria_set,
        region=RegionFactory(code="KHO"),
        starts_on=date(2024, 3, 1),
    )

    found = lines(opened(client, sheet, query="?ngay=2024-06-01&bo=BO-THU"))

    assert found["Thu nhập"][1:3] == ("Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")


def test_a_figure_of_another_year_is_explained_by_the_threshold_of_that_year(client, sheet):
    ThresholdFactory(requirement=sheet.income, region=sheet.north, year=2025, value=40)
    sheet.entry(sheet.income, "NOT_MET", value="43.8", threshold=sheet.income.thresholds.first())

    found = lines(opened(client, sheet, query="?ngay=2025-06-01&bo=BO-THU"))

    assert found["Thu nhập"][1:3] == ("Chưa đạt", f"43,8 < 50 {INCOME_SOURCE}")


# Who sees and writes what


def test_the_office_writes_the_official_figures_with_the_communes_own_beside(client, sheet):
    sheet.entry(sheet.income, "NOT_MET", value="43.8", threshold=sheet.income.thresholds.get())
    sheet.entry(sheet.roads, "MET", value=90, voice="SELF", recorded_by=sheet.world.officer)

    response = opened(client, sheet)

    found = lines(response)
    assert (found["Thu nhập"][0], found["Thu nhập"][4]) == ("43,8", "")
    assert (found["Đường trục xã"][0], found["Đường trục xã"][4]) == ("", "Đạt")
    assert "| Đạt 90 Đ |" in row_text(response, sheet.roads)
    assert "Kết quả chính thức" in response.text


def test_commune_staff_write_their_own_figures_with_the_official_ones_beside(client, sheet):
    sheet.entry(sheet.income, "NOT_MET", value="43.8", threshold=sheet.income.thresholds.get())
    sheet.entry(sheet.roads, "MET", value=90, voice="SELF", recorded_by=sheet.world.officer)

    response = opened(client, sheet, "officer")

    found = lines(response)
    assert (found["Thu nhập"][0], found["Thu nhập"][4]) == ("", "Chưa đạt")
    assert (found["Đường trục xã"][0], found["Đường trục xã"][4]) == ("90 Đ", "")
    assert "| Chưa đạt 43,8 |" in row_text(response, sheet.income)
    assert "Xã tự đánh giá" in response.text


@pytest.mark.parametrize(
    ("who", "may_write"),
    [
        ("office", True),
        ("province_office", True),
        ("officer", True),
        ("leader", False),
        ("reader", False),
    ],
)
def test_only_those_who_may_write_get_a_grid_a_form_and_its_script(client, sheet, who, may_write):
    text = opened(client, sheet, who).text

    there = [part in text for part in (" data-grid ", "data-grid-suggestions", "said-", "grid.js")]
    assert there == [may_write] * 4


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_a_foreign_sheet_is_answered_like_one_that_does_not_exist(client, filled, who):
    client.force_login(getattr(filled.world, who))

    foreign = seen(client.get(url(filled)))

    assert foreign[0] == 404
    assert foreign == seen(client.get(f"/xa/00000/chi-tieu/{QUERY}"))


def test_anonymous_is_sent_to_the_login(client, filled):
    response = client.get(url(filled))

    assert (response.status_code, response.url.partition("?")[0]) == (302, "/dang-nhap/")


def test_a_set_without_indicators_sends_to_the_criteria(client):
    sheet = make_sheet_world()
    sheet.world.criteria_set.requirements.indicators().delete()

    response = opened(client, sheet)

    assert f'href="/xa/{sheet.commune.code}/{QUERY.replace("&", "&amp;")}"' in response.text
    assert "data-grid-table" not in response.text


# Queries


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_1_and_3_criteria(client, django_assert_num_queries, count):
    sheet = make_sheet_world()
    nodes = [sheet.income, *sheet.world.criteria[1:]]
    extra = [IndicatorFactory(parent=node) for node in nodes[1:count]]
    for node in (sheet.income, *extra):
        sheet.entry(node, "NO_DATA", value=5)
        sheet.entry(node, "NO_DATA", value=6, voice="SELF")
    client.force_login(sheet.world.office)

    with django_assert_num_queries(PAGE_QUERIES):
        response = client.get(url(sheet))

    written = [one[0] for one in lines(response).values() if one[0] in ("5", "6")]
    assert written == ["5"] * count
