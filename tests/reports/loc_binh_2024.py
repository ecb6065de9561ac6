"""Phụ lục 02 of Kế hoạch 72/KH-UBND (30/01/2024), UBND huyện Lộc Bình, as it was signed.

Typed from the plan's text. Slips of the scan put right: "1 5" -> 15, "tiêu chỉ" -> "tiêu chí",
"ĐÁU" -> "ĐẤU", spaces that the scan's line ends left inside lists and dates.
"""

from datetime import date

from communes.models import AdministrativeUnit, Cell, StatusEntry
from criteria.models import CriteriaSet
from plans.models import Plan, PlanGoal
from plans.rules import PlanRow
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory, DistrictFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory
from tests.factories.plans import (
    PlanCommuneFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanTargetFactory,
)

DAY = date(2024, 1, 1)
TITLE = "PHỤ LỤC 02: KẾ HOẠCH CÁC XÃ PHẤN ĐẤU ĐẠT TIÊU CHÍ NÔNG THÔN MỚI NĂM 2024"
SUBTITLE = "(kèm Kế hoạch số: 72/KH-UBND ngày 30/01/2024 của UBND huyện Lộc Bình)"
TOP_HEADERS = (
    "STT",
    "Đơn vị",
    "Kết quả tính đến ngày 01/01/2024",
    "Kế hoạch năm 2024",
    "Kế hoạch đạt tiêu chí năm 2024",
)
COLUMNS = (
    "STT",
    "Đơn vị",
    "Số tiêu chí đạt",
    "Cụ thể các tiêu chí đã đạt",
    "Số tiêu chí phấn đấu",
    "Cụ thể tiêu chí phấn đấu năm 2024",
    "Kế hoạch đạt tiêu chí năm 2024",
)
ALL = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19"
ADVANCED = "Xây dựng xã nông thôn mới nâng cao"
COMMUNES = (
    ("1", "Xã Yên Khoái", "19", ALL, "", ADVANCED, "19"),
    ("2", "Xã Hữu Khánh", "19", ALL, "", "Duy trì xã nông thôn mới nâng cao", "19"),
    ("3", "Xã Đồng Bục", "19", ALL, "", ADVANCED, "19"),
    ("4", "Xã Tú Đoạn", "19", ALL, "", ADVANCED, "19"),
    ("5", "Xã Khuất Xá", "19", ALL, "", ADVANCED, "19"),
    ("6", "Xã Tú Mịch", "19", ALL, "", ADVANCED, "19"),
    ("7", "Xã Khánh Xuân", "19", ALL, "", "Hoàn thành xã nông thôn mới kiểu mẫu", "19"),
    ("8", "Xã Tam Gia", "19", ALL, "", ADVANCED, "19"),
    ("9", "Xã Tĩnh Bắc", "19", ALL, "", ADVANCED, "19"),
    ("10", "Xã Xuân Dương", "9", "1,3,4,7,8,9,14,16,19", "10", "2,5,6,10,11,12,13,15,17,18", "19"),
    ("11", "Xã Thống Nhất", "7", "1,3,7,13,14,16,19", "2", "2,9", "9"),
    ("12", "Xã Nam Quan", "8", "3,4,7,9,14,15,16,19", "2", "1,12", "10"),
    ("13", "Xã Mẫu Sơn", "7", "3,4,7,13,14,16,19", "2", "1,15", "9"),
    ("14", "Xã Đông Quan", "8", "1,3,7,9,14,16,18,19", "1", "12", "9"),
    ("15", "Xã Hữu Lân", "6", "3,4,7,14,16,19", "2", "1,12", "8"),
    ("16", "Xã Lợi Bác", "7", "3,4,7,9,14,15,16", "2", "1,19", "9"),
    ("17", "Xã Minh Hiệp", "9", "1,3,7,9,14,15,16,18,19", "2", "4,8", "11"),
    ("18", "Xã Sần Viên", "8", "3,7,9,12,14,15,16,18", "2", "1,19", "10"),
    ("19", "Xã Ái Quốc", "6", "3,4,7,9,14,19", "2", "1,15", "8"),
)
TOTALS = (
    ("Cộng toàn huyện", "", "246", "", "27", "", "273"),
    ("Tỷ lệ đạt bình quân tiêu chí/xã", "", "12,95", "", "", "", "14,37"),
)
ROWS = COMMUNES + TOTALS


def numbers(text: str) -> tuple[str, ...]:
    """ "2,9" -> ("2", "9"); a goal or nothing -> ()."""
    return tuple(text.split(",")) if text[:1].isdigit() else ()


def plan_rows() -> list[PlanRow]:
    """The communes with what they had met and promise; counts are not carried over."""
    return [
        PlanRow(
            position=int(position),
            name=name,
            met=numbers(met),
            targeted=numbers(targets),
            goal="" if numbers(targets) else targets,
        )
        for position, name, _, met, _, targets, _ in COMMUNES
    ]


def unsaved_plan(**changes) -> Plan:
    """The plan's own fields without a database."""
    unit = AdministrativeUnit(
        name="Lộc Bình",
        level=AdministrativeUnit.Level.DISTRICT,
        kind=AdministrativeUnit.Kind.DISTRICT,
    )
    return Plan(
        unit=unit, criteria_set=CriteriaSet(tier=CriteriaSet.Tier.BASIC), **(FIELDS | changes)
    )


FIELDS = {
    "code": "loc-binh-2024",
    "number": "72/KH-UBND",
    "signed_on": date(2024, 1, 30),
    "issuer": "UBND huyện Lộc Bình",
    "first_year": 2024,
    "last_year": 2024,
    "baseline_on": DAY,
    "heading": Plan.Heading.AS_SIGNED,
}
TIERS = {
    "Xây dựng xã nông thôn mới nâng cao": (PlanGoal.Action.BUILD, CriteriaSet.Tier.ADVANCED),
    "Duy trì xã nông thôn mới nâng cao": (PlanGoal.Action.MAINTAIN, CriteriaSet.Tier.ADVANCED),
    "Hoàn thành xã nông thôn mới kiểu mẫu": (PlanGoal.Action.COMPLETE, CriteriaSet.Tier.MODEL),
}


def store_plan(**changes) -> Plan:
    """The plan in the database: set of 19 criteria, communes, log on the baseline day, promises."""
    criteria_set = CriteriaSetFactory(tier=CriteriaSet.Tier.BASIC)
    criteria = {
        str(number): CriterionFactory(criteria_set=criteria_set, code=str(number), position=number)
        for number in range(1, 20)
    }
    plan = PlanFactory(
        unit=DistrictFactory(name="Lộc Bình"), criteria_set=criteria_set, **(FIELDS | changes)
    )
    cells = []
    for given in plan_rows():
        commune = CommuneFactory(name=given.name.removeprefix("Xã "), parent=plan.unit)
        row = PlanCommuneFactory(plan=plan, commune=commune, position=given.position)
        cells += [Cell(commune=commune, requirement=criteria[number]) for number in given.met]
        for number in given.targeted:
            PlanTargetFactory(row=row, requirement=criteria[number])
        if given.goal:
            action, tier = TIERS[given.goal]
            PlanGoalFactory(row=row, action=action, tier=tier)
    record_met(cells, DAY)
    return plan


def record_met(cells: list[Cell], day: date) -> None:
    """One row MET by the office for each of the new cells."""
    author = UserFactory()
    StatusEntry.objects.bulk_create(
        StatusEntry(
            cell=cell,
            verdict="MET",
            observed_on=day,
            recorded_by=author,
            voice=StatusEntry.Voice.OFFICE,
        )
        for cell in Cell.objects.bulk_create(cells)
    )


# Counted by hand from ROWS: per criterion, communes that promise it, in all then, share of 19.
BY_CRITERION = (
    ("1", "6", "19", "100,0"),
    ("2", "2", "11", "57,9"),
    ("3", "0", "19", "100,0"),
    ("4", "1", "16", "84,2"),
    ("5", "1", "10", "52,6"),
    ("6", "1", "10", "52,6"),
    ("7", "0", "19", "100,0"),
    ("8", "1", "11", "57,9"),
    ("9", "1", "17", "89,5"),
    ("10", "1", "10", "52,6"),
    ("11", "1", "10", "52,6"),
    ("12", "4", "14", "73,7"),
    ("13", "1", "12", "63,2"),
    ("14", "0", "19", "100,0"),
    ("15", "3", "16", "84,2"),
    ("16", "0", "18", "94,7"),
    ("17", "1", "10", "52,6"),
    ("18", "1", "13", "68,4"),
    ("19", "2", "19", "100,0"),
)
CRITERIA = (
    *((code, f"Tiêu chí số {code}", *figures) for code, *figures in BY_CRITERION),
    ("Cộng số tiêu chí", "", "27", "273", ""),
)
# Counted by hand from the last column of ROWS.
BANDS = (
    ("1", "Xã đạt 19 tiêu chí", "10", "52,63"),
    ("2", "Xã đạt 15-18 tiêu chí", "0", "0,00"),
    ("3", "Xã đạt 10-14 tiêu chí", "3", "15,79"),
    ("4", "Xã đạt 5-9 tiêu chí", "6", "31,58"),
    ("5", "Xã đạt dưới 5 tiêu chí", "0", "0,00"),
    ("Tổng số xã", "", "19", "100,00"),
)
ROADMAP = (
    ("I", "Năm 2024: 7 xã", ""),
    ("1", "Xã Yên Khoái", "2024"),
    ("2", "Xã Đồng Bục", "2024"),
    ("3", "Xã Tú Đoạn", "2024"),
    ("4", "Xã Khuất Xá", "2024"),
    ("5", "Xã Tú Mịch", "2024"),
    ("6", "Xã Tam Gia", "2024"),
    ("7", "Xã Tĩnh Bắc", "2024"),
    ("Tổng cộng", "", "7 xã"),
)
ROADMAP_NOTES = (
    "Không kể xã duy trì nông thôn mới nâng cao: Xã Hữu Khánh.",
    "Số liệu nêu trong kế hoạch.",
)
