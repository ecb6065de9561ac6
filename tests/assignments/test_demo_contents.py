"""`seed_demo`: what the five real plans state, copied by hand from the signed papers."""

from datetime import date
from decimal import Decimal

import pytest

from communes.models import StatusEntry
from plans.models import CapitalLine, Mandate, Objective, Plan, PlanGoal, PlanTarget, VillageGoal
from tests.assignments.printed_sentences import SENTENCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
CODES = [
    "chi-lang-nhan-ly-2024",
    "lang-son-2019",
    "loc-binh-2024",
    "si-ma-cai-2024",
    "tan-yen-2021-2025",
]
CHI_LANG, LANG_SON, LOC_BINH, SI_MA_CAI, TAN_YEN = CODES


def values(model, plan, *fields):
    """Tuples of these fields, by position."""
    return list(model.objects.filter(plan__code=plan).order_by("position").values_list(*fields))


def figures(plan, kind, *fields):
    of_kind = Objective.objects.filter(plan__code=plan, kind=kind).order_by("position")
    return list(of_kind.values_list(*fields))


def groups(plan):
    """Name -> (the count that the plan states, its communes by STT)."""
    return {
        group.name: (group.stated_count, [row.name for row in group.members.order_by("position")])
        for group in Plan.objects.get(code=plan).groups.all()
    }


def test_the_demo_holds_five_plans():
    heads = Plan.objects.order_by("code").values_list(
        "code", "number", "signed_on", "unit__code", "issuer", "signer", "kind", "first_year",
        "last_year", "criteria_set__code", "stated_communes", "capital_unit", "status",
    )  # fmt: skip

    annual, blank = "ANNUAL", ("", None)
    assert list(heads) == [
        (CHI_LANG, *blank, "187", "Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện Chi Lăng",
         "Phùng Văn Nghĩa", "COMMUNE", 2024, 2024, "NTM-NC-2021-2025", None, "MILLION", "DRAFT"),
        (LANG_SON, "46/KH-UBND", date(2019, 2, 22), "20", "UBND tỉnh Lạng Sơn", "Phạm Ngọc Thương",
         annual, 2019, 2019, "NTM-2016-2020", 207, "BILLION", "DRAFT"),
        (LOC_BINH, "72/KH-UBND", date(2024, 1, 30), "188", "UBND huyện Lộc Bình", "Hoàng Văn Chiều",
         annual, 2024, 2024, "NTM-2021-2025", None, "MILLION", "DRAFT"),
        (SI_MA_CAI, *blank, "084", "UBND huyện Si Ma Cai", "Nguyễn Trung Kiên",
         annual, 2024, 2024, "NTM-2021-2025", None, "MILLION", "DRAFT"),
        (TAN_YEN, *blank, "216", "UBND huyện Tân Yên", "Nguyễn Việt Toàn",
         "PERIOD", 2021, 2025, "NTM-2016-2020", None, "MILLION", "DRAFT"),
    ]  # fmt: skip


@pytest.mark.parametrize("plan", CODES)
def test_the_figures_of_the_text_stand_in_it_word_by_word(plan):
    whole = "\n".join(text for (text,) in values(Plan.narratives.rel.related_model, plan, "text"))

    assert [sentence for sentence in SENTENCES[plan] if sentence not in whole] == []


@pytest.mark.parametrize(
    ("plan", "bases", "sections"),
    [
        (CHI_LANG, 1, ["I", "II", "III"]),
        (LANG_SON, 4, ["I", "II", "III", "IV"]),
        (LOC_BINH, 5, ["I", "II", "III", "IV", "V"]),
        (SI_MA_CAI, 7, ["I", "II", "III", "IV", "V", "VI"]),
        (TAN_YEN, 0, ["I", "II", "III"]),
    ],
)
def test_no_basis_and_no_section_of_the_text_is_left_out(plan, bases, sections):
    held = Plan.objects.get(code=plan)

    assert held.legal_bases.count() == bases
    headings = [narrative.heading for narrative in held.narratives.order_by("position")]
    assert headings[0] == "Mở đầu"
    assert [one for one in headings if not one.startswith("Phụ lục ")][-1] == "Nơi nhận"
    tops = [heading.partition(". ")[0] for heading in headings]
    assert [top for top in tops if set(top) <= set("IV")] == sections


def test_a_province_states_communes_added_in_all_and_their_share():
    stated = figures(LANG_SON, "CRITERION", "requirement__code", "increment", "total", "share")

    assert stated == [
        ("2", 12, 61, "29,5"),
        ("3", 9, 160, "77,3"),
        ("4", 11, 125, "60,4"),
        ("5", 14, 64, "30,9"),
        ("6", 14, 66, "31,9"),
        ("7", 11, 175, "84,5"),
        ("8", None, 68, "32,9"),
        ("9", 22, 128, "61,8"),
        ("10", 12, 70, "33,8"),
        ("11", 13, 77, "37,2"),
        ("12", None, 207, ""),
        ("13", 9, 99, "47,8"),
        ("14", 6, 193, "93,2"),
        ("15", 26, 133, "64,2"),
        ("16", 13, 103, "49,8"),
        ("17", 14, 65, "31,4"),
        ("18", 16, 71, "34,3"),
        ("19", 8, 194, "93,7"),
    ]
    radio = Objective.objects.get(plan__code=LANG_SON, kind="OTHER", total__isnull=False)
    assert (radio.requirement.code, radio.total, radio.share) == ("8", 90, "43,4")


def test_a_province_states_its_bands_averages_and_groups():
    assert figures(LANG_SON, "BAND", "lowest", "highest", "total", "share") == [
        (19, 19, 60, "28,99"),
        (15, 18, 2, "0,97"),
        (10, 14, 35, "16,91"),
        (5, 9, 110, "53,14"),
    ]
    assert figures(LANG_SON, "AVERAGE", "group__name", "value_from", "value_to") == [
        (None, 11, Decimal("11.5")),
        ("Xã điểm đặc biệt khó khăn", 14, None),
        ("Xã biên giới", Decimal("9.5"), 10),
        ("Xã đã đạt chuẩn nông thôn mới", 5, Decimal("5.5")),
    ]
    assert figures(LANG_SON, "TIER", "tier", "increment", "total") == [("BASIC", 12, 60)]
    assert {name: count for name, (count, _) in groups(LANG_SON).items()} == {
        "Xã phấn đấu đạt chuẩn nông thôn mới năm 2019": 12,
        "Xã điểm đặc biệt khó khăn": 5,
        "Xã biên giới": 20,
        "Xã điểm đặc biệt khó khăn do huyện lựa chọn": None,
        "Xã đã đạt chuẩn nông thôn mới": None,
        "Xã đạt chuẩn nông thôn mới giai đoạn 2014 - 2016": 24,
        "Xã điểm xây dựng xã nông thôn mới nâng cao giai đoạn 2018 - 2020": 2,
        "Xã đặc biệt khó khăn có đề án hỗ trợ các thôn": 18,
    }
    assert Plan.objects.get(code=LANG_SON).rows.count() == 0


def test_money_hangs_below_its_source():
    lines = {
        plan: values(CapitalLine, plan, "amount", "share", "parent__amount")
        for plan in (LANG_SON, SI_MA_CAI, TAN_YEN)
    }

    assert lines == {
        LANG_SON: [
            (Decimal("3002.8"), "", None),
            (Decimal("652.8"), "21,7", Decimal("3002.8")),
            (Decimal("495.1"), "16,5", Decimal("652.8")),
            (Decimal("157.7"), "5,3", Decimal("652.8")),
            (365, "12,2", Decimal("3002.8")),
            (45, "1,5", Decimal("3002.8")),
            (1800, "59,9", Decimal("3002.8")),
            (135, "4,5", Decimal("3002.8")),
            (5, "0,2", Decimal("3002.8")),
        ],
        SI_MA_CAI: [
            (183970, "", None),
            (5490, "", 183970),
            (3890, "", 5490),
            (1600, "", 5490),
            (161180, "", 183970),
            (73616, "", 161180),
            (87564, "", 161180),
            (11000, "", 183970),
            (6300, "", 183970),
        ],
        TAN_YEN: [(931359, "", None), (712276, "", 931359), (219083, "", 931359)],
    }


def test_five_years_of_communes_and_villages():
    goals = PlanGoal.objects.filter(row__plan__code=TAN_YEN, action="BUILD").order_by("year", "pk")
    roadmap = [(goal.tier, goal.year, goal.row.commune.name) for goal in goals]

    assert [(year, name) for tier, year, name in roadmap if tier == "ADVANCED"] == [
        (2021, "Hợp Đức"), (2021, "Phúc Hòa"),
        (2022, "Phúc Sơn"), (2022, "Ngọc Châu"), (2022, "Quế Nham"),
        (2023, "Liên Sơn"), (2023, "Lam Cốt"),
        (2024, "Ngọc Thiện"), (2024, "Việt Ngọc"),
        (2025, "Ngọc Vân"), (2025, "Ngọc Lý"),
    ]  # fmt: skip
    assert sorted((year, name) for tier, year, name in roadmap if tier == "MODEL") == [
        (2023, "Việt Lập"), (2024, "Hợp Đức"), (2024, "Phúc Hòa"),
    ]  # fmt: skip
    assert values(VillageGoal, TAN_YEN, "kind", "year", "count", "name") == [
        ("VILLAGE_MODEL", year, count, "")
        for year, count in [(2021, 11), (2022, 10), (2023, 13), (2024, 6), (2025, 3)]
    ]
    assert figures(TAN_YEN, "TIER", "tier", "total", "share") == [
        ("BASIC", None, "100"), ("ADVANCED", 11, ""), ("MODEL", 3, ""),
    ]  # fmt: skip


def test_criteria_named_in_words_are_the_fourteen_targets():
    plan = Plan.objects.get(code=SI_MA_CAI)
    targets = PlanTarget.objects.select_related("requirement").order_by("requirement__position")
    printed = [
        (row.name, [target.requirement.code for target in targets.filter(row=row)])
        for row in plan.rows.order_by("position")
    ]

    assert printed == [
        ("Xã Sín Chéng", []),
        ("Xã Bản Mế", []),
        ("Xã Nàn Sán", []),
        ("Xã Cán Cẩu", []),
        ("Xã Sán Chải", ["10", "11", "12", "17", "18"]),
        ("Xã Quan Hồ Thẩn", ["8", "19"]),
        ("Xã Thào Chư Phìn", ["15", "17"]),
        ("Xã Lùng Thẩn", ["5", "15", "17"]),
        ("Xã Nàn Sín", ["5", "8"]),
    ]
    goals = PlanGoal.objects.filter(row__plan=plan).order_by("row__position")
    assert list(goals.values_list("row__position", "action", "tier", "year")) == [
        (position, "MAINTAIN", "BASIC", 2024) for position in (1, 2, 3, 4)
    ]


def test_a_district_states_criteria_villages_and_totals():
    assert figures(SI_MA_CAI, "CRITERION", "requirement__code", "total", "share") == [
        ("1", None, "100"), ("2", None, "100"), ("3", None, "100"), ("4", None, "100"),
        ("5", 8, ""), ("6", None, "100"), ("7", None, "100"), ("8", 9, ""), ("9", 9, ""),
        ("14", None, "100"), ("15", 6, ""), ("16", None, "100"), ("17", 6, ""), ("18", 7, ""),
        ("19", None, "100"),
    ]  # fmt: skip
    assert figures(SI_MA_CAI, "TOTAL", "value_from") == [(150,)]
    assert figures(SI_MA_CAI, "AVERAGE", "value_from") == [(Decimal("16.67"),)]
    assert values(VillageGoal, SI_MA_CAI, "kind", "action", "name", "row__commune__name") == [
        ("VILLAGE_MODEL", "COMPLETE", "Thôn Cán Chư Sừ", "Cán Cấu"),
        ("VILLAGE", "COMPLETE", "Thôn Mào Sao Chải", "Sín Chéng"),
        ("VILLAGE", "COMPLETE", "Thôn Sín Chải", "Sín Chéng"),
        ("VILLAGE", "COMPLETE", "Thôn Ngã Ba", "Quan Hồ Thẩn"),
        ("VILLAGE", "COMPLETE", "Thôn Đội 1", "Nàn Sán"),
        ("VILLAGE", "COMPLETE", "Thôn Lao Chải", "Sán Chải"),
    ]


def test_three_criteria_are_mandatory_in_the_nine_remaining_communes():
    remaining = groups(LOC_BINH)["Các xã còn lại"]

    assert remaining == (
        9,
        ["Xã Thống Nhất", "Xã Nam Quan", "Xã Mẫu Sơn", "Xã Đông Quan", "Xã Hữu Lân",
         "Xã Lợi Bác", "Xã Minh Hiệp", "Xã Sần Viên", "Xã Ái Quốc"],
    )  # fmt: skip
    assert values(Mandate, LOC_BINH, "requirement__code", "group__name") == [
        (code, "Các xã còn lại") for code in ("16", "17", "19")
    ]


def test_a_district_states_its_average_in_the_text_and_in_its_appendix():
    averages = figures(LOC_BINH, "AVERAGE", "value_from", "unit")
    increases = figures(LOC_BINH, "INCREASE", "group__name", "value_from", "value_to")

    assert averages == [(Decimal(value), "tiêu chí/xã") for value in ("14.16", "14.37")]
    assert increases == [(None, 1, 2), ("Các xã còn lại", 1, 2)]
    assert figures(LOC_BINH, "TIER", "tier", "increment", "total") == [
        ("BASIC", 1, 10), ("MODEL", 1, None),
    ]  # fmt: skip
    assert figures(LOC_BINH, "TOTAL", "value_from") == [(273,)]
    assert values(VillageGoal, LOC_BINH, "kind", "name", "row__commune__name", "count") == [
        ("RESIDENTIAL", "Khu dân cư tại thôn Quân Phát", "Yên Khoái", 1),
        ("GARDEN", "", None, 1),
    ]


def test_a_single_commune_states_what_its_solutions_shall_reach():
    assert figures(CHI_LANG, "OTHER", "requirement__code", "value_from", "unit") == [
        (None, 13, "tiêu chí chưa đạt"), (None, 19, "tiêu chí"),
        ("2", 612, "m"), ("2", Decimal("1.7"), "km"), ("2", Decimal("1.9"), "km"),
        ("3", 1, "mô hình"), ("8", 3, "tin/tháng"), ("8", 3, "tin/tuần"),
        ("8", 50, "%"), ("8", 100, "%"), ("8", 80, "%"), ("8", 50, "%"), ("12", 75, "%"),
    ]  # fmt: skip


@pytest.mark.parametrize("district", ["084", "216"])
def test_no_result_is_invented_where_the_plan_names_none(district):
    results = StatusEntry.objects.filter(cell__commune__parent__code=district)

    assert results.count() == 0
