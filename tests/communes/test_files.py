"""What a units file may say, and the line that is named when it may not."""

from datetime import date

import pytest

from communes.files import AliasRow, RegionRow, UnitRow, UnitsFile, read_units
from ntm_portal.lib.refusals import Refused

GOOD = """\
regions:
  - {code: TDMNPB, name: Trung du miền núi phía Bắc, position: 1}
sources:
  ds: {text: Danh mục 2023, exact: no}
  nq: {text: Nghị quyết 1672, exact: yes}
province: {code: "20", name: Lạng Sơn, kind: tinh, region: TDMNPB, source: nq}
districts:
  - code: "188"
    name: Lộc Bình
    kind: huyen
    to: 2025-06-30
    source: nq
    communes:
      - {code: "06562", name: Tú  Đoạn, kind: xa, to: 2025-06-30, source: ds, aliases: [{name: Tú Doạn, source: nq}]}
      - {code: "06577", name: Xuân Tình, kind: xa, to: 2023-04-07, source: ds}
      - {code: "06577", name: Thống Nhất, kind: xa, from: 2023-04-08, to: 2025-06-30, source: ds}
communes:
  - {code: "06577", name: Thống Nhất, kind: xa, from: 2025-07-01, source: nq}
"""  # noqa: E501


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mau.yaml"
    path.write_text(GOOD, "utf-8")
    return path


def unit(parent: UnitRow | None = None, **values) -> UnitRow:
    defaults = {
        "level": "COMMUNE",
        "kind": "XA",
        "parent": parent,
        "region": "TDMNPB",
        "valid_from": None,
        "valid_to": None,
        "dates_exact": False,
        "source": "Danh mục 2023",
        "aliases": (),
    }
    return UnitRow(**{**defaults, **values})


def test_a_file_becomes_rows_with_the_unit_above_first(file):
    exact = {"dates_exact": True, "source": "Nghị quyết 1672"}
    ends = {"valid_to": date(2025, 6, 30)}
    province = unit(
        code="20", name="Lạng Sơn", level="PROVINCE", kind="TINH", where="mau.yaml, dòng 6", **exact
    )
    district = unit(
        province, code="188", name="Lộc Bình", level="DISTRICT", kind="HUYEN",
        where="mau.yaml, dòng 8", **exact, **ends,
    )  # fmt: skip
    alias = AliasRow("Tú Doạn", "Nghị quyết 1672")

    assert read_units(file) == UnitsFile(
        regions=(RegionRow("TDMNPB", "Trung du miền núi phía Bắc", 1),),
        units=(
            province,
            district,
            unit(district, code="06562", name="Tú Đoạn", where="mau.yaml, dòng 14",
                 aliases=(alias,), **ends),
            unit(district, code="06577", name="Xuân Tình", where="mau.yaml, dòng 15",
                 valid_to=date(2023, 4, 7)),
            unit(district, code="06577", name="Thống Nhất", where="mau.yaml, dòng 16",
                 valid_from=date(2023, 4, 8), **ends),
            unit(province, code="06577", name="Thống Nhất", where="mau.yaml, dòng 18",
                 valid_from=date(2025, 7, 1), **exact),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        pytest.param(
            "to: 2023-04-07",
            "to: 2023-04-08",
            "mau.yaml, dòng 16: mã 06577 của Thống Nhất trùng thời gian với Xuân Tình "
            "(mau.yaml, dòng 15). Sửa ‘from’ hoặc ‘to’.",
            id="two-units-on-one-day",
        ),
        pytest.param(
            "from: 2023-04-08, to: 2025-06-30",
            "from: 2025-06-30, to: 2023-04-08",
            "mau.yaml, dòng 16: Thống Nhất kết thúc ngày 08/04/2023 trước ngày bắt đầu 30/06/2025. "
            "Sửa ‘from’ hoặc ‘to’.",
            id="ends-before-it-begins",
        ),
        pytest.param(
            "Tú  Đoạn, kind: xa, to: 2025-06-30",
            "Tú  Đoạn, kind: xa, to: 2025-07-01",
            "mau.yaml, dòng 14: Tú Đoạn có ngày mà Lộc Bình (mã 188) không tồn tại. "
            "Sửa thời gian hoặc đặt dưới đơn vị khác.",
            id="outlives-its-district",
        ),
        pytest.param(
            "from: 2023-04-08",
            "from: 2023-02-30",
            "mau.yaml, dòng 16: ngày ‘2023-02-30’ không có. Viết năm-tháng-ngày, ví dụ 2022-03-08.",
            id="no-such-day",
        ),
        pytest.param(
            "kind: huyen",
            "kind: quan",
            "mau.yaml, dòng 10: ‘quan’ không dùng được cho ‘kind’. Chọn: huyen, thi-xa, thanh-pho.",
            id="unknown-kind",
        ),
        pytest.param(
            "region: TDMNPB",
            "region: DBSH",
            "mau.yaml, dòng 6: ‘DBSH’ không dùng được cho ‘region’. Chọn: TDMNPB.",
            id="unknown-region",
        ),
        pytest.param(
            "districts:",
            "villages:",
            "mau.yaml, dòng 7: không có khóa ‘villages’. "
            "Các khóa dùng được: communes, districts, province, regions, sources.",
            id="unknown-level",
        ),
        pytest.param(
            "2025-07-01, source: nq",
            "2025-07-01, source: qd",
            "mau.yaml, dòng 18: ‘qd’ không dùng được cho ‘source’. Chọn: ds, nq.",
            id="unknown-source",
        ),
        pytest.param(
            '"06562"',
            '"6562"',
            "mau.yaml, dòng 14: mã ‘6562’ không đúng. Mã ở cấp này gồm 5 chữ số.",
            id="code-without-its-zero",
        ),
        pytest.param(
            "[{name: Tú Doạn, source: nq}]",
            "[{name: Tú Doạn, source: nq}, {name: Tú  Doạn, source: nq}]",
            "mau.yaml, dòng 14: cách viết ‘Tú Doạn’ có hai lần. Giữ lại một.",
            id="alias-twice",
        ),
        pytest.param(
            'province: {code: "20", name: Lạng Sơn,',
            'province: {code: "20",',
            "mau.yaml, dòng 6: thiếu ‘name’.",
            id="no-name",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line(file, before, after, message):
    assert GOOD.count(before) == 1
    file.write_text(GOOD.replace(before, after), "utf-8")

    with pytest.raises(Refused) as refused:
        read_units(file)

    assert refused.value.message == message
