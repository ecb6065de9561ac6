"""Mục IV of Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024) as a table: who answers for what.

Typed from the plan's text: agencies in its order, each with what it leads by set, what it
supports, and its communes. "Sàn Viên" of mục IV is the plan's Sần Viên of phụ lục 02.
"""

import yaml
from django.conf import settings
from django.core.management import call_command

from assignments.demo_agencies import seed_bodies, seed_responsibilities
from criteria.models import CriteriaSet
from plans.models import Plan
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AgencyFactory
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.plans import PlanCommuneFactory, PlanFactory
from tests.reports.loc_binh_2024 import FIELDS

TITLE = "PHÂN CÔNG PHỤ TRÁCH TIÊU CHÍ VÀ ĐỊA BÀN NĂM 2024"
COLUMNS = [
    "TT",
    "Cơ quan",
    "Chủ trì: xã nông thôn mới",
    "Chủ trì: xã nông thôn mới nâng cao",
    "Chủ trì: xã nông thôn mới kiểu mẫu",
    "Phối hợp",
    "Phụ trách xã",
]
_LONGEST = (
    "Tiêu chí 3; chỉ tiêu 13.2, 13.3, 13.4, 13.5, 13.6, 13.8, 17.7, 17.8, 17.11, 18.1, 18.2, 18.3, "
    "18.6"
)
_ROWS = (
    (
        "Phòng Nông nghiệp và Phát triển nông thôn",
        "Tiêu chí 3; chỉ tiêu 13.2, 13.3, 13.4, 13.5, 17.1, 17.4, 17.9, 18.6",
        _LONGEST,
        "Tiêu chí 4 (sản xuất)",
        "",
        "Xã Khuất Xá",
    ),
    (
        "Phòng Tài chính - Kế hoạch",
        "Chỉ tiêu 13.1",
        "Chỉ tiêu 13.1",
        "",
        "",
        "Xã Xuân Dương",
    ),
    (
        "Phòng Kinh tế và Hạ tầng",
        "Tiêu chí 1, 2, 4, 7, 9; chỉ tiêu 17.5",
        "Tiêu chí 1, 2, 4, 7, 9; chỉ tiêu 17.9, 17.10",
        "",
        "",
        "Xã Đông Quan",
    ),
    (
        "Phòng Văn hóa và Thông tin",
        "Tiêu chí 6; chỉ tiêu 8.1, 8.2, 8.3; tiêu chí 16",
        "Tiêu chí 6, 8; chỉ tiêu 13.7",
        "Tiêu chí 3, 4 (văn hóa, du lịch, chuyển đổi số)",
        "",
        "Xã Yên Khoái",
    ),
    ("Phòng Nội vụ", "Chỉ tiêu 18.1, 18.2, 18.3", "", "", "", "Xã Hữu Khánh"),
    (
        "Phòng Lao động, Thương binh, Xã hội - Dân tộc",
        "Tiêu chí 11, 12; chỉ tiêu 18.5",
        "Tiêu chí 11, 12",
        "",
        "",
        "Xã Tú Mịch",
    ),
    (
        "Phòng Tài nguyên và Môi trường",
        "Chỉ tiêu 17.2, 17.3, 17.6, 17.7, 17.8, 17.11, 17.12",
        "Chỉ tiêu 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.12, 18.7, 18.8",
        "Tiêu chí 4 (cảnh quan môi trường)",
        "",
        "Xã Hữu Lân",
    ),
    (
        "Phòng Giáo dục và Đào tạo",
        "Tiêu chí 5, 14",
        "Tiêu chí 5",
        "Tiêu chí 4 (giáo dục)",
        "",
        "Xã Tĩnh Bắc",
    ),
    ("Phòng Tư pháp", "Chỉ tiêu 18.4", "Tiêu chí 16", "", "", "Xã Sần Viên"),
    (
        "Văn phòng HĐND và UBND huyện",
        "Chỉ tiêu 8.4; tiêu chí 15; chỉ tiêu 17.10",
        "Tiêu chí 14, 15; chỉ tiêu 18.4, 18.5",
        "",
        "",
        "Xã Nam Quan",
    ),
    ("Trung tâm Văn hóa, Thể thao và Truyền thông", "", "", "", "", "Xã Ái Quốc"),
    ("Ban Chỉ huy Quân sự huyện", "Chỉ tiêu 19.1", "Chỉ tiêu 19.1", "", "", "Xã Minh Hiệp"),
    (
        "Công an huyện",
        "Chỉ tiêu 19.2",
        "Chỉ tiêu 19.2",
        "Tiêu chí 4 (an ninh trật tự)",
        "",
        "Xã Khánh Xuân",
    ),
    ("Ban Quản lý dự án đầu tư xây dựng huyện", "", "", "", "", "Xã Thống Nhất"),
    (
        "Điện lực Lộc Bình",
        "",
        "",
        "",
        "Nông thôn mới: tiêu chí 4; nông thôn mới nâng cao: tiêu chí 4",
        "",
    ),
    (
        "Chi cục Thống kê khu vực Lộc Bình - Đình Lập",
        "Tiêu chí 10",
        "Tiêu chí 10",
        "Tiêu chí 2",
        "",
        "Xã Tú Đoạn",
    ),
    (
        "Chi nhánh Ngân hàng Nông nghiệp và Phát triển nông thôn huyện",
        "",
        "",
        "",
        "",
        "Xã Hữu Khánh (phối hợp)",
    ),
    (
        "Phòng giao dịch Ngân hàng Chính sách xã hội huyện",
        "",
        "",
        "",
        "",
        "Xã Tú Mịch (phối hợp)",
    ),
    (
        "Bảo hiểm Xã hội huyện",
        "",
        "",
        "",
        "Nông thôn mới: chỉ tiêu 15.1; nông thôn mới nâng cao: chỉ tiêu 14.1",
        "Xã Yên Khoái (phối hợp)",
    ),
    ("Ủy ban MTTQ Việt Nam huyện", "", "", "", "", "Xã Mẫu Sơn"),
    ("Hội Liên hiệp Phụ nữ huyện", "", "", "", "", "Xã Lợi Bác"),
    ("Huyện đoàn", "", "", "", "", "Xã Đồng Bục"),
    ("Hội Nông dân huyện", "", "", "", "", "Xã Tam Gia"),
    ("Hội Cựu chiến binh huyện", "", "", "", "", "Xã Khuất Xá"),
)
AGENCIES = tuple((str(number), *row) for number, row in enumerate(_ROWS, start=1))


def store_plan() -> Plan:
    """The plan with its communes, and all agencies and responsibilities of the demo data."""
    return store("loc-binh-2024", FIELDS)


def store(code: str, fields: dict) -> Plan:
    demo = settings.BASE_DIR / "fixtures" / "demo"
    for name in ("ntm-2021-2025", "ntm-nc-2021-2025", "ntm-km-2021-2025"):
        path = settings.BASE_DIR / "fixtures" / "criteria" / f"{name}.yaml"
        call_command("load_criteria_set", str(path), verbosity=0)
    data, named = (
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in (demo / f"{code}.yaml", demo / "agencies" / f"{code}.yaml")
    )
    criteria_set = CriteriaSet.objects.get(code=data["plan"]["criteria_set"])
    plan = PlanFactory(unit=DistrictFactory(), criteria_set=criteria_set, status="DRAFT", **fields)
    for line in data["communes"]:
        name = line["name"].removeprefix("Xã ")
        commune = CommuneFactory(code=line["code"], name=name, parent=plan.unit)
        PlanCommuneFactory(plan=plan, commune=commune)
    for line in data["agencies"]:
        AgencyFactory(unit=plan.unit, name=line["name"], short_name=line.get("short", ""))
    office = UserFactory()
    seed_bodies(data=named, unit=plan.unit, by=office)
    seed_responsibilities(data=named, plan=plan, by=office)
    return plan
