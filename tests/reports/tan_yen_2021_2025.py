"""Mục II.2.1 and II.2.3 of the plan of huyện Tân Yên, 2021-2025, typed from its text.

The plan names the communes of a year in no fixed order (kiểu mẫu 2024: "Phúc Hòa, Hợp Đức"); the
appendix prints them by STT. ORDER is this test's STT: the order of first mention. The scan's
"06 thôn" and "03 thôn" are the figures 6 and 3.
"""

from plans.models import Plan
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.criteria import CriteriaSetFactory
from tests.factories.plans import (
    CapitalLineFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    VillageGoalFactory,
)

ORDER = (
    "Hợp Đức",
    "Phúc Hòa",
    "Phúc Sơn",
    "Ngọc Châu",
    "Quế Nham",
    "Liên Sơn",
    "Lam Cốt",
    "Ngọc Thiện",
    "Việt Ngọc",
    "Ngọc Vân",
    "Ngọc Lý",
    "Việt Lập",
)
ADVANCED_BY_YEAR = {
    2021: ("Hợp Đức", "Phúc Hòa"),
    2022: ("Phúc Sơn", "Ngọc Châu", "Quế Nham"),
    2023: ("Liên Sơn", "Lam Cốt"),
    2024: ("Ngọc Thiện", "Việt Ngọc"),
    2025: ("Ngọc Vân", "Ngọc Lý"),
}
MODEL_BY_YEAR = {2023: ("Việt Lập",), 2024: ("Hợp Đức", "Phúc Hòa")}
VILLAGES_BY_YEAR = {2021: 11, 2022: 10, 2023: 13, 2024: 6, 2025: 3}

ADVANCED_TITLE = "LỘ TRÌNH XÃ ĐẠT CHUẨN NÔNG THÔN MỚI NÂNG CAO GIAI ĐOẠN 2021-2025"
ADVANCED = (
    ("I", "Năm 2021: 2 xã", ""),
    ("1", "Xã Hợp Đức", "2021"),
    ("2", "Xã Phúc Hòa", "2021"),
    ("II", "Năm 2022: 3 xã", ""),
    ("1", "Xã Phúc Sơn", "2022"),
    ("2", "Xã Ngọc Châu", "2022"),
    ("3", "Xã Quế Nham", "2022"),
    ("III", "Năm 2023: 2 xã", ""),
    ("1", "Xã Liên Sơn", "2023"),
    ("2", "Xã Lam Cốt", "2023"),
    ("IV", "Năm 2024: 2 xã", ""),
    ("1", "Xã Ngọc Thiện", "2024"),
    ("2", "Xã Việt Ngọc", "2024"),
    ("V", "Năm 2025: 2 xã", ""),
    ("1", "Xã Ngọc Vân", "2025"),
    ("2", "Xã Ngọc Lý", "2025"),
    ("Tổng cộng", "", "11 xã"),
)
MODEL = (
    ("I", "Năm 2023: 1 xã", ""),
    ("1", "Xã Việt Lập", "2023"),
    ("II", "Năm 2024: 2 xã", ""),
    ("1", "Xã Hợp Đức", "2024"),
    ("2", "Xã Phúc Hòa", "2024"),
    ("Tổng cộng", "", "3 xã"),
)
VILLAGES_TITLE = "LỘ TRÌNH THÔN NÔNG THÔN MỚI KIỂU MẪU GIAI ĐOẠN 2021-2025"
VILLAGES = (
    ("I", "Năm 2021", "11"),
    ("II", "Năm 2022", "10"),
    ("III", "Năm 2023", "13"),
    ("IV", "Năm 2024", "6"),
    ("V", "Năm 2025", "3"),
    ("Tổng cộng", "", "43"),
)
# The plan prints no share; 712.276 and 219.083 of 931.359 by hand: 76,477… and 23,522….
CAPITAL_LINES = (
    ("Tổng kế hoạch vốn dự kiến giai đoạn 2021-2025", 931359),
    ("Ngân sách Nhà nước", 712276),
    ("Nguồn vốn khác và vốn lồng ghép, xã hội hóa", 219083),
)
CAPITAL = (
    ("I", "Tổng kế hoạch vốn dự kiến giai đoạn 2021-2025", "931.359", "100,0"),
    ("1", "Ngân sách Nhà nước", "712.276", "76,5"),
    ("2", "Nguồn vốn khác và vốn lồng ghép, xã hội hóa", "219.083", "23,5"),
)


def store_plan(**changes) -> Plan:
    plan = PlanFactory(
        **{
            "code": "tan-yen-2021-2025",
            "unit": DistrictFactory(name="Tân Yên"),
            "criteria_set": CriteriaSetFactory(),
            "kind": Plan.Kind.PERIOD,
            "first_year": 2021,
            "last_year": 2025,
            "heading": Plan.Heading.AS_SIGNED,
        }
        | changes
    )
    rows = {
        name: PlanCommuneFactory(plan=plan, commune=CommuneFactory(name=name, parent=plan.unit))
        for name in ORDER
    }
    for tier, by_year in (("ADVANCED", ADVANCED_BY_YEAR), ("MODEL", MODEL_BY_YEAR)):
        for year, names in by_year.items():
            for name in reversed(names):  # what was entered first does not come first
                PlanGoalFactory(row=rows[name], tier=tier, year=year)
    for year, count in VILLAGES_BY_YEAR.items():
        VillageGoalFactory(plan=plan, year=year, count=count)
    (label, amount), *parts = CAPITAL_LINES
    whole = CapitalLineFactory(plan=plan, position=1, label=label, amount=amount)
    for position, (label, amount) in enumerate(parts, start=2):
        CapitalLineFactory(plan=plan, position=position, label=label, amount=amount, parent=whole)
    return plan
