"""One small file that is right, and one line of it wrong at a time."""

from datetime import date
from decimal import Decimal

import pytest

from criteria.files import (
    CriterionLine,
    GroupLine,
    IndicatorLine,
    RegionLine,
    ThresholdLine,
    read_set,
)
from ntm_portal.lib.refusals import Refused

GOOD = """\
code: BO-THU
name: Bộ thử
tier: BASIC
level: COMMUNE
period: 2021-2025
status: IN_FORCE
decision:
  number: 1/QĐ-TTg
  issued_on: 2022-03-08
  issuer: Thủ tướng Chính phủ
  title: Ban hành bộ thử
effective_from: 2022-03-08
effective_to: 2026-02-14
criteria_count: 1
indicator_count: 2
regions:
  - {code: TDMNPB, name: Trung du miền núi phía Bắc, position: 1}
commune_groups:
  - {code: G1, name: Xã nhóm 1, definition: Xã liền kề đô thị}
sources:
  - {code: TRANG, title: Trang công khai, address: "https://example.vn/"}
criteria:
  - code: 13
    name: Tổ chức sản xuất
    name_provenance: VERIFIED
    code_provenance: VERIFIED
    indicators:
      - code: 13.1
        name: Tỷ lệ hộ
        unit: "%"
        value_kind: NUMBER
        comparator: AT_LEAST
        decimals: 2
        by_sex: yes
        name_provenance: VERIFIED
        code_provenance: UNVERIFIED
        sources: [TRANG]
        citation: 1/QĐ-TTg, chỉ tiêu 13.1
        thresholds:
          - {value: 1.10, provenance: VERIFIED}
          - {region: TDMNPB, year: 2024, value: 95, provenance: UNVERIFIED}
      - code: 13.2
        name: Có mô hình
        value_kind: QUALITATIVE
        if_any: yes
        name_provenance: VERIFIED
        code_provenance: VERIFIED
        thresholds:
          - {commune_group: G1, provenance: MISSING, citation: 2/QĐ-TTg}
"""


def read(tmp_path, text: str):
    path = tmp_path / "bo-thu.yaml"
    path.write_text(text, encoding="utf-8")
    return read_set(path)


def line_of(fragment: str) -> int:
    return next(n for n, line in enumerate(GOOD.splitlines(), 1) if fragment in line)


def test_read_set_gives_the_header_and_the_tree(tmp_path):
    file = read(tmp_path, GOOD)

    assert (file.code, file.tier, file.status, file.parent) == ("BO-THU", "BASIC", "IN_FORCE", "")
    assert (file.effective_from, file.effective_to) == (date(2022, 3, 8), date(2026, 2, 14))
    assert (file.criteria_count, file.indicator_count) == (1, 2)
    assert file.regions == (RegionLine("TDMNPB", "Trung du miền núi phía Bắc", 1),)
    assert file.commune_groups == (GroupLine("G1", "Xã nhóm 1", "Xã liền kề đô thị"),)
    cited = "1/QĐ-TTg, chỉ tiêu 13.1"
    everywhere = ThresholdLine("", "", None, Decimal("1.10"), "", cited, "VERIFIED")
    region = ThresholdLine("TDMNPB", "", 2024, Decimal(95), "", cited, "UNVERIFIED")
    group = ThresholdLine("", "G1", None, None, "", "2/QĐ-TTg", "MISSING")
    number = IndicatorLine(
        code="13.1",
        name="Tỷ lệ hộ",
        unit="%",
        value_kind="NUMBER",
        comparator="AT_LEAST",
        decimals=2,
        by_sex=True,
        if_any=False,
        set_by="",
        note="",
        name_provenance="VERIFIED",
        code_provenance="UNVERIFIED",
        thresholds=(everywhere, region),
    )
    quality = IndicatorLine(
        code="13.2",
        name="Có mô hình",
        unit="",
        value_kind="QUALITATIVE",
        comparator="",
        decimals=None,
        by_sex=False,
        if_any=True,
        set_by="",
        note="",
        name_provenance="VERIFIED",
        code_provenance="VERIFIED",
        thresholds=(group,),
    )
    provenances = ("VERIFIED", "VERIFIED")
    assert file.criteria == (
        CriterionLine("13", "Tổ chức sản xuất", "", "", *provenances, (number, quality)),
    )


def test_a_frame_without_indicators_keeps_the_stated_count(tmp_path):
    frame = GOOD.split("    indicators:", maxsplit=1)[0].replace(
        "indicator_count: 2", "indicator_count: 47"
    )

    file = read(tmp_path, frame)

    assert (file.indicator_count, file.criteria[0].indicators) == (47, ())


@pytest.mark.parametrize(
    ("right", "broken", "sentence"),
    [
        pytest.param(
            "value: 1.10",
            "value: 12.9.5",
            "mức ‘12.9.5’ không phải là số. Viết như 12.95.",
            id="number-with-two-points",
        ),
        pytest.param(
            "value: 1.10",
            "value: 1,10",
            "không có khóa ‘10’. Các khóa dùng được: base_code, base_set, citation, "
            "commune_group, factor, provenance, region, text, value, year.",
            id="decimal-comma-splits-a-flow-mapping",
        ),
        pytest.param(
            "value: 1.10",
            "value: 1.10001",
            "mức ‘1.10001’ có quá 4 chữ số thập phân.",
            id="more-decimals-than-kept",
        ),
        pytest.param(
            "effective_to: 2026-02-14",
            "effective_to: 2026-02-31",
            "ngày ‘2026-02-31’ không có. Viết năm-tháng-ngày, ví dụ 2022-03-08.",
            id="day-that-does-not-exist",
        ),
        pytest.param(
            "effective_to: 2026-02-14",
            "effective_to: 2022-03-07",
            "ngày hết hiệu lực phải sau ngày có hiệu lực.",
            id="ends-before-it-begins",
        ),
        pytest.param(
            "tier: BASIC",
            "tier: NORMAL",
            "‘NORMAL’ không dùng được cho ‘tier’. Chọn: BASIC, ADVANCED, MODEL, MODERN.",
            id="wrong-choice",
        ),
        pytest.param("name: Bộ thử", "name:", "thiếu ‘name’.", id="empty-value"),
        pytest.param(
            "decimals: 2",
            "decimal: 2",
            "không có khóa ‘decimal’. Các khóa dùng được: by_sex, citation, code, "
            "code_provenance, comparator, decimals, if_any, name, name_provenance, note, set_by, "
            "sources, thresholds, unit, value_kind.",
            id="unknown-key",
        ),
        pytest.param(
            "code: BO-THU",
            "code: BỘ THỬ",
            "mã ‘BỘ THỬ’ chỉ được gồm chữ không dấu, số, ‘-’ và ‘_’.",
            id="code-that-fits-no-address",
        ),
        pytest.param(
            "period: 2021-2025",
            "period: giai đoạn 2021 đến năm 2025",
            "‘period’ dài 27 ký tự. Viết gọn trong 20 ký tự.",
            id="longer-than-the-field",
        ),
        pytest.param(
            "- code: 13.2",
            "- code: 13.1",
            "số chỉ tiêu ‘13.1’ đã có ở trên.",
            id="indicator-twice",
        ),
        pytest.param(
            "- code: 13.2",
            "- code: 14.2",
            "số chỉ tiêu ‘14.2’ phải bắt đầu bằng ‘13.’.",
            id="indicator-of-another-criterion",
        ),
        pytest.param(
            "- code: 13.2",
            "- code: 130.2",
            "số chỉ tiêu ‘130.2’ phải bắt đầu bằng ‘13.’.",
            id="indicator-that-only-begins-alike",
        ),
        pytest.param(
            "criteria_count: 1",
            "criteria_count: 19",
            "ghi 19 tiêu chí nhưng trong tệp có 1.",
            id="criteria-miscounted",
        ),
        pytest.param(
            "indicator_count: 2",
            "indicator_count: 57",
            "ghi 57 chỉ tiêu nhưng trong tệp có 2.",
            id="indicators-miscounted",
        ),
        pytest.param(
            "{commune_group: G1, provenance: MISSING, citation: 2/QĐ-TTg}",
            "{commune_group: G1, provenance: MISSING}",
            "mức chưa có căn cứ. Thêm ‘citation’ cho mức hoặc cho chỉ tiêu.",
            id="threshold-without-citation",
        ),
        pytest.param(
            "provenance: MISSING, citation",
            "text: Đạt, provenance: MISSING, citation",
            "mức ghi MISSING thì không có ‘value’, ‘text’ hay ‘factor’.",
            id="missing-with-a-value",
        ),
        pytest.param(
            "provenance: MISSING, citation",
            "provenance: VERIFIED, citation",
            "thiếu ‘value’ hoặc ‘text’. Nếu chưa có số liệu, ghi MISSING.",
            id="verified-without-a-value",
        ),
        pytest.param(
            "provenance: MISSING, citation",
            "value: 3, provenance: VERIFIED, citation",
            "‘value’ chỉ dùng khi ‘value_kind’ là NUMBER. Viết điều kiện vào ‘text’.",
            id="number-for-a-quality",
        ),
        pytest.param(
            "region: TDMNPB, year",
            "region: DBSH, year",
            "‘DBSH’ không dùng được cho ‘region’. Chọn: TDMNPB.",
            id="unknown-region",
        ),
        pytest.param(
            "commune_group: G1,",
            "commune_group: G9,",
            "‘G9’ không dùng được cho ‘commune_group’. Chọn: G1.",
            id="unknown-group",
        ),
        pytest.param(
            "region: TDMNPB, year: 2024, value: 95",
            "value: 95",
            "vùng, nhóm xã và năm này đã có mức ở trên. Giữ lại một.",
            id="scope-twice",
        ),
        pytest.param(
            "year: 2024",
            "year: 24",
            "năm ‘24’ không đúng. Viết đủ bốn chữ số.",
            id="short-year",
        ),
        pytest.param(
            "sources: [TRANG]",
            "sources: [BAO]",
            "nguồn ‘BAO’ chưa có trong ‘sources’ của tệp.",
            id="unknown-source",
        ),
        pytest.param(
            "  - code: 13\n",
            "  - code: XIII\n",
            "số tiêu chí ‘XIII’ phải là một số, ví dụ 13.",
            id="criterion-without-a-number",
        ),
    ],
)
def test_a_problem_is_refused_with_its_line(tmp_path, right, broken, sentence):
    assert GOOD.count(right) == 1
    number = line_of(right.strip())

    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD.replace(right, broken))

    assert refused.value.message == f"bo-thu.yaml, dòng {number}: {sentence}"


@pytest.mark.parametrize(
    ("removed", "place", "key"),
    [
        pytest.param("name: Bộ thử\n", "code: BO-THU", "name", id="of-the-set"),
        pytest.param("  number: 1/QĐ-TTg\n", "decision:", "number", id="of-the-decision"),
        pytest.param("        name: Tỷ lệ hộ\n", "- code: 13.1", "name", id="of-an-indicator"),
    ],
)
def test_a_missing_key_is_refused_with_the_line_of_its_mapping(tmp_path, removed, place, key):
    number = line_of(place) + (place == "decision:")

    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD.replace(removed, "", 1))

    assert refused.value.message == f"bo-thu.yaml, dòng {number}: thiếu ‘{key}’."


def test_a_comparator_belongs_to_numbers(tmp_path):
    number = line_of("value_kind: NUMBER")

    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD.replace("value_kind: NUMBER", "value_kind: COMPOSITE"))

    assert refused.value.message == (
        f"bo-thu.yaml, dòng {number + 1}: "
        "‘comparator’ cần có khi ‘value_kind’ là NUMBER, và chỉ khi đó."
    )


@pytest.mark.parametrize(
    ("again", "code"),
    [
        pytest.param("  - {code: TDMNPB, name: Vùng khác, position: 2}\n", "TDMNPB", id="region"),
        pytest.param("  - {code: G1, name: Nhóm, definition: Khác}\n", "G1", id="group"),
        pytest.param("  - {code: TRANG, title: Trang khác}\n", "TRANG", id="source"),
    ],
)
def test_a_code_given_twice_is_refused_at_the_second(tmp_path, again, code):
    first = next(line for line in GOOD.splitlines(keepends=True) if f"{{code: {code}," in line)

    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD.replace(first, first + again))

    number = line_of(first.strip()) + 1
    assert refused.value.message == f"bo-thu.yaml, dòng {number}: mã ‘{code}’ đã có ở trên."


def test_a_criterion_given_twice_is_refused_at_the_second(tmp_path):
    again = "  - {code: 13, name: Khác, name_provenance: VERIFIED, code_provenance: VERIFIED}\n"

    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD + again)

    number = len(GOOD.splitlines()) + 1
    assert refused.value.message == f"bo-thu.yaml, dòng {number}: mã ‘13’ đã có ở trên."
