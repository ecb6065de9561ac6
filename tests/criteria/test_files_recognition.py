"""Reading rules of recognition: what a file says, and every mistake with its line."""

from datetime import date
from pathlib import Path

import pytest

from criteria.files.recognition import (
    NamedLine,
    PrerequisiteLine,
    RevocationLine,
    SetRules,
    read_rules,
)
from ntm_portal.lib.refusals import Refused

FILE = """\
sources:
  - {code: S, title: Nguồn, address: https://example.com/}
rules:
  - criteria_set: BO-2
    prerequisite:
      criteria_set: BO-1
      citation: Điều 1
      provenance: UNVERIFIED
    revocations:
      - judged_by: BO-1
        effective_from: 2022-08-02
        effective_to: 2023-12-31
        share_with_named: 30
        share_alone: 50
        named:
          - {code: 17, name: Môi trường}
          - {code: 2, name: Giao thông}
        citation: Quyết định 1
        provenance: VERIFIED
      - judged_by: BO-2
        effective_from: 2024-01-01
        share_with_named: 40
        share_alone: 40
        named: [{code: 1, name: Quy hoạch}]
        citation: Quyết định 2
        provenance: VERIFIED
  - criteria_set: BO-3
"""


def read(tmp_path: Path, text: str) -> tuple[SetRules, ...]:
    path = tmp_path / "quy-dinh.yaml"
    path.write_text(text, "utf-8")
    return read_rules(path)


def test_a_file_says_the_rules_of_each_set(tmp_path):
    rules = read(tmp_path, FILE)

    assert rules == (
        SetRules(
            "BO-2",
            PrerequisiteLine("BO-1", "Điều 1", "UNVERIFIED"),
            (
                RevocationLine(
                    judged_by="BO-1",
                    effective_from=date(2022, 8, 2),
                    effective_to=date(2023, 12, 31),
                    share_with_named=30,
                    share_alone=50,
                    citation="Quyết định 1",
                    provenance="VERIFIED",
                    named=(NamedLine("2", "Giao thông"), NamedLine("17", "Môi trường")),
                ),
                RevocationLine(
                    judged_by="BO-2",
                    effective_from=date(2024, 1, 1),
                    effective_to=None,
                    share_with_named=40,
                    share_alone=40,
                    citation="Quyết định 2",
                    provenance="VERIFIED",
                    named=(NamedLine("1", "Quy hoạch"),),
                ),
            ),
        ),
        SetRules("BO-3", None, ()),
    )


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        pytest.param("criteria_set: BO-3", "bo: BO-3", 27, "không có khóa ‘bo’", id="key"),
        pytest.param("criteria_set: BO-3", "criteria_set: BO-2", 27, "ở trên. Gộp", id="twice"),
        pytest.param("criteria_set: BO-1", "criteria_set: BO-2", 6, "chính nó", id="itself"),
        pytest.param("      citation: Điều 1\n", "", 6, "thiếu ‘citation’", id="no-citation"),
        pytest.param(
            "provenance: UNVERIFIED", "provenance: MISSING", 8, "Chọn: VERIFIED, UNV", id="missing"
        ),
        pytest.param("judged_by: BO-1\n", "judged_by:\n", 10, "thiếu ‘judged_by’", id="no-set"),
        pytest.param("from: 2022-08-02", "from: 2/8/2022", 11, "ngày ‘2/8/2022’", id="day"),
        pytest.param("to: 2023-12-31", "to: 2022-08-01", 12, "phải sau ngày", id="ends-before"),
        pytest.param("to: 2023-12-31", "to: 2024-01-01", 21, "trùng thời gian", id="overlap"),
        pytest.param(
            "        effective_to: 2023-12-31\n", "", 20, "trùng thời gian", id="both-open"
        ),
        pytest.param("named: 30", "named: ba mươi", 13, "không phải là số", id="no-number"),
        pytest.param("named: 30", "named: 101", 13, "từ 0 đến 100", id="above-hundred"),
        pytest.param("named: 30", "named: 0", 13, "từ 1 đến 100 phần trăm", id="zero"),
        pytest.param("alone: 50", "alone: 29", 14, "phải từ 30 trở lên", id="wrong-order"),
        pytest.param("code: 17", "code: 17.1", 16, "phải là một số", id="indicator"),
        pytest.param("code: 17", "code: 2", 17, "đã nêu ở trên", id="named-twice"),
        pytest.param("[{code: 1, name: Quy hoạch}]", "[]", 20, "chưa nêu tiêu chí", id="nobody"),
        pytest.param(", name: Môi trường", "", 16, "thiếu ‘name’", id="no-name"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path, right, wrong, line, said):
    assert FILE.count(right) == 1

    with pytest.raises(Refused) as refused:
        read(tmp_path, FILE.replace(right, wrong))

    assert refused.value.message.startswith(f"quy-dinh.yaml, dòng {line}: ")
    assert said in refused.value.message


def test_a_file_without_rules_is_a_mistake(tmp_path):
    with pytest.raises(Refused, match="tệp chưa có quy định nào"):
        read(tmp_path, "sources: []\n")
