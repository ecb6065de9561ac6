"""The contents of a plan: each part stored by itself, with its history, or refused."""

from decimal import Decimal

import pytest

from ntm_portal.lib.refusals import Refused
from plans.models import (
    CapitalLine,
    LegalBasis,
    Mandate,
    Narrative,
    Objective,
    Plan,
    PlanChange,
    PlanGroup,
    VillageGoal,
)
from plans.services.conflicts import StalePlan
from plans.services.contents import add_part, change_part, move_part, remove_part
from tests.factories.criteria import CriterionFactory, IndicatorFactory
from tests.factories.plans import (
    CapitalLineFactory,
    LegalBasisFactory,
    MandateFactory,
    ObjectiveFactory,
    PlanCommuneFactory,
    PlanFactory,
    PlanGroupFactory,
    VillageGoalFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world) -> Plan:
    plan = PlanFactory(unit=world.district, criteria_set=world.criteria_set, status="DRAFT")
    for commune in world.communes:
        PlanCommuneFactory(plan=plan, commune=commune)
    return plan


def history() -> list[tuple[str, str, str]]:
    return list(PlanChange.objects.order_by("pk").values_list("what", "before", "after"))


def parts(plan, world) -> dict[str, object]:
    """One sound part of each kind, not stored yet."""
    row = plan.rows.first()
    return {
        "basis": LegalBasis(plan=plan, text="Nghị quyết số 20/NQ-HĐND ngày 19/12/2023"),
        "narrative": Narrative(plan=plan, heading="I. MỤC ĐÍCH", text="Đồng bộ."),
        "group": PlanGroup(plan=plan, name="Xã biên giới", stated_count=20),
        "mandate": Mandate(plan=plan, requirement=world.criteria[1]),
        "objective": Objective(
            plan=plan,
            kind="CRITERION",
            requirement=world.criteria[0],
            increment=12,
            total=61,
            share="29,5",
        ),
        "capital": CapitalLine(plan=plan, label="Vốn tín dụng", amount=Decimal(1800)),
        "village": VillageGoal(plan=plan, kind="VILLAGE", year=2024, name="Ngã Ba", row=row),
    }


WORDS = {
    "basis": ("Căn cứ", "Nghị quyết số 20/NQ-HĐND ngày 19/12/2023"),
    "narrative": ("Nội dung", "I. MỤC ĐÍCH\nĐồng bộ."),
    "group": ("Nhóm xã", "Xã biên giới (20 xã)"),
    "mandate": ("Tiêu chí bắt buộc", "Tiêu chí 2: mọi xã"),
    "objective": (
        "Chỉ tiêu",
        (
            "Loại: số xã đạt một tiêu chí; Tiêu chí: 1; Số xã thêm: 12; Tổng số xã: 61; "
            "Tỷ lệ như in (%): 29,5"
        ),
    ),
    "capital": ("Nguồn vốn", "Vốn tín dụng: 1.800 triệu đồng"),
    "village": (
        "Mục tiêu thôn, khu dân cư, vườn",
        "Xây dựng thôn nông thôn mới: Ngã Ba, {row}, năm 2024",
    ),
}


@pytest.mark.parametrize("kind", WORDS)
def test_a_part_is_stored_with_its_line_of_history(world, plan, kind):
    part = add_part(part=parts(plan, world)[kind], by=world.office)

    what, words = WORDS[kind]
    assert history() == [(what, "", words.format(row=plan.rows.first().name))]
    assert type(part).objects.get() == part


@pytest.mark.parametrize("kind", WORDS)
def test_a_signed_plan_takes_no_part(world, plan, kind):
    part = parts(plan, world)[kind]
    Plan.objects.update(status="SIGNED")

    with pytest.raises(Refused, match="đã ký, không sửa được nữa"):
        add_part(part=part, by=world.office)

    assert (type(part).objects.count(), history()) == (0, [])


def test_a_figure_beside_the_plans_own_words_has_its_line_of_history(world, plan):
    silent = {"requirement": None, "increment": None, "share": ""}
    part = ObjectiveFactory(plan=plan, kind="OTHER", text="Thêm 10 xã.", total=1, **silent)
    part.total, part.unit = 10, "xã"

    change_part(part=part, seen=part.version, by=world.office)

    assert history() == [
        (
            "Chỉ tiêu",
            "Thêm 10 xã.\nLoại: chỉ tiêu khác; Tổng số xã: 1",
            "Thêm 10 xã.\nLoại: chỉ tiêu khác; Tổng số xã: 10; Đơn vị: xã",
        )
    ]


def test_what_a_line_belongs_to_has_its_line_of_history(world, plan):
    above, line = CapitalLineFactory.create_batch(2, plan=plan, label="Vốn", amount=1)
    village = VillageGoalFactory(plan=plan, kind="GARDEN", year=2024, count=2)
    line.parent, village.row = above, plan.rows.first()

    for part in (line, village):
        change_part(part=part, seen=part.version, by=world.office)

    assert [after for _, _, after in history()] == [
        "Vốn: 1 triệu đồng\nThuộc nguồn: Vốn",
        f"Xây dựng vườn mẫu: 2 vườn mẫu, năm 2024\nXã: {village.row.name}",
    ]


def test_a_conflict_names_who_changed_this_line_not_another_one(world, plan):
    mine, other = LegalBasisFactory.create_batch(2, plan=plan)
    for part, person in ((mine, world.office), (other, world.province_office)):
        part.text = f"mới {part.pk}"
        change_part(part=part, seen=1, by=person)

    with pytest.raises(StalePlan) as stale:
        change_part(part=mine, seen=1, by=world.office)

    assert stale.value.conflicts[0].last.changed_by == world.office


def bad(world, plan) -> dict[str, tuple[object, str]]:
    foreign = PlanFactory(criteria_set=world.criteria_set, status="DRAFT")
    indicator = IndicatorFactory(parent=world.criteria[0])
    return {
        "an-empty-basis": (LegalBasis(plan=plan, text="  "), "căn cứ"),
        "a-share-over-100": (
            CapitalLine(plan=plan, label="Vốn", amount=1, share="100,1"),
            "‘100,1’ quá 100 %",
        ),
        "a-share-of-two-readings": (
            CapitalLine(plan=plan, label="Vốn", amount=1, share="1.234"),
            "đọc được hai cách",
        ),
        "money-below-nothing": (CapitalLine(plan=plan, label="Vốn", amount=-1), "không thể âm"),
        "a-source-of-another-plan": (
            CapitalLine(plan=plan, label="Vốn", amount=1, parent=CapitalLineFactory(plan=foreign)),
            "thuộc kế hoạch khác",
        ),
        "a-year-outside": (
            VillageGoal(plan=plan, kind="VILLAGE", year=2025, count=3),
            "Năm 2025 nằm ngoài kế hoạch 2024",
        ),
        "nothing-to-reach": (
            VillageGoal(plan=plan, kind="GARDEN", year=2024, count=0),
            "phải từ 1 trở lên",
        ),
        "one-name-two-places": (
            VillageGoal(plan=plan, kind="GARDEN", year=2024, name="Vườn A", count=2),
            "số lượng phải là 1",
        ),
        "a-commune-of-another-plan": (
            VillageGoal(plan=plan, kind="VILLAGE", year=2024, row=PlanCommuneFactory(plan=foreign)),
            "không có trong kế hoạch này",
        ),
        "a-criterion-of-another-set": (
            Mandate(plan=plan, requirement=CriterionFactory()),
            "Không phải tiêu chí của",
        ),
        "an-indicator": (Mandate(plan=plan, requirement=indicator), "Không phải tiêu chí của"),
        "a-criterion-left-out": (Objective(plan=plan, kind="CRITERION", total=1), "Chọn tiêu chí"),
        "a-band-without-ends": (Objective(plan=plan, kind="BAND", total=1), "từ và đến"),
        "a-band-upside-down": (
            Objective(plan=plan, kind="BAND", lowest=9, highest=5, total=1),
            "5 nhỏ hơn 9",
        ),
    }


BAD = [
    "an-empty-basis",
    "a-share-over-100",
    "a-share-of-two-readings",
    "money-below-nothing",
    "a-source-of-another-plan",
    "a-year-outside",
    "nothing-to-reach",
    "one-name-two-places",
    "a-commune-of-another-plan",
    "a-criterion-of-another-set",
    "an-indicator",
    "a-criterion-left-out",
    "a-band-without-ends",
    "a-band-upside-down",
]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_part_is_refused_with_a_sentence(world, plan, case):
    part, sentence = bad(world, plan)[case]
    stored = type(part).objects.count()

    with pytest.raises(Refused, match=sentence):
        add_part(part=part, by=world.office)

    assert (type(part).objects.count(), history()) == (stored, [])


def test_every_bad_part_is_tried(world, plan):
    assert list(bad(world, plan)) == BAD


def test_two_people_change_two_parts(world, plan):
    first, second = LegalBasisFactory(plan=plan), LegalBasisFactory(plan=plan)
    first.text, second.text = "Căn cứ một", "Căn cứ hai"

    change_part(part=first, seen=1, by=world.office)
    change_part(part=second, seen=1, by=world.leader)

    assert list(plan.legal_bases.values_list("text", "version")) == [
        ("Căn cứ một", 2),
        ("Căn cứ hai", 2),
    ]


def test_two_people_change_one_part(world, plan):
    basis = LegalBasisFactory(plan=plan)
    basis.text = "Căn cứ một"
    change_part(part=basis, seen=1, by=world.office)
    basis.text = "Căn cứ hai"

    with pytest.raises(StalePlan) as stale:
        change_part(part=basis, seen=1, by=world.leader)

    assert [one.sentence for one in stale.value.conflicts] == [
        "Căn cứ: Văn phòng huyện vừa đổi, nay là “Căn cứ một”. Xem lại rồi lưu."
    ]
    assert plan.legal_bases.get().text == "Căn cứ một"


def test_a_part_that_is_gone_is_a_conflict(world, plan):
    basis = LegalBasisFactory(plan=plan)
    remove_part(part=LegalBasis.objects.get(), seen=1, by=world.office)

    with pytest.raises(StalePlan) as stale:
        change_part(part=basis, seen=1, by=world.leader)

    assert "nay là “không còn”" in stale.value.conflicts[0].sentence


def test_what_others_hang_on_is_not_taken_away(world, plan):
    group = PlanGroupFactory(plan=plan)
    MandateFactory(plan=plan, group=group, requirement=world.criteria[0])

    with pytest.raises(Refused, match="còn được dùng ở ‘Tiêu chí 1: Xã biên giới’"):
        remove_part(part=group, seen=1, by=world.office)

    assert plan.groups.count() == 1


def test_a_source_cannot_hang_on_its_own_part(world, plan):
    above = CapitalLineFactory(plan=plan, label="Ngân sách")
    below = CapitalLineFactory(plan=plan, label="Ngân sách huyện", parent=above)
    above.parent = below

    with pytest.raises(Refused, match="‘Ngân sách’ không thể thuộc về chính nó"):
        change_part(part=above, seen=1, by=world.office)


def test_a_group_tells_its_communes(world, plan):
    first, second = plan.rows.all()
    group = add_part(part=PlanGroup(plan=plan, name="Xã điểm"), members=[first], by=world.office)

    change_part(part=group, seen=1, members=[first, second], by=world.office)

    assert history()[-1] == (
        "Nhóm xã",
        f"Xã điểm: {first.name}",
        f"Xã điểm: {first.name}, {second.name}",
    )


def test_a_part_moves_among_its_neighbours_and_stops_at_the_ends(world, plan):
    for text in ("một", "hai", "ba"):
        add_part(part=LegalBasis(plan=plan, text=text), by=world.office)
    last = plan.legal_bases.get(text="ba")

    for _ in range(3):
        move_part(part=last, up=True, by=world.office)

    assert list(plan.legal_bases.values_list("text", flat=True)) == ["ba", "một", "hai"]
    assert history()[-1] == ("Căn cứ", "", "Chuyển lên trên: ba")
    assert len(history()) == 5


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "BAND", "lowest": 15, "highest": 18, "total": 2}, "Số xã đạt 15-18 tiêu chí"),
        ({"kind": "BAND", "lowest": 0, "highest": 4, "total": 0}, "Số xã đạt dưới 5 tiêu chí"),
        ({"kind": "BAND", "lowest": 19, "highest": 19, "total": 60}, "Số xã đạt 19 tiêu chí"),
    ],
)
def test_a_band_in_words(plan, fields, words):
    part = ObjectiveFactory.build(plan=plan, requirement=None, increment=None, share="", **fields)

    assert part.words == f"{words}: tổng số {fields['total']}"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [("14.16", None, "14,16 tiêu chí/xã"), ("11", "11.5", "11 - 11,5 tiêu chí/xã")],
)
def test_a_value_in_words(plan, low, high, words):
    part = Objective(plan=plan, kind="AVERAGE", unit="tiêu chí/xã", value_from=Decimal(low))
    part.value_to = Decimal(high) if high else None

    assert part.words == f"Bình quân tiêu chí/xã: {words}"
