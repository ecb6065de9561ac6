"""Phụ lục 02 against the signed plan of Lộc Bình."""

from datetime import date

import pytest

from communes.models import AdministrativeUnit, Cell
from criteria.models import CriteriaSet
from plans.models import Plan
from plans.rules import PlanRow
from reports.appendices import APPENDICES
from reports.appendices.commune_targets import arrange
from reports.appendices.headings import roman
from reports.tables import HeadingStyle, RowKind
from tests.factories.plans import PlanCommuneFactory, PlanFactory, PlanTargetFactory
from tests.reports import loc_binh_2024 as golden

build = APPENDICES["phu-luc-02"]


def texts(table):
    return tuple(table.texts(row) for row in table.rows)


def one_row(**changes):
    row = PlanRow(position=1, name="Xã A", met=("1",), targeted=(), goal="")
    rows = [PlanRow(**(vars(row) | changes))]
    return arrange(plan=golden.unsaved_plan(), rows=rows, day=golden.DAY)


def test_the_signed_table_cell_by_cell(table):
    assert texts(table) == golden.ROWS


def test_the_signed_heading(table):
    assert (table.label, table.title, table.subtitles) == ("", golden.TITLE, (golden.SUBTITLE,))
    assert table.heading_style == HeadingStyle.AS_SIGNED


def test_the_signed_header(table):
    assert tuple(cell.title for cell in table.header_rows[0]) == golden.TOP_HEADERS
    assert tuple(column.title for column in table.columns) == golden.COLUMNS


def test_two_total_rows_and_no_note(table):
    assert [row.kind for row in table.rows] == [RowKind.ROW] * 19 + [RowKind.TOTAL] * 2
    assert table.notes == ()


@pytest.mark.django_db
def test_the_signed_table_from_the_database():
    plan = golden.store_plan()

    table = build(plan=plan, day=golden.DAY)

    assert texts(table) == golden.ROWS
    assert (table.title, table.subtitles) == (golden.TITLE, (golden.SUBTITLE,))


@pytest.mark.django_db
def test_a_later_day_stands_in_the_header_and_counts_a_reached_target_once():
    plan = golden.store_plan()
    row = plan.rows.get(position=10)
    reached = row.targets.get(requirement__code="5").requirement
    golden.record_met([Cell(commune=row.commune, requirement=reached)], date(2024, 6, 30))

    table = build(plan=plan, day=date(2024, 6, 30))

    assert table.header_rows[0][2].title == "Kết quả tính đến ngày 30/06/2024"
    assert table.texts(table.rows[9]) == (
        "10",
        "Xã Xuân Dương",
        "10",
        "1,3,4,5,7,8,9,14,16,19",
        "10",
        "2,5,6,10,11,12,13,15,17,18",
        "19",
    )
    assert table.texts(table.rows[19]) == ("Cộng toàn huyện", "", "247", "", "27", "", "273")
    assert table.notes == (
        "Xã Xuân Dương: tiêu chí 5 đã đạt tính đến ngày 30/06/2024.",
        "Tiêu chí vừa đã đạt vừa phấn đấu chỉ tính một lần ở cột cuối.",
    )


@pytest.mark.django_db
def test_an_earlier_day_knows_nothing_of_later_entries():
    plan = golden.store_plan()

    table = build(plan=plan, day=date(2023, 12, 31))

    assert table.texts(table.rows[19]) == ("Cộng toàn huyện", "", "0", "", "27", "", "27")


@pytest.mark.django_db
@pytest.mark.parametrize("commune_count", [1, 3])
def test_query_count_is_flat(commune_count, django_assert_num_queries):
    plan = PlanFactory()
    for row in PlanCommuneFactory.create_batch(commune_count, plan=plan):
        PlanTargetFactory(row=row)
    plan = Plan.objects.select_related("unit", "criteria_set").get(pk=plan.pk)

    with django_assert_num_queries(6):
        table = build(plan=plan, day=golden.DAY)

    assert len(table.rows) == commune_count + 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"goal": "Duy trì"}, ("", "Duy trì", "1"), id="goal-only"),
        pytest.param({"targeted": ("2", "5")}, ("2", "2,5", "3"), id="targets-only"),
        pytest.param({"targeted": ("2",), "goal": "Duy trì"}, ("1", "2\nDuy trì", "2"), id="both"),
        pytest.param({}, ("", "", "1"), id="neither"),
    ],
)
def test_targets_and_goal(changes, expected):
    table = one_row(**changes)

    assert table.texts(table.rows[0])[4:] == expected


def test_no_commune_has_no_average():
    table = arrange(plan=golden.unsaved_plan(), rows=[], day=golden.DAY)

    assert texts(table) == (
        ("Cộng toàn huyện", "", "0", "", "0", "", "0"),
        ("Tỷ lệ đạt bình quân tiêu chí/xã", "", "", "", "", "", ""),
    )


def test_heading_by_decree_30():
    plan = golden.unsaved_plan(heading=Plan.Heading.DECREE_30)

    table = arrange(plan=plan, rows=[], day=golden.DAY)

    assert (table.label, table.title, table.subtitles) == (
        "Phụ lục II",
        "KẾ HOẠCH CÁC XÃ PHẤN ĐẤU ĐẠT TIÊU CHÍ NÔNG THÔN MỚI NĂM 2024",
        ("(Kèm theo Kế hoạch số 72/KH-UBND ngày 30 tháng 01 năm 2024 của UBND huyện Lộc Bình)",),
    )
    assert table.heading_style == HeadingStyle.DECREE_30


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"heading": Plan.Heading.AS_SIGNED},
            "(kèm Kế hoạch số: …/KH-UBND ngày …/…/… của UBND huyện Lộc Bình)",
            id="as-signed",
        ),
        pytest.param(
            {"heading": Plan.Heading.DECREE_30},
            "(Kèm theo Kế hoạch số …/KH-UBND ngày … tháng … năm … của UBND huyện Lộc Bình)",
            id="decree-30",
        ),
        pytest.param(
            {"heading": Plan.Heading.AS_SIGNED, "issuer": "BCĐ huyện Lộc Bình"},
            "(kèm Kế hoạch số: … ngày …/…/… của BCĐ huyện Lộc Bình)",
            id="symbol-unknown",
        ),
    ],
)
def test_a_draft_leaves_number_and_day_open(changes, expected):
    plan = golden.unsaved_plan(number="", signed_on=None, **changes)

    assert arrange(plan=plan, rows=[], day=golden.DAY).subtitles == (expected,)


def test_a_plan_of_several_years_and_another_tier():
    plan = golden.unsaved_plan(first_year=2021, last_year=2025)
    plan.criteria_set.tier = CriteriaSet.Tier.ADVANCED
    plan.unit.kind = AdministrativeUnit.Kind.PROVINCE

    table = arrange(plan=plan, rows=[], day=golden.DAY)

    assert table.title == (
        "PHỤ LỤC 02: KẾ HOẠCH CÁC XÃ PHẤN ĐẤU ĐẠT TIÊU CHÍ NÔNG THÔN MỚI NÂNG CAO"
        " GIAI ĐOẠN 2021-2025"
    )
    assert table.columns[6].title == "Kế hoạch đạt tiêu chí giai đoạn 2021-2025"
    assert table.texts(table.rows[0])[0] == "Cộng toàn tỉnh"


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "I"), (4, "IV"), (9, "IX"), (13, "XIII"), (39, "XXXIX")]
)
def test_roman(number, expected):
    assert roman(number) == expected
