"""Phụ lục tổng hợp báo cáo: the same table in every format, by period."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from assignments.models import Report
from assignments.services.reporting import close_cycle
from assignments.services.summaries import issue_summary
from reports.appendices import cycle_reports
from reports.renderers import html, render
from tests.factories.assignments import AgencyFactory, ResponsibilityFactory
from tests.factories.communes import CellFactory, StatusEntryFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.factories.reporting import (
    NO_FIGURES,
    ReportFactory,
    ReportingCycleFactory,
    ReportingPartyFactory,
)
from tests.factories.world import make_world
from tests.reports.pdf_grid import words
from tests.reports.read_back import from_json, from_workbook
from tests.reports.test_docx import texts as word_texts
from tests.reports.test_html_and_json import TableReader, cells

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 5)
LONG = "Vốn đối ứng của xã còn thiếu, mặt bằng chưa bàn giao. " * 12


@pytest.fixture
def world():
    world = make_world()
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, title="Kế hoạch thử")
    world.plan, world.cycle = plan, ReportingCycleFactory(plan=plan)
    leading, idle = (
        AgencyFactory(unit=world.district, name=name) for name in ("Phòng A", "Phòng B")
    )
    row = PlanCommuneFactory(plan=plan, commune=world.communes[0])
    for criterion in world.criteria[:2]:
        PlanTargetFactory(row=row, requirement=criterion)
        ResponsibilityFactory(plan=plan, agency=leading, requirement=criterion)
    cell = CellFactory(commune=world.communes[0], requirement=world.criteria[0])
    StatusEntryFactory(cell=cell, observed_on=date(2024, 2, 10))
    world.parties = [
        ReportingPartyFactory(cycle=world.cycle, agency=leading),
        ReportingPartyFactory(cycle=world.cycle, agency=idle),
        ReportingPartyFactory(cycle=world.cycle, agency=None, commune=row.commune),
    ]
    figures = NO_FIGURES.as_json() | {"planned": 2, "met": 1, "met_now": ["a"]}
    ReportFactory(
        party=world.parties[0], figures=figures, difficulties=LONG, proposals="Cấp 1,2 tỷ"
    )
    ReportFactory(party=world.parties[2], figures=figures | {"met": 0}, sent_on=date(2024, 3, 4))
    world.address = f"/ke-hoach/{plan.code}/phu-luc/tong-hop-bao-cao/"
    return world


def golden(world) -> tuple:
    commune = world.communes[0].full_name
    nothing = [""] * 8
    return (
        ("I", "Cơ quan, đơn vị", *nothing),
        ("1", "Phòng A", "đúng hạn", "1", "1", "2", "0", "0", LONG.strip(), "Cấp 1,2 tỷ"),
        ("2", "Phòng B", "chưa gửi", "0", "0", "0", "0", "0", "", ""),
        ("II", "Các xã", *nothing),
        ("1", commune, "muộn 4 ngày", "1", "1", "2", "0", "0", "", ""),
        ("Cả kế hoạch", "", "", "1", "1", "2", "0", "0", "", ""),
    )


def test_rows_and_notes(world):
    table = cycle_reports.build(cycle=world.cycle, day=DAY)

    assert tuple(table.texts(row) for row in table.rows) == golden(world)
    assert table.title == "TỔNG HỢP BÁO CÁO THÁNG 02/2024"
    assert table.subtitles == ("(Kế hoạch thử, 01/02/2024 - 29/02/2024)",)
    assert table.notes == (
        "Số liệu tính từ nhật ký trên cổng đến hết ngày 29/02/2024.",
        "Dòng “Cả kế hoạch” đếm mỗi mục tiêu, mỗi việc một lần nên có thể ít hơn tổng các dòng.",
        f"{world.communes[0].full_name}: mục tiêu đạt lũy kế: báo cáo ghi 0, nhật ký nay 1.",
    )


def test_every_format_says_the_same(world):
    table, rows = cycle_reports.build(cycle=world.cycle, day=DAY), golden(world)

    document = Document(BytesIO(render(table, "docx").body))
    word = list(document.tables[0].rows)[2:]
    page = TableReader(html.fragment(table))

    assert tuple(map(word_texts, word)) == rows
    assert from_json(table) == rows
    assert from_workbook(table) == rows
    assert tuple(map(cells, page.rows[2:])) == rows


def test_a_row_higher_than_a_page_goes_on_under_a_header(world):
    """Kept whole it would leave its page without header and lines."""
    table = cycle_reports.build(cycle=world.cycle, day=DAY)

    pages = [[word.text for word in page] for page in words(render(table, "pdf").body)]

    assert [page.count("STT") for page in pages] == [1, 1]
    assert sum(page.count("giao.") for page in pages) == 12
    assert all(page.count("giao.") for page in pages)


def test_a_long_row_may_break_in_word_and_is_not_too_high_for_excel(world):
    ReportFactory(
        party=world.parties[0], number=2, correction="Dài", proposals=LONG * 6, sent_on=DAY
    )
    table = cycle_reports.build(cycle=world.cycle, day=DAY)

    rows = list(Document(BytesIO(render(table, "docx").body)).tables[0].rows)
    sheet = load_workbook(BytesIO(render(table, "xlsx").body)).active

    whole = [bool(row._tr.findall(f".//{qn('w:cantSplit')}")) for row in rows[2:]]
    assert whole == [True, False, True, True, True, True]
    assert max(one.height or 0 for one in sheet.row_dimensions.values()) == 409


def test_a_correction_by_the_day_is_the_one_that_counts(world):
    ReportFactory(
        party=world.parties[0],
        number=2,
        correction="Bổ sung",
        proposals="Cấp 2 tỷ",
        sent_on=date(2024, 3, 4),
    )

    before = cycle_reports.build(cycle=world.cycle, day=date(2024, 3, 3))
    after = cycle_reports.build(cycle=world.cycle, day=DAY)

    assert [table.texts(table.rows[1])[-1] for table in (before, after)] == [
        "Cấp 1,2 tỷ",
        "Cấp 2 tỷ",
    ]


def test_an_issued_summary_keeps_its_table(world):
    close_cycle(cycle=world.cycle, by=world.office)
    issue_summary(cycle=world.cycle, words={}, seen=0, today=DAY, by=world.office)
    StatusEntryFactory(
        cell=world.criteria[0].cells.get(), verdict="NOT_MET", observed_on=date(2024, 2, 20)
    )

    table = cycle_reports.build(cycle=world.cycle, day=date(2024, 6, 1))

    assert tuple(table.texts(row) for row in table.rows) == golden(world)
    assert table.notes[0].startswith("Số liệu và lời văn như khi phát hành, ngày ")
    assert table.dated_on is not None


def test_the_page_takes_the_period_of_the_address(client, world):
    later = ReportingCycleFactory(
        plan=world.plan,
        first_on=date(2024, 3, 1),
        last_on=date(2024, 3, 31),
        due_on=date(2024, 3, 29),
    )
    client.force_login(world.reader)

    assert client.get(world.address).context["cycle"] == later
    page = client.get(f"{world.address}?ky=thang-02-2024")
    assert page.context["cycle"] == world.cycle
    assert LONG.strip() in page.text


@pytest.mark.parametrize("file_format", ["pdf", "xlsx", "docx", "json"])
def test_downloads(client, world, file_format):
    client.force_login(world.office)

    response = client.get(f"{world.address}?ky=thang-02-2024&format={file_format}")

    number = world.plan.number.replace("/", "-")
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="TongHopBaoCao_{number}-thang-02-2024_2024-02-29.{file_format}"'
    )
    assert len(response.content) > 500


@pytest.mark.parametrize("key", ["thang-03-2024", "khong-co", "nam-2024"])
def test_a_period_without_a_cycle_is_not_there(client, world, key):
    client.force_login(world.office)

    assert client.get(f"{world.address}?ky={key}").status_code == 404


@pytest.mark.parametrize("who", ["officer", "neighbour", "stranger"])
def test_communes_and_strangers_find_nothing(client, world, who):
    client.force_login(getattr(world, who))

    assert client.get(world.address).status_code == 404


def test_a_plan_without_cycles_has_no_such_appendix(client, world):
    plan = PlanFactory(unit=world.district)
    client.force_login(world.office)

    assert client.get(f"/ke-hoach/{plan.code}/phu-luc/tong-hop-bao-cao/").status_code == 404


def test_the_command_writes_it(world, tmp_path):
    target = tmp_path / "bao-cao.json"

    call_command(
        "render_appendix",
        world.plan.code,
        "tong-hop-bao-cao",
        period="thang-02-2024",
        format="json",
        output=target,
    )

    assert json.loads(target.read_text())["title"] == "TỔNG HỢP BÁO CÁO THÁNG 02/2024"


@pytest.mark.parametrize("key", ["", "thang-03-2024"])
def test_the_command_names_the_periods_that_there_are(world, tmp_path, key, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(
            "render_appendix",
            world.plan.code,
            "tong-hop-bao-cao",
            period=key,
            format="json",
            output=tmp_path / "a.json",
        )

    assert ended.value.code == 1
    assert f"Không có kỳ báo cáo “{key}”: chọn thang-02-2024." in capsys.readouterr().err
    assert Report.objects.count() == 2
