"""What is counted from the log, what is only stated, what is not known; and the cost of it."""

from datetime import date
from decimal import Decimal

import pytest

from communes.models import Cell
from plans.models import Action, Objective, Plan
from reports.appendices import APPENDICES, appendices_of
from reports.appendices.origin import as_printed, plain, share
from reports.tables import Exact
from tests.factories.communes import CellFactory, CommuneFactory, StatusEntryFactory
from tests.factories.criteria import CriterionFactory
from tests.factories.plans import (
    CapitalLineFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
    VillageGoalFactory,
)
from tests.reports import lang_son_2019, si_ma_cai_2024, tan_yen_2021_2025
from tests.reports import loc_binh_2024 as golden

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 1)
SINCE = "Số liệu tính từ kết quả ghi trên cổng đến ngày {}."


def made(plan, code, day=DAY):
    return APPENDICES[code](plan=plan, day=day)


def rows(table):
    return tuple(table.texts(row) for row in table.rows)


def test_completion_is_counted_where_the_plan_states_no_total():
    table = made(golden.store_plan(), "tieu-chi-hoan-thanh")

    assert rows(table)[-3:] == (
        ("Cộng", "", "", "27"),
        ("Tổng số tiêu chí hoàn thành và duy trì", "", "", "273"),
        ("Bình quân tiêu chí/xã", "", "", "14,37"),
    )
    assert (table.notes, table.follows_day) == ((SINCE.format("01/01/2024"),), True)


def test_a_later_day_moves_an_increment_into_the_total():
    plan = golden.store_plan()
    row = plan.rows.get(position=10)
    reached = row.targets.get(requirement__code="5").requirement
    golden.record_met([Cell(commune=row.commune, requirement=reached)], date(2024, 6, 30))

    table = made(plan, "muc-tieu-tieu-chi", date(2024, 6, 30))

    assert rows(table)[4] == ("5", "Tiêu chí số 5", "0", "10", "52,6")
    assert rows(table)[19] == ("Cộng số tiêu chí", "", "26", "273", "")
    assert table.notes == (SINCE.format("30/06/2024"),)


def test_nothing_recorded_leaves_the_totals_empty_and_says_so():
    plan = si_ma_cai_2024.store_plan(stated=False)

    completion = made(plan, "tieu-chi-hoan-thanh")
    by_criterion = made(plan, "muc-tieu-tieu-chi")

    assert rows(completion)[-3:] == (
        ("Cộng", "", "", "14"),
        ("Tổng số tiêu chí hoàn thành và duy trì", "", "", ""),
        ("Bình quân tiêu chí/xã", "", "", ""),
    )
    names = ", ".join(
        f"Xã {name}" for name in (*si_ma_cai_2024.KEEPING, *si_ma_cai_2024.COMPLETING)
    )
    assert completion.notes == (
        f"Chưa có kết quả của 9 xã: {names}.",
        SINCE.format("01/01/2024"),
    )
    assert rows(by_criterion)[4] == ("5", "Trường học", "2", "", "")
    assert rows(by_criterion)[19] == ("Cộng số tiêu chí", "", "14", "", "")


def test_a_commune_without_results_is_in_no_band():
    plan = golden.store_plan()
    for number in range(11):
        PlanCommuneFactory(plan=plan, commune=CommuneFactory(name=f"mới {number}"))

    table = made(plan, "phan-nhom-xa")

    assert rows(table) == (
        ("1", "Xã đạt 19 tiêu chí", "10", "33,33"),
        ("2", "Xã đạt 15-18 tiêu chí", "0", "0,00"),
        ("3", "Xã đạt 10-14 tiêu chí", "3", "10,00"),
        ("4", "Xã đạt 5-9 tiêu chí", "6", "20,00"),
        ("5", "Xã đạt dưới 5 tiêu chí", "0", "0,00"),
        ("Tổng số xã", "", "30", "63,33"),
    )
    assert table.notes[0].startswith("Chưa có kết quả của 11 xã: Xã mới 0, Xã mới 1,")
    assert table.notes[0].endswith(", Xã mới 9 và 1 xã khác.")


def test_stated_figures_are_never_joined_by_counted_ones():
    plan = golden.store_plan()
    criterion = plan.criteria_set.requirements.get(code="2")
    ObjectiveFactory(plan=plan, requirement=criterion, increment=3, total=12, share="63,10")

    table = made(plan, "muc-tieu-tieu-chi")

    assert rows(table)[:2] == (
        ("1", "Tiêu chí số 1", "", "", ""),
        ("2", "Tiêu chí số 2", "3", "12", "63,10"),
    )
    assert len(table.rows) == 19
    assert (table.notes[-1], table.follows_day) == ("Số liệu nêu trong kế hoạch.", False)


def test_a_stated_band_covers_the_usual_ones_that_it_touches():
    plan = PlanFactory()
    CriterionFactory.create_batch(19, criteria_set=plan.criteria_set)
    ObjectiveFactory(
        plan=plan,
        kind=Objective.Kind.BAND,
        requirement=None,
        lowest=0,
        highest=12,
        total=7,
        share="70",
    )

    assert rows(made(plan, "phan-nhom-xa")) == (
        ("1", "Xã đạt dưới 13 tiêu chí", "7", "70"),
        ("2", "Xã đạt 19 tiêu chí", "", ""),
        ("3", "Xã đạt 15-18 tiêu chí", "", ""),
    )


def total(plan, position, **figures):
    empty = {"requirement": None, "increment": None, "total": None, "share": ""}
    ObjectiveFactory(plan=plan, position=position, **(empty | figures))


def test_a_stated_sum_of_the_table_is_printed_once_and_a_range_as_words():
    plan = si_ma_cai_2024.store_plan(stated=False)
    total(plan, 1, kind=Objective.Kind.TOTAL, value_from=14)
    total(plan, 2, kind=Objective.Kind.AVERAGE, value_from=11, value_to=Decimal("11.5"))

    assert rows(made(plan, "tieu-chi-hoan-thanh"))[5:] == (
        ("Cộng", "", "", "14"),
        ("Bình quân tiêu chí/xã", "", "", "11 - 11,5"),
    )


def test_two_totals_keep_the_plans_own_words():
    plan = si_ma_cai_2024.store_plan(stated=False)
    total(plan, 1, kind=Objective.Kind.TOTAL, value_from=136, text="Duy trì")
    total(plan, 2, kind=Objective.Kind.TOTAL, value_from=150)

    assert rows(made(plan, "tieu-chi-hoan-thanh"))[6:] == (
        ("Duy trì", "", "", "136"),
        ("Tổng số tiêu chí hoàn thành và duy trì", "", "", "150"),
    )


def test_several_sources_get_a_total_that_says_whose_it_is():
    plan = PlanFactory()
    for label, amount, stated in (("Ngân sách", "1.5", "60"), ("Dân góp", "1", "")):
        CapitalLineFactory(plan=plan, label=label, amount=amount, share=stated)

    table = made(plan, "nguon-von")

    assert rows(table) == (
        ("I", "Ngân sách", "1,5", "60"),
        ("II", "Dân góp", "1", ""),
        ("Tổng cộng", "", "2,5", ""),
    )
    assert table.notes == ("Dòng tổng cộng do cổng tính.", "Số liệu nêu trong kế hoạch.")


def test_numerals_of_four_levels_and_no_share_of_nothing():
    plan = PlanFactory()
    above = None
    for depth in range(4):
        above = CapitalLineFactory(plan=plan, label=f"Bậc {depth}", amount=0, parent=above)

    assert rows(made(plan, "nguon-von")) == (
        ("I", "Bậc 0", "0", ""),
        ("1", "Bậc 1", "0", ""),
        ("-", "Bậc 2", "0", ""),
        ("+", "Bậc 3", "0", ""),
    )


def test_kinds_of_several_years_are_lettered():
    plan = PlanFactory(first_year=2023, last_year=2024)
    row = PlanCommuneFactory(plan=plan, printed_name="Xã A")
    VillageGoalFactory(plan=plan, kind="GARDEN", year=2024, count=4)
    VillageGoalFactory(plan=plan, kind="VILLAGE_MODEL", year=2024, count=2)
    VillageGoalFactory(plan=plan, kind="VILLAGE_MODEL", year=2024, count=1, name="B", row=row)
    kept = {"action": Action.MAINTAIN, "year": 2023}
    VillageGoalFactory(plan=plan, kind="VILLAGE_MODEL", count=1, name="C", **kept)

    table = made(plan, "lo-trinh-thon")

    assert rows(table) == (
        ("A", "Thôn nông thôn mới kiểu mẫu", "", "3"),
        ("I", "Năm 2024", "", "3"),
        ("1", "Chưa nêu tên", "", "2"),
        ("2", "B", "Xã A", "1"),
        ("B", "Vườn mẫu", "", "4"),
        ("I", "Năm 2024", "", "4"),
    )
    assert table.notes == ("Không kể nơi duy trì: C.", "Số liệu nêu trong kế hoạch.")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("29,50", Exact(Decimal("29.50"), 2), id="zeros-kept"),
        pytest.param("12", Exact(Decimal(12), 0), id="whole"),
        pytest.param("05", "05", id="leading-zero"),
        pytest.param("29.5", "29.5", id="point"),
        pytest.param("khoảng 30", "khoảng 30", id="words"),
    ],
)
def test_as_printed(printed, expected):
    assert as_printed(printed) == expected


def test_shares_are_rounded_half_up():
    assert share(1, 8, 2) == Exact(Decimal("12.50"), 2)
    assert share(1, 8, 1) == Exact(Decimal("12.5"), 1)
    assert share(1, 16, 1) == Exact(Decimal("6.3"), 1)
    assert share(1, 0, 1) is None
    assert plain(Decimal("1800.000")) == Exact(Decimal("1800.000"), 0)


def province(count):
    """A plan of `count` communes with results, targets, goals, villages and money."""
    plan = PlanFactory()
    criteria = CriterionFactory.create_batch(2, criteria_set=plan.criteria_set)
    source = CapitalLineFactory(plan=plan)
    for row in PlanCommuneFactory.create_batch(count, plan=plan):
        StatusEntryFactory(cell=CellFactory(commune=row.commune, requirement=criteria[0]))
        PlanTargetFactory(row=row, requirement=criteria[1])
        PlanGoalFactory(row=row, tier="ADVANCED")
        PlanGoalFactory(row=row, tier="MODEL")
        VillageGoalFactory(plan=plan, row=row, count=1)
        CapitalLineFactory(plan=plan, parent=source)
    return plan


COUNTED = {
    "phu-luc-02": 6,
    "lo-trinh-nang-cao": 1,
    "lo-trinh-kieu-mau": 1,
    "lo-trinh-thon": 1,
    "tieu-chi-hoan-thanh": 5,
    "muc-tieu-tieu-chi": 5,
    "phan-nhom-xa": 5,
    "nguon-von": 1,
}


@pytest.mark.parametrize("communes", [19, 207])
def test_query_counts_are_flat(communes, django_assert_num_queries):
    plan = Plan.objects.select_related("unit", "criteria_set").get(pk=province(communes).pk)

    with django_assert_num_queries(1):
        known = appendices_of(plan)

    assert list(known) == list(COUNTED)
    for code, queries in COUNTED.items():
        with django_assert_num_queries(queries):
            known[code](plan=plan, day=DAY)


@pytest.mark.parametrize(
    ("store", "code", "queries"),
    [
        (lang_son_2019.store_plan, "muc-tieu-tieu-chi", 2),
        (lang_son_2019.store_plan, "phan-nhom-xa", 2),
        (si_ma_cai_2024.store_plan, "tieu-chi-hoan-thanh", 4),
        (tan_yen_2021_2025.store_plan, "lo-trinh-thon", 1),
    ],
)
def test_query_counts_of_stated_figures(store, code, queries, django_assert_num_queries):
    plan = Plan.objects.select_related("unit", "criteria_set").get(pk=store().pk)

    with django_assert_num_queries(queries):
        made(plan, code)
