"""Phụ lục 01 of the demo's plans in every format, cell by cell against the signed papers."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
import yaml
from django.conf import settings
from docx import Document

from assignments.demo_work import seed_work
from assignments.models import WorkLayout
from plans.models import Plan
from plans.sealed import SealedPlanError
from reports.appendices import appendices_of
from reports.frozen_tables import load
from reports.renderers import html, render
from reports.rules import FORMATS
from reports.signed import signed_bytes
from reports.tables import HeadingStyle, Orientation, RowKind
from tests.factories.accounts import UserFactory
from tests.factories.assignments import WorkItemFactory, WorkSectionFactory, WorkTaskFactory
from tests.factories.communes import UnitRoleFactory
from tests.factories.plans import PlanFactory
from tests.factories.signing import bring_to, sign
from tests.reports import work_lang_son_2019, work_loc_binh_2024
from tests.reports.pdf_grid import grid, squeezed, text
from tests.reports.read_back import from_json, from_workbook
from tests.reports.test_docx import texts as word_texts
from tests.reports.test_html_and_json import TableReader, cells

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
DEMO = settings.BASE_DIR / "fixtures" / "demo"
CODE = "phu-luc-01"


@dataclass(frozen=True)
class Golden:
    code: str
    title: str
    subtitle: str
    heads: list
    rows: tuple
    sections: int


GOLDEN = [
    Golden(
        "loc-binh-2024",
        work_loc_binh_2024.TITLE,
        work_loc_binh_2024.SUBTITLE,
        work_loc_binh_2024.HEADS,
        work_loc_binh_2024.ROWS,
        9,
    ),
    Golden(
        "lang-son-2019",
        work_lang_son_2019.TITLE,
        work_lang_son_2019.SUBTITLE,
        work_lang_son_2019.HEADS,
        work_lang_son_2019.ROWS,
        13,
    ),
]


@pytest.fixture(params=GOLDEN, ids=lambda one: one.code)
def golden(request):
    return request.param


@pytest.fixture
def table(golden):
    """The list as the demo stores it, through the services."""
    year = int(golden.code[-4:])
    plan = PlanFactory(
        status=Plan.Status.DRAFT,
        heading=Plan.Heading.AS_SIGNED,
        first_year=year,
        last_year=year,
    )
    data = yaml.safe_load((DEMO / "work" / f"{golden.code}.yaml").read_text(encoding="utf-8"))
    seed_work(data=data, plan=plan, by=UserFactory())
    return built(plan)


def built(plan):
    return appendices_of(plan)[CODE](plan=plan, day=plan.baseline_on)


def test_title_and_header(golden, table):
    lines = (table.label, table.title, table.subtitles)
    heads = [column.title for column in table.columns]

    assert (*lines, heads) == ("", golden.title, (golden.subtitle,), golden.heads)
    assert sum(row.kind == RowKind.SECTION for row in table.rows) == golden.sections


def test_json(golden, table):
    assert from_json(table) == golden.rows


def test_the_workbook(golden, table):
    assert from_workbook(table) == golden.rows


def test_word(golden, table):
    document = Document(BytesIO(render(table, "docx").body))

    body = list(document.tables[0].rows)[1:]
    assert tuple(map(word_texts, body)) == golden.rows


def test_html(golden, table):
    page = TableReader(html.fragment(table))

    assert tuple(map(cells, page.rows[1:])) == golden.rows


def test_pdf_has_every_row_whole_under_a_header_on_each_page(golden, table, tmp_path):
    body = render(table, "pdf").body

    pages = grid(body, tmp_path)

    assert [page[0] for page in pages] == [list(map(squeezed, golden.heads))] * len(pages)
    printed = [tuple(row) for page in pages for row in page[1:]]
    wanted = [
        tuple(squeezed(row[cell.index]) for cell in table.printed_cells(line))
        for line, row in zip(table.rows, golden.rows, strict=True)
    ]
    assert printed == wanted
    assert squeezed(golden.title + golden.subtitle) in squeezed(text(body))


def test_a_section_is_never_the_last_row_of_a_page(table, tmp_path):
    pages = grid(render(table, "pdf").body, tmp_path)

    assert all(len(page[-1]) > 2 for page in pages)


def test_a_plan_without_a_layout_of_its_own_prints_the_usual_one():
    section = WorkSectionFactory(plan__heading=Plan.Heading.DECREE_30)
    WorkItemFactory(section=section, text="Việc một", timing="Quý I")

    table = built(section.plan)

    assert (table.label, table.title) == ("Phụ lục I", work_loc_binh_2024.TITLE[12:])
    assert [column.title for column in table.columns] == work_loc_binh_2024.HEADS
    assert table.subtitles[0].startswith("(Kèm theo Kế hoạch số")
    assert (table.heading_style, table.orientation, table.short_title) == (
        HeadingStyle.DECREE_30,
        Orientation.LANDSCAPE,
        "Phụ lục 01",
    )


def test_only_one_line_of_the_layout_is_the_plans_own():
    item = WorkItemFactory(section__plan__heading=Plan.Heading.AS_SIGNED)
    WorkLayout.objects.create(plan=item.plan, subtitle="(Kèm theo)", timing_head="Tiến độ")

    table = built(item.plan)

    assert (table.title, table.subtitles) == (work_loc_binh_2024.TITLE, ("(Kèm theo)",))
    assert table.columns[-1].title == "Tiến độ"


def test_an_item_stays_with_its_first_sub_item():
    item = WorkItemFactory()
    WorkItemFactory(section=item.section, parent=item, text="Việc con")

    table = built(item.plan)

    assert [(row.values[0], row.keeps_next) for row in table.rows] == [
        ("I", False),
        ("1", True),
        ("", False),
    ]


@pytest.mark.parametrize("items", [1, 3])
def test_three_queries_and_one_for_the_list(items, django_assert_num_queries):
    section = WorkSectionFactory()
    WorkItemFactory.create_batch(items, section=section)

    with django_assert_num_queries(4):
        table = built(section.plan)

    assert len(table.rows) == 1 + items


@pytest.fixture
def approved():
    section = WorkSectionFactory(plan__status=Plan.Status.DRAFT, position=1)
    WorkItemFactory(section=section, text="Việc một", timing="Quý I")
    return bring_to(section.plan, "APPROVED")


def page_of(client, plan):
    office = UserFactory()
    UnitRoleFactory(user=office, unit=plan.unit, role="OFFICE")
    client.force_login(office)
    return client.get(f"/ke-hoach/{plan.code}/phu-luc/{CODE}/").text


def test_a_changed_item_of_a_draft_shows(client):
    section = WorkSectionFactory(plan__status=Plan.Status.DRAFT, position=1)
    item = WorkItemFactory(section=section, text="Việc một")
    item.text = "Việc khác"
    item.save()

    assert "Việc khác" in page_of(client, section.plan)


def test_the_signature_keeps_the_list_in_every_format(client, approved):
    drawn = built(approved)

    sign(approved, by=UserFactory())

    kept = approved.signed_appendices.get(code=CODE)
    approved.refresh_from_db()
    assert load(kept.table).rows == drawn.rows
    assert sorted(kept.files.values_list("file_format", flat=True)) == sorted(FORMATS)
    assert signed_bytes(kept, "xlsx") == render(built(approved), "xlsx").body


def test_what_is_moved_after_the_signature_changes_no_paper(client, approved):
    sign(approved, by=UserFactory())
    task = WorkTaskFactory(item=approved.work_items.get())
    task.due_on = date(2024, 12, 1)
    task.save()

    page = page_of(client, approved)

    assert "Bản đã ký" in page
    assert "Quý I" in page
    with pytest.raises(SealedPlanError):
        WorkItemFactory(section=approved.work_sections.get())
