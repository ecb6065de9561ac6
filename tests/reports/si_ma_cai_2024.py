"""Mục II and V of the plan of huyện Si Ma Cai, 2024, typed from its text.

The plan names criteria in short ("Nghèo đa chiều", "Môi trường và ATTP"); NAMES are those of the
set (Quyết định 318/QĐ-TTg) for the numbers meant.
"""

from plans.models import Objective, Plan, VillageGoal
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.plans import (
    CapitalLineFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanTargetFactory,
    VillageGoalFactory,
)

NAMES = {
    "5": "Trường học",
    "8": "Thông tin và Truyền thông",
    "10": "Thu nhập",
    "11": "Nghèo đa chiều",
    "12": "Lao động",
    "15": "Y tế",
    "17": "Môi trường và an toàn thực phẩm",
    "18": "Hệ thống chính trị và tiếp cận pháp luật",
    "19": "Quốc phòng và An ninh",
}
# The four recognised communes come first and complete nothing.
KEEPING = ("Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cẩu")
COMPLETING = {
    "Sán Chải": ("10", "11", "12", "17", "18"),
    "Quan Hồ Thẩn": ("8", "19"),
    "Thào Chư Phìn": ("15", "17"),
    "Lùng Thẩn": ("5", "15", "17"),
    "Nàn Sín": ("5", "8"),
}
COMPLETION = (
    (
        "1",
        "Xã Sán Chải",
        (
            "10. Thu nhập; 11. Nghèo đa chiều; 12. Lao động; 17. Môi trường và an toàn thực phẩm; "
            "18. Hệ thống chính trị và tiếp cận pháp luật"
        ),
        "5",
    ),
    ("2", "Xã Quan Hồ Thẩn", "8. Thông tin và Truyền thông; 19. Quốc phòng và An ninh", "2"),
    ("3", "Xã Thào Chư Phìn", "15. Y tế; 17. Môi trường và an toàn thực phẩm", "2"),
    ("4", "Xã Lùng Thẩn", "5. Trường học; 15. Y tế; 17. Môi trường và an toàn thực phẩm", "3"),
    ("5", "Xã Nàn Sín", "5. Trường học; 8. Thông tin và Truyền thông", "2"),
    ("Cộng", "", "", "14"),
    ("Tổng số tiêu chí hoàn thành và duy trì", "", "", "150"),
    ("Bình quân tiêu chí/xã", "", "", "16,67"),
)
VILLAGE_GOALS = (
    ("VILLAGE_MODEL", "Thôn Cán Chư Sừ", "Cán Cẩu"),
    ("VILLAGE", "Thôn Mào Sao Chải", "Sín Chéng"),
    ("VILLAGE", "Thôn Sín Chải", "Sín Chéng"),
    ("VILLAGE", "Thôn Ngã Ba", "Quan Hồ Thẩn"),
    ("VILLAGE", "Thôn Đội 1", "Nàn Sán"),
    ("VILLAGE", "Thôn Lao Chải", "Sán Chải"),
)
VILLAGES_TITLE = "LỘ TRÌNH THÔN NÔNG THÔN MỚI KIỂU MẪU, THÔN NÔNG THÔN MỚI NĂM 2024"
VILLAGES = (
    ("I", "Thôn nông thôn mới kiểu mẫu", "", "1"),
    ("1", "Thôn Cán Chư Sừ", "Xã Cán Cẩu", "1"),
    ("II", "Thôn nông thôn mới", "", "5"),
    ("1", "Thôn Mào Sao Chải", "Xã Sín Chéng", "1"),
    ("2", "Thôn Sín Chải", "Xã Sín Chéng", "1"),
    ("3", "Thôn Ngã Ba", "Xã Quan Hồ Thẩn", "1"),
    ("4", "Thôn Đội 1", "Xã Nàn Sán", "1"),
    ("5", "Thôn Lao Chải", "Xã Sán Chải", "1"),
)
# (depth, label, amount, share by hand of 183.970: 2,984…; 2,114…; 0,869…; 87,612…; 40,015…;
# 47,596…; 5,979…; 3,424…). The plan prints no share.
CAPITAL = (
    ("I", "Tổng nguồn vốn huy động", "183.970", "100,0"),
    ("1", "Vốn ngân sách trung ương", "5.490", "3,0"),
    ("-", "Vốn đầu tư phát triển", "3.890", "2,1"),
    ("-", "Vốn sự nghiệp", "1.600", "0,9"),
    ("2", "Vốn lồng ghép", "161.180", "87,6"),
    ("-", "Chương trình Dân tộc miền núi", "73.616", "40,0"),
    ("-", "Chương trình GNBV", "87.564", "47,6"),
    ("3", "Huy động tổ chức chính trị, xã hội, doanh nghiệp", "11.000", "6,0"),
    ("4", "Cộng đồng dân cư tham gia đóng góp", "6.300", "3,4"),
)


def store_plan(*, stated: bool = True) -> Plan:
    """stated: with the total and the average that the plan prints."""
    plan = PlanFactory(
        code="si-ma-cai-2024",
        number="",
        signed_on=None,
        unit=DistrictFactory(name="Si Ma Cai"),
        criteria_set=CriteriaSetFactory(),
        heading=Plan.Heading.AS_SIGNED,
    )
    criteria = {
        str(number): CriterionFactory(
            criteria_set=plan.criteria_set,
            code=str(number),
            name=NAMES.get(str(number), f"Tiêu chí số {number}"),
        )
        for number in range(1, 20)
    }
    rows = {
        name: PlanCommuneFactory(plan=plan, commune=CommuneFactory(name=name, parent=plan.unit))
        for name in (*KEEPING, *COMPLETING)
    }
    for name, codes in COMPLETING.items():
        for code in codes:
            PlanTargetFactory(row=rows[name], requirement=criteria[code])
    for position, (kind, name, commune) in enumerate(VILLAGE_GOALS, start=1):
        VillageGoalFactory(
            plan=plan,
            position=position,
            kind=VillageGoal.Kind(kind),
            name=name,
            row=rows[commune],
            count=1,
        )
    if stated:
        figures = (
            (Objective.Kind.TOTAL, "150", "tiêu chí"),
            (Objective.Kind.AVERAGE, "16.67", "tiêu chí/xã"),
        )
        for position, (kind, value, unit) in enumerate(figures, start=1):
            ObjectiveFactory(
                plan=plan,
                position=position,
                kind=kind,
                requirement=None,
                increment=None,
                total=None,
                share="",
                value_from=value,
                unit=unit,
            )
    _store_capital(plan)
    return plan


def _store_capital(plan: Plan) -> None:
    above: dict[str, object] = {}
    for position, (numeral, label, amount, _) in enumerate(CAPITAL, start=1):
        depth = "total" if numeral == "I" else "part" if numeral == "-" else "source"
        parent = {"total": None, "source": above.get("total"), "part": above.get("source")}[depth]
        above[depth] = CapitalLineFactory(
            plan=plan,
            position=position,
            label=label,
            amount=int(amount.replace(".", "")),
            parent=parent,
        )
