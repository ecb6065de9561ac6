"""Mục I.1, I.2 and III of Kế hoạch 46/KH-UBND tỉnh Lạng Sơn (22/02/2019), typed from its text.

It speaks of 207 communes without listing them. Of criterion 1 it states no figure; of criterion
12 it says "duy trì tốt 207/207 xã" without a share; of criterion 8 it says "hoàn thành … tại 12
xã phấn đấu đạt chuẩn … và các xã đã đạt chuẩn …", which is no increment. Figures that it cut
instead of rounding (criterion 15: 64,2) stand as printed.
"""

from datetime import date

from communes.models import AdministrativeUnit
from plans.models import Objective, Plan
from tests.factories.communes import ProvinceFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.plans import CapitalLineFactory, ObjectiveFactory, PlanFactory

# Number, name as the plan writes it, communes added, in all, share.
CRITERIA = (
    ("1", "Quy hoạch", "", "", ""),
    ("2", "Giao thông", "12", "61", "29,5"),
    ("3", "Thủy lợi", "9", "160", "77,3"),
    ("4", "Điện", "11", "125", "60,4"),
    ("5", "Trường học", "14", "64", "30,9"),
    ("6", "Cơ sở vật chất văn hóa", "14", "66", "31,9"),
    ("7", "Cơ sở hạ tầng thương mại nông thôn", "11", "175", "84,5"),
    ("8", "Thông tin và Truyền thông", "", "68", "32,9"),
    ("9", "Nhà ở dân cư", "22", "128", "61,8"),
    ("10", "Thu nhập", "12", "70", "33,8"),
    ("11", "Hộ nghèo", "13", "77", "37,2"),
    ("12", "Tỷ lệ lao động có việc làm thường xuyên", "", "207", ""),
    ("13", "Hình thức tổ chức sản xuất", "9", "99", "47,8"),
    ("14", "Giáo dục và Đào tạo", "6", "193", "93,2"),
    ("15", "Y tế", "26", "133", "64,2"),
    ("16", "Văn hóa", "13", "103", "49,8"),
    ("17", "Môi trường và an toàn thực phẩm", "14", "65", "31,4"),
    ("18", "Hệ thống chính trị và tiếp cận pháp luật", "16", "71", "34,3"),
    ("19", "Quốc phòng và An ninh", "8", "194", "93,7"),
)
CRITERIA_NOTES = ["Kế hoạch không nêu số xã của tiêu chí: 1.", "Số liệu nêu trong kế hoạch."]
STATED_BANDS = ((19, 19, 60, "28,99"), (15, 18, 2, "0,97"), (10, 14, 35, "16,91"))
LAST_BAND = (5, 9, 110, "53,14")
BANDS = (
    ("1", "Xã đạt 19 tiêu chí", "60", "28,99"),
    ("2", "Xã đạt 15-18 tiêu chí", "2", "0,97"),
    ("3", "Xã đạt 10-14 tiêu chí", "35", "16,91"),
    ("4", "Xã đạt 5-9 tiêu chí", "110", "53,14"),
    ("5", "Xã đạt dưới 5 tiêu chí", "", ""),
    ("Tổng số xã", "", "207", ""),
)
BANDS_NOTES = ["Kế hoạch không nêu số xã đạt dưới 5 tiêu chí.", "Số liệu nêu trong kế hoạch."]
COMMUNITY = (
    "Huy động đóng góp của cộng đồng dân cư (tiền mặt, hiến đất, ngày công lao động quy ra tiền...)"
)
ECONOMY = "Vốn huy động từ doanh nghiệp, HTX và các tổ chức kinh tế"
CAPITAL = (
    ("I", "Tổng nhu cầu các nguồn vốn", "3.002,8", ""),
    ("1", "Vốn đầu tư trực tiếp cho Chương trình", "652,8", "21,7"),
    ("-", "Vốn ngân sách Trung ương", "495,1", "16,5"),
    ("-", "Vốn ngân sách địa phương", "157,7", "5,3"),
    ("2", "Vốn lồng ghép từ các Chương trình, dự án khác", "365", "12,2"),
    ("3", ECONOMY, "45", "1,5"),
    ("4", "Vốn tín dụng", "1.800", "59,9"),
    ("5", COMMUNITY, "135", "4,5"),
    ("6", "Huy động khác", "5", "0,2"),
)
CAPITAL_TITLE = "NGUỒN VỐN THỰC HIỆN CHƯƠNG TRÌNH NĂM 2019"
CAPITAL_COLUMNS = ["STT", "Nguồn vốn", "Số tiền (tỷ đồng)", "Tỷ lệ (%)"]


def number(text: str) -> int | None:
    return int(text) if text else None


def store_plan() -> Plan:
    plan = PlanFactory(
        code="lang-son-2019",
        number="46/KH-UBND",
        signed_on=date(2019, 2, 22),
        unit=ProvinceFactory(name="Lạng Sơn", kind=AdministrativeUnit.Kind.PROVINCE),
        issuer="UBND tỉnh Lạng Sơn",
        criteria_set=CriteriaSetFactory(),
        first_year=2019,
        stated_communes=207,
        capital_unit=Plan.CapitalUnit.BILLION,
        heading=Plan.Heading.AS_SIGNED,
    )
    for position, (code, name, increment, total, share) in enumerate(CRITERIA, start=1):
        criterion = CriterionFactory(criteria_set=plan.criteria_set, code=code, name=name)
        if total:
            ObjectiveFactory(
                plan=plan,
                position=position,
                requirement=criterion,
                increment=number(increment),
                total=number(total),
                share=share,
            )
    for position, (lowest, highest, total, share) in enumerate((*STATED_BANDS, LAST_BAND), start=1):
        ObjectiveFactory(
            plan=plan,
            position=position,
            kind=Objective.Kind.BAND,
            requirement=None,
            lowest=lowest,
            highest=highest,
            increment=None,
            total=total,
            share=share,
        )
    above: dict[str, object] = {}
    for position, (numeral, label, amount, share) in enumerate(CAPITAL, start=1):
        depth = "total" if numeral == "I" else "part" if numeral == "-" else "source"
        parent = {"total": None, "source": above.get("total"), "part": above.get("source")}[depth]
        above[depth] = CapitalLineFactory(
            plan=plan,
            position=position,
            label=label,
            amount=amount.replace(".", "").replace(",", "."),
            share=share,
            parent=parent,
        )
    return plan
