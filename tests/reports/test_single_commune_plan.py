"""The plan of one commune: its thực trạng and its tổng hợp, in every format, against the plan."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from accounts.models import User
from communes.models import StatusEntry, VerdictChoice
from plans.models import Plan
from reports.appendices import appendices_of
from reports.renderers import render
from reports.tables import AppendixTable
from tests.factories.plans import PlanFactory
from tests.reports import nhan_ly_2024 as golden

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
URL = "/ke-hoach/chi-lang-nhan-ly-2024/phu-luc/{}/"
CODES = ["thuc-trang", "tong-hop-tu-danh-gia"]


@pytest.fixture
def plan(demo, db):
    return Plan.objects.select_related("unit", "criteria_set").get(code="chi-lang-nhan-ly-2024")


@pytest.fixture(scope="module")
def tables(demo, rows_of_module) -> dict[str, AppendixTable]:
    """Both appendices of the demo, read once."""
    plan = Plan.objects.get(code="chi-lang-nhan-ly-2024")
    return {code: table_of(plan, code) for code in CODES}


def table_of(plan, code):
    return appendices_of(plan)[code](plan=plan, day=plan.baseline_on)


def cells_of(table):
    return [row["cells"] for row in json.loads(render(table, "json").body)["rows"]]


def test_the_situation_says_what_the_plan_says(tables):
    cells = cells_of(tables["thuc-trang"])

    findings = [row for row in cells if row[1]]
    assert [(row[1].partition(". ")[0], row[2], row[4]) for row in findings] == [
        (code, required, verdict) for code, required, _, verdict in golden.FINDINGS
    ]
    measured = {row[1].partition(". ")[0]: row[3] for row in findings}
    wanted = {code: words for code, _, words, _ in golden.FINDINGS if words}
    assert {code: measured[code] for code in wanted} == wanted
    assert all(measured.values())


def test_every_criterion_has_its_measure_agency_and_deadline(tables):
    cells = cells_of(tables["thuc-trang"])

    assert {row[0]: (row[6], row[7].removeprefix("Trước ")) for row in cells if row[0]} == (
        golden.MEASURES
    )
    assert all(row[5] for row in cells if row[0])
    whole = [(row[6], row[7].removeprefix("Trước ")) for row in cells if not row[1]]
    assert tuple(whole) == golden.WHOLE_COMMUNE


def test_the_printed_slip_is_reported_and_not_copied(tables):
    table = tables["thuc-trang"]

    assert [note for note in table.notes if "kế hoạch in" in note] == [golden.SLIP]
    printed = [text for row in table.rows for text in table.texts(row)]
    assert not any("88,17" in text for text in printed)


def test_columns_of_both_appendices(tables):
    columns = [[column.title for column in tables[code].columns] for code in CODES]

    assert columns == [
        [
            "Tiêu chí",
            "Chỉ tiêu",
            "Yêu cầu",
            "Thực trạng",
            "Kết quả",
            "Giải pháp thực hiện",
            "Cơ quan hướng dẫn",
            "Thời hạn",
        ],
        [
            "TT",
            "Tên tiêu chí",
            "Nội dung tiêu chí",
            "Tiêu chuẩn đạt chuẩn",
            "Kết quả tự đánh giá",
            "Kết quả thẩm tra",
            "Ghi chú",
        ],
    ]


def test_the_summary_lists_every_criterion_and_indicator_of_the_set(tables):
    cells = cells_of(tables["tong-hop-tu-danh-gia"])

    criteria = [row[1] for row in cells if row[1]]
    assert (len(criteria), len(cells)) == (19, 19 + 75)
    not_met = [row[0] for row in cells if row[1] and row[5] == "Chưa đạt"]
    assert not_met == ["1", "2", "3", "5", "6", "8", "10", "12", "13", "14", "17", "18", "19"]
    assert {row[4] for row in cells} == {""}
    by_code = {row[0]: row[5] for row in cells if not row[1]}
    assert (by_code["17.5"], by_code["2.3"]) == ("43,8%\nChưa đạt", "14/15,7 = 89,17%")
    notes = {row[0]: row[6] for row in cells if not row[1]}
    assert (notes["19.2"], notes["2.3"]) == ("Chưa có mô hình camera an ninh", "")


def test_a_self_assessment_stands_in_its_own_column(plan):
    commune_user = User.objects.get(username="xa-nhan-ly")
    entry = StatusEntry.objects.get(cell__requirement__code="17.5")
    StatusEntry.objects.create(
        cell=entry.cell,
        verdict=VerdictChoice.MET,
        value=52,
        observed_on=plan.baseline_on,
        recorded_by=commune_user,
        voice=StatusEntry.Voice.SELF,
    )

    by_code = {
        row[0]: row[4:6] for row in cells_of(table_of(plan, "tong-hop-tu-danh-gia")) if not row[1]
    }

    assert by_code["17.5"] == ["52%\nĐạt", "43,8%\nChưa đạt"]


@pytest.mark.parametrize("code", CODES)
def test_the_workbook_holds_the_same_cells(tables, code):
    table = tables[code]

    sheet = load_workbook(BytesIO(render(table, "xlsx").body)).active

    texts = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    wanted = [list(table.texts(row)) for row in table.rows]
    first = texts.index(wanted[0])
    assert texts[first : first + len(wanted)] == wanted
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("code", CODES)
def test_the_pdf_holds_the_same_figures(tables, code, tmp_path: Path):
    table = tables[code]
    path = tmp_path / "phu-luc.pdf"
    path.write_bytes(render(table, "pdf").body)

    words = ["pdftotext", "-layout", str(path), "-"]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout

    figures = [words.split()[-1] for _, _, words, _ in golden.FINDINGS if words and "%" in words]
    assert sorted(word for word in printed.split() if word in set(figures)) == sorted(figures)
    assert render(table, "pdf").body == path.read_bytes()


@pytest.mark.parametrize("code", CODES)
def test_the_page_is_shown_to_the_office_and_hidden_from_strangers(plan, client, code):
    client.force_login(User.objects.get(username="van-phong-chi-lang"))
    assert client.get(URL.format(code)).status_code == 200

    client.force_login(User.objects.get(username="van-phong"))
    assert client.get(URL.format(code)).status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_a_plan_of_many_communes_has_no_such_appendix(client, plan, code):
    client.force_login(User.objects.get(username="van-phong"))

    response = client.get(f"/ke-hoach/loc-binh-2024/phu-luc/{code}/")

    assert response.status_code == 404
    assert code not in appendices_of(PlanFactory())


@pytest.mark.parametrize(("code", "queries"), [(CODES[0], 13), (CODES[1], 11)])
def test_query_count(plan, code, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        table_of(plan, code)


def test_what_the_office_writes_on_the_page_is_printed(plan, client):
    client.force_login(User.objects.get(username="van-phong-chi-lang"))
    row = plan.rows.get()
    finding = row.findings.get(requirement__code="19.2")
    measure = row.measures.get(requirement__code="19")
    below = f"/ke-hoach/{plan.code}/xa/{row.commune.code}/"
    words = {"text": "Đã lắp 02 camera ở trung tâm xã", "due_on": "15/10/2024"}
    agency = plan.unit.agencies.get(name="Công an huyện")
    choices = {"requirement": measure.requirement_id, "agencies": [agency.pk]}

    for where in (f"chi-tieu/{finding.requirement_id}/", f"giai-phap/{measure.pk}/"):
        seen = client.get(below + where).context["seen"]
        response = client.post(below + where, words | choices | {"seen": seen})
        assert response.status_code == 302

    situation, summary = (
        json.loads(client.get(f"{URL.format(code)}?format=json").content)["rows"] for code in CODES
    )
    (line,) = [row["cells"] for row in situation if row["cells"][1].startswith("19.2.")]
    assert line[3:] == [
        "Đã lắp 02 camera ở trung tâm xã",
        "Chưa đạt",
        "Đã lắp 02 camera ở trung tâm xã",
        "Công an huyện",
        "Trước 15/10/2024",
    ]
    notes = {row["cells"][0]: row["cells"][6] for row in summary}
    assert notes["19.2"] == "Đã lắp 02 camera ở trung tâm xã"
