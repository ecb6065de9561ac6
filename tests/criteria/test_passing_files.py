"""Mappings and merge rules as files: what is stored, and each refusal with file and line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from communes.models import CarryOver
from criteria.models import EditionMapping, MappingLine, MergeRule
from tests.factories.accounts import UserFactory
from tests.factories.communes import CommuneFactory
from tests.factories.criteria import CriteriaSetFactory, CriterionFactory, IndicatorFactory
from tests.factories.passing import EditionMappingFactory, MappingLineFactory, MergeRuleFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
FRAME = ROOT / "fixtures" / "mappings" / "ntm-2021-2025--ntm-2026-2030.yaml"

MAPPING = """\
code: cu--moi
old_set: CU
new_set: MOI
citation: văn bản thử
provenance: UNVERIFIED
lines:
  - {old: 1, new: 1, relation: SAME}
  - {old: 2, new: 1, relation: STRICTER, note: gộp}
  - {old: 3, relation: DROPPED}
  - {new: 2, relation: NEW}
"""
RULES = """\
criteria_set: CU
citation: văn bản thử
provenance: UNVERIFIED
rules:
  - {code: 1, rule: ALL_MET}
  - {code: 2.1, rule: WEIGHTED, base: HOUSEHOLDS, citation: văn bản khác, provenance: VERIFIED}
"""


@pytest.fixture
def sets():
    """CU: criteria 1 to 3 and indicator 2.1; MOI: criteria 1 and 2."""
    old, new = CriteriaSetFactory(code="CU"), CriteriaSetFactory(code="MOI")
    criteria = [CriterionFactory(criteria_set=old) for _ in range(3)]
    IndicatorFactory(parent=criteria[1])
    for _ in range(2):
        CriterionFactory(criteria_set=new)
    return old, new


def load(command: str, path: Path) -> str:
    out = StringIO()
    call_command(command, str(path), stdout=out)
    return out.getvalue()


def refusal(command: str, path: Path) -> str:
    """What stands on stderr; the command must have ended with 1."""
    errors = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command(command, str(path), stderr=errors)
    assert stop.value.code == 1
    return errors.getvalue()


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "tep.yaml"
    path.write_text(text, "utf-8")
    return path


def lines() -> list[tuple]:
    rows = MappingLine.objects.order_by("position")
    return list(rows.values_list("old_code", "new_code", "relation", "note"))


def test_a_mapping_is_created_then_unchanged_then_replaced(sets, tmp_path):
    path = file(tmp_path, MAPPING)

    said = [load("load_edition_mapping", path), load("load_edition_mapping", path)]
    file(tmp_path, MAPPING.replace("STRICTER", "LOOSER"))
    said.append(load("load_edition_mapping", path))

    assert said == [
        "cu--moi: đã tạo.\n",
        "cu--moi: đã có, không đổi.\n",
        "cu--moi: đã thay bằng nội dung của tệp.\n",
    ]
    assert lines() == [
        ("1", "1", "SAME", ""),
        ("2", "1", "LOOSER", "gộp"),
        ("3", "", "DROPPED", ""),
        ("", "2", "NEW", ""),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        pytest.param(
            "{old: 3,",
            "{old: 9.9,",
            "dòng 9: bộ CU không có tiêu chí, chỉ tiêu số ‘9.9’. Sửa số đó.",
            id="unknown-indicator-of-the-old-set",
        ),
        pytest.param(
            "{new: 2,",
            "{new: 3,",
            "dòng 10: bộ MOI không có tiêu chí, chỉ tiêu số ‘3’. Sửa số đó.",
            id="unknown-criterion-of-the-new-set",
        ),
        pytest.param(
            "old_set: CU",
            "old_set: KHONG-CO",
            "dòng 2: bộ tiêu chí ‘KHONG-CO’ chưa có. Nạp tệp của bộ đó trước.",
            id="unknown-set",
        ),
        pytest.param(
            "new_set: MOI",
            "new_set: CU",
            "dòng 3: bộ cũ và bộ mới đều là ‘CU’. Ghi hai bộ khác nhau.",
            id="one-set",
        ),
        pytest.param(
            "relation: STRICTER",
            "relation: HARDER",
            "dòng 8: ‘HARDER’ không dùng được cho ‘relation’. "
            "Chọn: SAME, STRICTER, LOOSER, NEW, DROPPED.",
            id="unknown-relation",
        ),
        pytest.param(
            "{old: 3, relation: DROPPED}",
            "{old: 3, new: 2, relation: DROPPED}",
            "dòng 9: dòng DROPPED không có ‘new’ (số trong bộ mới).",
            id="dropped-with-a-new-one",
        ),
        pytest.param(
            "{new: 2, relation: NEW}",
            "{old: 3, new: 2, relation: NEW}",
            "dòng 10: dòng NEW không có ‘old’ (số trong bộ cũ).",
            id="new-with-an-old-one",
        ),
        pytest.param(
            "{old: 1, new: 1, relation: SAME}",
            "{new: 1, relation: SAME}",
            "dòng 7: dòng SAME cần có ‘old’ (số trong bộ cũ).",
            id="same-as-nothing",
        ),
        pytest.param(
            "{old: 3, relation: DROPPED}",
            "{old: 1, relation: DROPPED}",
            "dòng 9: số ‘1’ đã có ở dòng khác. Số ghi NEW hay DROPPED chỉ có một dòng.",
            id="kept-and-dropped",
        ),
        pytest.param(
            "{old: 2, new: 1,",
            "{old: 1, new: 1,",
            "dòng 8: hai số này đã có một dòng ở trên. Giữ lại một.",
            id="twice",
        ),
        pytest.param(
            "note: gộp", "ghi-chu: gộp", "dòng 8: không có khóa ‘ghi-chu’.", id="unknown-key"
        ),
        pytest.param(
            "citation: văn bản thử", "citation:", "dòng 4: thiếu ‘citation’.", id="no-citation"
        ),
    ],
)
def test_a_wrong_mapping_says_its_line_and_stores_nothing(sets, tmp_path, right, wrong, said):
    assert MAPPING.count(right) == 1

    answer = refusal("load_edition_mapping", file(tmp_path, MAPPING.replace(right, wrong)))

    assert answer.startswith(f"tep.yaml, {said}")
    assert answer.count("\n") == 1
    assert not EditionMapping.objects.exists()


def test_a_mapping_without_lines_is_refused(sets, tmp_path):
    text = MAPPING.partition("lines:")[0] + "lines:\n"

    answer = refusal("load_edition_mapping", file(tmp_path, text))

    assert answer == "tep.yaml, dòng 6: ‘lines’ chưa có dòng nào. Ghi ít nhất một dòng.\n"


def test_a_second_mapping_of_the_same_sets_is_refused(sets, tmp_path):
    load("load_edition_mapping", file(tmp_path, MAPPING))

    answer = refusal(
        "load_edition_mapping", file(tmp_path, MAPPING.replace("cu--moi", "cu--moi-2"))
    )

    assert answer == (
        "tep.yaml, dòng 3: hai bộ này đã có bảng chuyển đổi cu--moi. "
        "Dùng mã đó trong tệp để thay bảng.\n"
    )
    assert EditionMapping.objects.get().code == "cu--moi"


def test_a_mapping_that_a_carry_over_went_by_is_never_changed(sets, tmp_path):
    load("load_edition_mapping", file(tmp_path, MAPPING))
    mapping = EditionMapping.objects.get()
    CarryOver.objects.create(
        mapping=mapping, unit=CommuneFactory(), day="2024-01-01", run_by=UserFactory()
    )
    before = lines()

    again = load("load_edition_mapping", file(tmp_path, MAPPING))
    answer = refusal("load_edition_mapping", file(tmp_path, MAPPING.replace("STRICTER", "LOOSER")))

    assert again == "cu--moi: đã có, không đổi.\n"
    assert answer == (
        "Bảng chuyển đổi cu--moi đã có số liệu chuyển theo nên không sửa nữa. "
        "Đặt mã mới trong tệp để tạo bảng mới.\n"
    )
    assert lines() == before


def test_a_used_mapping_is_put_right_by_one_with_another_code(sets, tmp_path):
    load("load_edition_mapping", file(tmp_path, MAPPING))
    CarryOver.objects.create(
        mapping=EditionMapping.objects.get(),
        unit=CommuneFactory(),
        day="2024-01-01",
        run_by=UserFactory(),
    )

    load("load_edition_mapping", file(tmp_path, MAPPING.replace("cu--moi", "cu--moi-2")))

    assert [one.code for one in EditionMapping.objects.all()] == ["cu--moi-2", "cu--moi"]


def test_merge_rules_are_created_then_unchanged_then_replaced(sets, tmp_path):
    path = file(tmp_path, RULES)

    said = [load("load_merge_rules", path), load("load_merge_rules", path)]
    file(tmp_path, RULES.replace("ALL_MET", "MEASURE_AGAIN"))
    said.append(load("load_merge_rules", path))

    assert said == [
        "Quy tắc gộp của CU: đã tạo.\n",
        "Quy tắc gộp của CU: đã có, không đổi.\n",
        "Quy tắc gộp của CU: đã thay bằng nội dung của tệp.\n",
    ]
    rules = MergeRule.objects.order_by("code")
    assert list(rules.values_list("code", "rule", "base", "citation", "provenance")) == [
        ("1", "MEASURE_AGAIN", "", "văn bản thử", "UNVERIFIED"),
        ("2.1", "WEIGHTED", "HOUSEHOLDS", "văn bản khác", "VERIFIED"),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        pytest.param(
            "code: 2.1",
            "code: 2.2",
            "dòng 6: bộ CU không có tiêu chí, chỉ tiêu số ‘2.2’. Sửa số đó.",
            id="unknown-indicator",
        ),
        pytest.param(
            "criteria_set: CU",
            "criteria_set: X",
            "dòng 1: bộ tiêu chí ‘X’ chưa có. Nạp tệp của bộ đó trước.",
            id="unknown-set",
        ),
        pytest.param(
            " base: HOUSEHOLDS,",
            "",
            "dòng 6: ‘base’ (trọng số) cần có khi ‘rule’ là WEIGHTED, và chỉ khi đó.",
            id="weighted-by-nothing",
        ),
        pytest.param(
            "rule: ALL_MET",
            "rule: ALL_MET, base: POPULATION",
            "dòng 5: ‘base’ (trọng số) cần có khi ‘rule’ là WEIGHTED, và chỉ khi đó.",
            id="weight-of-no-average",
        ),
        pytest.param(
            "code: 2.1",
            "code: 1",
            "dòng 6: số ‘1’ đã có quy tắc ở trên. Giữ lại một.",
            id="twice",
        ),
        pytest.param(
            "base: HOUSEHOLDS",
            "base: AREA",
            "dòng 6: ‘AREA’ không dùng được cho ‘base’. Chọn: POPULATION, HOUSEHOLDS.",
            id="unknown-base",
        ),
    ],
)
def test_wrong_merge_rules_say_their_line_and_store_nothing(sets, tmp_path, right, wrong, said):
    assert RULES.count(right) == 1

    answer = refusal("load_merge_rules", file(tmp_path, RULES.replace(right, wrong)))

    assert answer == f"tep.yaml, {said}\n"
    assert not MergeRule.objects.exists()


@pytest.fixture
def real_sets():
    for name in ("ntm-2021-2025", "ntm-2026-2030"):
        load("load_criteria_set", ROOT / "fixtures" / "criteria" / f"{name}.yaml")


def test_the_shipped_mapping_drops_every_old_criterion_and_invents_no_equivalent(real_sets):
    assert load("load_edition_mapping", FRAME) == "ntm-2021-2025--ntm-2026-2030: đã tạo.\n"

    dropped = [(str(number), "", "DROPPED", "") for number in range(1, 20)]
    assert lines() == dropped + [("", str(number), "NEW", "") for number in range(1, 11)]
    assert EditionMapping.objects.get().provenance == "UNVERIFIED"


def test_a_mapped_set_that_is_unused_can_still_be_replaced(real_sets, tmp_path):
    load("load_edition_mapping", FRAME)
    text = (ROOT / "fixtures" / "criteria" / "ntm-2026-2030.yaml").read_text("utf-8")

    said = load("load_criteria_set", file(tmp_path, text.replace("period: 2026-2030", "period: x")))

    assert said == "NTM-2026-2030: đã thay bằng nội dung của tệp.\n"
    assert (
        load("load_edition_mapping", FRAME) == "ntm-2021-2025--ntm-2026-2030: đã có, không đổi.\n"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("old", "bảng chuyển đổi", id="old-side-of-a-mapping"),
        pytest.param("new", "bảng chuyển đổi", id="new-side-of-a-mapping"),
        pytest.param("rule", "quy tắc gộp", id="merge-rule"),
    ],
)
def test_a_set_cannot_lose_a_number_that_is_named(real_sets, tmp_path, name, words):
    from criteria.models import CriteriaSet

    frame = CriteriaSet.objects.get(code="NTM-2026-2030")
    if name == "old":
        MappingLineFactory(mapping=EditionMappingFactory(old_set=frame), old_code="10")
    elif name == "new":
        MappingLineFactory(mapping=EditionMappingFactory(new_set=frame), new_code="10")
    else:
        MergeRuleFactory(criteria_set=frame, code="10")
    text = (ROOT / "fixtures" / "criteria" / "ntm-2026-2030.yaml").read_text("utf-8")
    shorter = text.replace("  - code: 10\n", "  - code: 11\n")

    said = refusal("load_criteria_set", file(tmp_path, shorter))

    assert said == (
        f"Bộ NTM-2026-2030: {words} nêu số 10, tệp không còn số đó. "
        "Giữ số đó, hoặc đặt mã mới để tạo bộ mới.\n"
    )
    assert frame.requirements.filter(code="10").exists()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param({"relation": "NEW"}, id="new-with-an-old-one"),
        pytest.param({"relation": "DROPPED"}, id="dropped-with-a-new-one"),
        pytest.param({"old_code": ""}, id="same-without-old"),
        pytest.param({"new_code": ""}, id="same-without-new"),
        pytest.param({"old_code": "", "new_code": "", "relation": "NEW"}, id="new-without-number"),
        pytest.param({"relation": "OTHER"}, id="unknown-relation"),
    ],
)
def test_the_database_refuses_a_line_whose_sides_do_not_fit(line):
    mapping = EditionMappingFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MappingLineFactory(mapping=mapping, **line)


def test_the_database_refuses_a_mapping_of_a_set_to_itself():
    one = CriteriaSetFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        EditionMappingFactory(old_set=one, new_set=one)


@pytest.mark.parametrize("rule", [{"rule": "WEIGHTED"}, {"rule": "SUM", "base": "POPULATION"}])
def test_the_database_refuses_a_weight_that_does_not_fit(rule):
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeRuleFactory(**rule)
