"""Lines of a file that say: so many times the threshold of another set."""

from decimal import Decimal

import pytest

from criteria.files import ThresholdLine
from criteria.models import CriteriaSet
from criteria.services import LoadResult, load_set, stored_set
from ntm_portal.lib.refusals import Refused
from tests.criteria.test_files import GOOD, line_of, read

RIGHT = "{value: 1.10, provenance: VERIFIED}"
MULTIPLE = "{text: gấp rưỡi, factor: 1.5, base_set: BO-KHAC, base_code: 10, provenance: UNVERIFIED}"
TOGETHER = "‘factor’, ‘base_set’ và ‘base_code’ đi cùng nhau, và không có ‘value’."


def with_line(line: str) -> str:
    assert GOOD.count(RIGHT) == 1
    return GOOD.replace(RIGHT, line)


def test_a_multiple_is_read_with_its_base(tmp_path):
    file = read(tmp_path, with_line(MULTIPLE))

    line = file.criteria[0].indicators[0].thresholds[0]
    assert line == ThresholdLine(
        region="",
        commune_group="",
        year=None,
        value=None,
        text="gấp rưỡi",
        citation="1/QĐ-TTg, chỉ tiêu 13.1",
        provenance="UNVERIFIED",
        factor=Decimal("1.5"),
        base_set="BO-KHAC",
        base_code="10",
    )


@pytest.mark.django_db
def test_a_multiple_is_stored_as_the_file_says_and_a_new_factor_is_a_change(tmp_path):
    file = read(tmp_path, with_line(MULTIPLE))
    other = read(tmp_path, with_line(MULTIPLE.replace("1.5", "1.6")))

    results = [load_set(file=one) for one in (file, file, other)]

    assert results == [LoadResult.CREATED, LoadResult.UNCHANGED, LoadResult.REPLACED]
    assert stored_set(CriteriaSet.objects.get()) == other


@pytest.mark.parametrize(
    ("right", "broken", "sentence"),
    [
        pytest.param("factor: 1.5, ", "", TOGETHER, id="no-factor"),
        pytest.param("base_set: BO-KHAC, ", "", TOGETHER, id="no-set"),
        pytest.param("base_code: 10, ", "", TOGETHER, id="no-code"),
        pytest.param("base_set: BO-KHAC, base_code: 10, ", "", TOGETHER, id="only-a-factor"),
        pytest.param("text: gấp rưỡi, ", "value: 3, ", TOGETHER, id="with-a-value"),
        pytest.param(
            "text: gấp rưỡi, ",
            "",
            "thiếu ‘value’ hoặc ‘text’. Nếu chưa có số liệu, ghi MISSING.",
            id="without-words",
        ),
        pytest.param(
            "text: gấp rưỡi, factor: 1.5, base_set: BO-KHAC, base_code: 10, provenance: UNVERIFIED",
            "factor: 1.5, base_set: BO-KHAC, base_code: 10, provenance: MISSING",
            "mức ghi MISSING thì không có ‘value’, ‘text’ hay ‘factor’.",
            id="missing",
        ),
        pytest.param(
            "factor: 1.5", "factor: 0", "hệ số phải lớn hơn 0 và nhỏ hơn 100.", id="nothing-times"
        ),
        pytest.param(
            "factor: 1.5", "factor: 100", "hệ số phải lớn hơn 0 và nhỏ hơn 100.", id="too-large"
        ),
        pytest.param(
            "factor: 1.5",
            "factor: -2",
            "mức ‘-2’ không phải là số. Viết như 12.95.",
            id="negative",
        ),
    ],
)
def test_half_a_multiple_is_refused(tmp_path, right, broken, sentence):
    assert MULTIPLE.count(right) == 1

    with pytest.raises(Refused) as refused:
        read(tmp_path, with_line(MULTIPLE.replace(right, broken)))

    assert refused.value.message == f"bo-thu.yaml, dòng {line_of(RIGHT)}: {sentence}"


def test_what_is_no_number_has_no_multiple(tmp_path):
    right = "{commune_group: G1, provenance: MISSING, citation: 2/QĐ-TTg}"
    multiple = MULTIPLE.removesuffix("}") + ", citation: 2/QĐ-TTg}"

    with pytest.raises(Refused) as refused:
        read(tmp_path, GOOD.replace(right, multiple))

    assert refused.value.message == (
        f"bo-thu.yaml, dòng {line_of(right)}: "
        "‘factor’ chỉ dùng khi ‘value_kind’ là NUMBER. Viết điều kiện vào ‘text’."
    )
