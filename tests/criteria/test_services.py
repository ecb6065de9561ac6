"""Loading a set: created, unchanged, replaced, refused once used."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from criteria.files import (
    CriterionLine,
    GroupLine,
    IndicatorLine,
    RegionLine,
    SetFile,
    ThresholdLine,
)
from criteria.models import CommuneGroup, CriteriaSet, Region, Requirement, Threshold
from criteria.services import LoadResult, load_set, stored_set
from ntm_portal.lib.refusals import Refused
from tests.factories.communes import CellFactory, SetAdoptionFactory
from tests.factories.criteria import CriteriaSetFactory, RegionFactory
from tests.factories.plans import PlanTargetFactory

pytestmark = pytest.mark.django_db


def threshold(**given) -> ThresholdLine:
    usual = {
        "region": "",
        "commune_group": "",
        "year": None,
        "value": Decimal("80.5"),
        "text": "",
        "citation": "1/QĐ-TTg",
        "provenance": "VERIFIED",
    }
    return ThresholdLine(**usual | given)


def indicator(code: str, *thresholds: ThresholdLine) -> IndicatorLine:
    return IndicatorLine(
        code=code,
        name=f"Chỉ tiêu Y tế {code}",
        unit="%",
        value_kind="NUMBER",
        comparator="AT_MOST",
        decimals=1,
        by_sex=True,
        if_any=True,
        set_by="UBND cấp tỉnh",
        note="Ghi chú",
        name_provenance="VERIFIED",
        code_provenance="UNVERIFIED",
        thresholds=thresholds,
    )


def criterion(code: str, *indicators: IndicatorLine) -> CriterionLine:
    return CriterionLine(
        code, f"Tiêu chí {code}", "Văn hóa", "", "VERIFIED", "VERIFIED", indicators
    )


FILE = SetFile(
    code="BO-THU",
    name="Bộ thử",
    tier="BASIC",
    level="COMMUNE",
    period="2021-2025",
    status="IN_FORCE",
    parent="",
    decision_no="1/QĐ-TTg",
    issued_on=date(2022, 3, 8),
    issuer="Thủ tướng Chính phủ",
    title="Ban hành bộ thử",
    annex="Phụ lục I",
    effective_from=date(2022, 3, 8),
    effective_to=None,
    criteria_count=2,
    indicator_count=3,
    note="",
    commune_groups=(GroupLine("G1", "Xã nhóm 1", "Xã liền kề đô thị"),),
    criteria=(
        criterion(
            "1",
            indicator(
                "1.1",
                threshold(),
                threshold(commune_group="G1", value=None, provenance="MISSING"),
                threshold(region="TN", year=2024, value=None, text="Đạt"),
            ),
            indicator("1.2"),
        ),
        criterion("2", indicator("2", threshold(value=Decimal(0)))),
    ),
    regions=(RegionLine("TN", "Tây Nguyên", 5),),
)
RAISED = replace(
    FILE, criteria=(FILE.criteria[0], criterion("2", indicator("2", threshold(value=Decimal(1)))))
)


def tables() -> list[list[tuple]]:
    """Every row of the app, with its keys: equal before and after means untouched."""
    models = [CriteriaSet, CommuneGroup, Requirement, Threshold, Region]
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_load_creates_the_tree_in_the_order_of_the_file():
    result = load_set(file=FILE)

    assert result == LoadResult.CREATED
    rows = Requirement.objects.order_by("position")
    assert list(rows.values_list("position", "kind", "code", "parent__code", "value_kind")) == [
        (1, "CRITERION", "1", None, "NONE"),
        (2, "INDICATOR", "1.1", "1", "NUMBER"),
        (3, "INDICATOR", "1.2", "1", "NUMBER"),
        (4, "CRITERION", "2", None, "NONE"),
        (5, "INDICATOR", "2", "2", "NUMBER"),
    ]
    assert list(rows.values_list("search_text", flat=True)[:2]) == [
        "1 tieu chi 1 van hoa",
        "1.1 chi tieu y te 1.1",
    ]
    assert list(Region.objects.values_list("code", "name", "position")) == [("TN", "Tây Nguyên", 5)]


def test_what_was_loaded_reads_back_as_the_file():
    load_set(file=FILE)

    assert stored_set(CriteriaSet.objects.get()) == FILE


def test_loading_again_changes_nothing():
    load_set(file=FILE)
    before = tables()

    result = load_set(file=FILE)

    assert (result, tables()) == (LoadResult.UNCHANGED, before)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(RAISED, id="threshold"),
        pytest.param(replace(FILE, note="Mới"), id="header"),
        pytest.param(replace(FILE, effective_to=date(2026, 2, 14)), id="last-day"),
        pytest.param(replace(FILE, criteria=FILE.criteria[:1]), id="fewer-criteria"),
    ],
)
def test_a_changed_file_replaces_an_unused_set(changed):
    load_set(file=FILE)
    key = CriteriaSet.objects.get().pk

    result = load_set(file=changed)

    stored = CriteriaSet.objects.get()
    assert (result, stored.pk, stored_set(stored)) == (LoadResult.REPLACED, key, changed)


def test_a_unit_that_adopted_the_set_keeps_pointing_at_it():
    load_set(file=FILE)
    adoption = SetAdoptionFactory(criteria_set=CriteriaSet.objects.get())

    load_set(file=RAISED)

    adoption.refresh_from_db()
    assert stored_set(adoption.criteria_set) == RAISED


@pytest.mark.parametrize("factory", [CellFactory, PlanTargetFactory])
def test_a_used_set_is_refused_and_nothing_changes(factory):
    load_set(file=FILE)
    factory(requirement=Requirement.objects.get(kind="INDICATOR", code="2"))
    before = tables()

    with pytest.raises(Refused) as refused:
        load_set(file=RAISED)

    assert refused.value.message == (
        "Bộ BO-THU đã có số liệu dựa vào nên không sửa nữa. "
        "Đặt mã mới và ngày hiệu lực mới trong tệp để tạo bộ mới."
    )
    assert tables() == before


def test_a_used_set_loads_again_unchanged():
    load_set(file=FILE)
    CellFactory(requirement=Requirement.objects.get(kind="CRITERION", code="1"))

    assert load_set(file=FILE) == LoadResult.UNCHANGED


def test_the_use_of_another_set_does_not_matter():
    load_set(file=FILE)
    CellFactory()

    assert load_set(file=RAISED) == LoadResult.REPLACED


def test_a_region_that_other_sets_know_keeps_its_row():
    known = RegionFactory(code="TN", name="Tây Nguyên", position=9)

    load_set(file=FILE)

    assert list(Region.objects.values_list("pk", "position")) == [(known.pk, 9)]


def test_a_region_of_another_name_is_refused_and_nothing_is_stored():
    RegionFactory(code="TN", name="Tây Bắc")
    before = tables()

    with pytest.raises(Refused) as refused:
        load_set(file=FILE)

    assert refused.value.message == (
        "Vùng TN đang có tên ‘Tây Bắc’, tệp ghi ‘Tây Nguyên’. Sửa tên trong tệp cho khớp."
    )
    assert tables() == before


def test_a_reissue_points_at_its_national_set():
    national = CriteriaSetFactory(code="BO-QUOC-GIA")
    reissue = replace(FILE, parent="BO-QUOC-GIA")

    load_set(file=reissue)

    stored = CriteriaSet.objects.get(code="BO-THU")
    assert (stored.parent, stored_set(stored)) == (national, reissue)


@pytest.mark.parametrize("parent", ["BO-QUOC-GIA", "BO-THU"])
def test_a_parent_that_is_not_loaded_is_refused(parent):
    with pytest.raises(Refused) as refused:
        load_set(file=replace(FILE, parent=parent))

    assert refused.value.message == f"Bộ gốc ‘{parent}’ chưa có. Nạp tệp của bộ gốc trước."
    assert tables() == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        pytest.param(
            {"effective_to": date(2022, 3, 7)},
            "Bộ BO-THU: Ngày hết hiệu lực phải sau ngày có hiệu lực. Sửa trong tệp rồi nạp lại.",
            id="days",
        ),
        pytest.param(
            {"issuer": ""},
            "Bộ BO-THU: cơ quan ban hành: Trường này không được để trắng. "
            "Sửa trong tệp rồi nạp lại.",
            id="field",
        ),
    ],
)
def test_a_header_that_the_model_refuses_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(Refused) as refused:
        load_set(file=replace(FILE, **wrong))

    assert refused.value.message == sentence
    assert tables() == [[], [], [], [], []]
