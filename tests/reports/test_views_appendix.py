"""The appendix's page and its downloads: who sees it, what may be asked."""

import json
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from communes.models import UnitRole
from plans.models import Plan
from tests.factories.accounts import UserFactory
from tests.factories.communes import UnitRoleFactory
from tests.factories.plans import PlanFactory
from tests.pages import seen
from tests.reports import loc_binh_2024 as golden
from tests.reports.test_html_and_json import TableReader, cells

pytestmark = pytest.mark.django_db
URL = "/ke-hoach/loc-binh-2024/phu-luc/phu-luc-02/"


@pytest.fixture
def plan():
    return golden.store_plan()


@pytest.fixture
def reader(plan, client):
    user = UserFactory()
    UnitRoleFactory(user=user, unit=plan.unit, role=UnitRole.Role.READER)
    client.force_login(user)
    return user


def test_address(plan):
    assert reverse("reports:appendix", args=[plan.code, "phu-luc-02"]) == URL


def test_anonymous_is_sent_to_the_login(client, plan):
    response = client.get(URL, {"format": "pdf"})

    assert (response.status_code, response.url) == (
        302,
        "/dang-nhap/?next=/ke-hoach/loc-binh-2024/phu-luc/phu-luc-02/%3Fformat%3Dpdf",
    )


def test_a_foreign_plan_looks_like_one_that_does_not_exist(client, plan, reader):
    PlanFactory(code="ke-hoach-khac")

    foreign = client.get("/ke-hoach/ke-hoach-khac/phu-luc/phu-luc-02/")
    missing = client.get("/ke-hoach/ke-hoach-kh0c/phu-luc/phu-luc-02/")

    assert foreign.status_code == 404
    assert seen(foreign) == seen(missing)


def test_a_plan_of_a_commune_above_is_shown_to_commune_staff(client, plan):
    officer = UserFactory()
    UnitRoleFactory(user=officer, unit=plan.rows.first().commune, role=UnitRole.Role.OFFICER)
    client.force_login(officer)

    assert client.get(URL, {"format": "json"}).json()["title"] == golden.TITLE


def test_an_unknown_appendix_is_not_found(client, reader):
    assert client.get("/ke-hoach/loc-binh-2024/phu-luc/phu-luc-99/").status_code == 404


def test_the_page_shows_the_signed_table(client, reader):
    page = TableReader(client.get(URL).text)

    assert tuple(map(cells, page.rows[2:])) == golden.ROWS
    assert page.caption == [golden.TITLE, golden.SUBTITLE]


def test_the_page_says_where_its_figures_come_from(client, reader):
    text = client.get(URL).text

    assert (
        "Kết quả tính từ nhật ký hiện trạng đến hết ngày 01/01/2024, ngày gốc của kế hoạch." in text
    )


def test_stated_figures_ask_for_no_day_and_say_whose_they_are(client, reader):
    text = client.get("/ke-hoach/loc-binh-2024/phu-luc/lo-trinh-nang-cao/").text

    assert "<p>Số liệu nêu trong kế hoạch.</p>" in text
    assert 'name="ngay"' not in text
    assert "nhật ký hiện trạng" not in text


def test_an_appendix_that_the_plan_does_not_have_is_not_found(client, reader):
    assert client.get("/ke-hoach/loc-binh-2024/phu-luc/nguon-von/").status_code == 404


def test_another_day_is_said_and_kept_in_the_downloads(client, reader):
    text = client.get(URL, {"ngay": "30/06/2024"}).text

    assert "đến hết ngày 30/06/2024, thay cho ngày gốc 01/01/2024 của kế hoạch" in text
    assert 'href="?format=pdf&amp;ngay=2024-06-30"' in text


def test_a_baseline_to_come_is_said(client, plan, reader):
    today = timezone.localdate()
    Plan.objects.update(baseline_on=today + timedelta(days=1))

    text = client.get(URL).text

    assert (
        f"chưa đến: kết quả tính từ nhật ký hiện trạng ghi đến hôm nay, {today:%d/%m/%Y}." in text
    )


def test_the_table_can_be_reached_by_keyboard_and_is_named(client, reader):
    assert f'<div class="scroll" tabindex="0" role="region" aria-label="{golden.TITLE}">' in (
        client.get(URL).text
    )


@pytest.mark.parametrize(
    ("file_format", "content_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            b"PK\x03\x04",
        ),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK\x03\x04",
        ),
        ("json", "application/json; charset=utf-8", b"{"),
    ],
)
def test_downloads(client, reader, file_format, content_type, start):
    response = client.get(URL, {"format": file_format, "ngay": "2024-06-30"})

    assert response.content[: len(start)] == start
    assert response.headers["Content-Type"] == content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="PL02_72-KH-UBND_2024-06-30.{file_format}"'
    )


def test_a_plan_without_number_lends_its_code_to_the_file(client, plan, reader):
    Plan.objects.update(number="")

    response = client.get(URL, {"format": "json"})

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="PL02_loc-binh-2024_2024-01-01.json"'
    )


def test_the_download_is_the_table_of_the_page(client, reader):
    content = json.loads(client.get(URL, {"format": "json"}).content)

    assert tuple(tuple(row["cells"]) for row in content["rows"]) == golden.ROWS


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param(
            {"format": "exe"},
            "Định dạng “exe” không có: chọn html, pdf, xlsx, docx hoặc json.",
            id="format",
        ),
        pytest.param({"ngay": "2024-13-01"}, "Ngày ‘2024-13-01’ không có.", id="day"),
        pytest.param({"ngay": "2999-01-01"}, "Ngày 01/01/2999 chưa tới.", id="future"),
        pytest.param({"ngay": "<b>", "format": "pdf"}, "Ngày ‘&lt;b&gt;’", id="markup"),
    ],
)
def test_refusals(client, reader, query, sentence):
    response = client.get(URL, query)

    assert response.status_code == 400
    assert sentence in response.text


def test_the_page_is_read_only(client, reader):
    assert client.post(URL).status_code == 405


def test_its_stylesheets_exist():
    assert [bool(finders.find(f"css/{name}.css")) for name in ("appendix", "appendix_pdf")] == [
        True,
        True,
    ]
