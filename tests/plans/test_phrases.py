"""What is read in the words of a plan; the sentences are those of the five plans of the demo."""

from decimal import Decimal

import pytest

from plans.phrases import Kind, Vocabulary, read
from plans.phrases.words import fold_in_place, number
from tests.plans.generated import CRITERIA

VOCABULARY = Vocabulary(CRITERIA, ("Xuân Dương", "Khánh Xuân", "Tĩnh Bắc"), ("bien gioi",))


def found(text: str, kind: Kind) -> list:
    return [phrase for phrase in read(text, VOCABULARY) if phrase.kind == kind]


def figures(text: str, kind: Kind) -> list[tuple[str, ...]]:
    """(low, high, of, share) as printed; "" for what is not there."""
    return [
        tuple(part.text if part else "" for part in (one.low, one.high, one.of, one.share))
        for one in found(text, kind)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param(
            "nâng bình quân tiêu chí lên 14,16 tiêu chí/xã",
            Kind.AVERAGE,
            ("14,16", "", "", ""),
            id="average",
        ),
        pytest.param(
            "bình quân 01 xã trên địa bàn tỉnh đạt từ 11 – 11,5 tiêu chí",
            Kind.AVERAGE,
            ("11", "11,5", "", ""),
            id="average-range",
        ),
        pytest.param(
            "- Số xã đạt 19 tiêu chí có 60/207 xã, chiếm 28,99%;",
            Kind.BAND,
            ("60", "", "207", "28,99"),
            id="band",
        ),
        pytest.param(
            "- Số xã đạt 19 tiêu chí có 60/207 xã, chiếm 28,99%;",
            Kind.SHARE,
            ("60", "", "207", "28,99"),
            id="share",
        ),
        pytest.param(
            "7,86/8,472 km chiếm 92,8%", Kind.SHARE, ("7,86", "", "8,472", "92,8"), id="lengths"
        ),
        pytest.param(
            "Tổng số tiêu chí hoàn thành và duy trì là 150 tiêu chí",
            Kind.TOTAL,
            ("150", "", "", ""),
            id="total",
        ),
        pytest.param(
            "mỗi xã tăng thêm từ 01 - 02 tiêu chí",
            Kind.INCREASE,
            ("01", "02", "", ""),
            id="increase",
        ),
        pytest.param(
            "Tổng kế hoạch vốn dự kiến: **931.359 triệu đồng**",
            Kind.MONEY,
            ("931.359", "", "", ""),
            id="money",
        ),
        pytest.param(
            "nâng tổng số xã đạt chuẩn NÔNG THÔN MỚI toàn tỉnh lên 60 xã",
            Kind.TIER,
            ("60", "", "", ""),
            id="tier",
        ),
        pytest.param("20 xã biên giới", Kind.GROUP, ("20", "", "", ""), id="group"),
        pytest.param(
            "* Đối với thôn NTM kiểu mẫu: 43 thôn.",
            Kind.VILLAGES,
            ("43", "", "", ""),
            id="villages",
        ),
    ],
)
def test_a_figure_is_read_with_what_it_is_of(text, kind, expected):
    assert figures(text, kind) == [expected]


def test_a_line_says_which_criterion_its_figures_are_of():
    text = (
        "- Tiêu chí số 9 về Nhà ở dân cư: phấn đấu toàn tỉnh có thêm 22 xã đạt chuẩn tiêu chí, "
        "nâng tổng số xã đạt chuẩn tiêu chí toàn tỉnh lên 128/207 xã, chiếm tỷ lệ 61,8%."
    )

    read_so = [(one.criterion, one.low.text, one.adds) for one in found(text, Kind.CRITERION)]

    assert read_so == [("9", "128", False), ("9", "22", True)]


def test_other_communes_of_the_same_line_are_left_alone():
    text = (
        "- Tiêu chí số 8: Nâng tổng số xã có hệ thống đài truyền thanh xã lên 90/207 xã, chiếm tỷ "
        "lệ 43,4%, trong đó xã đạt chuẩn tiêu chí là 68/207 xã chiếm tỷ lệ 32,9%."
    )

    assert [one.low.text for one in found(text, Kind.CRITERION)] == ["68"]


def test_a_page_break_does_not_end_a_sentence():
    text = "- Tiêu chí số 17 về Môi trường: làm tốt công\n\ntác. Có 65/207 xã đạt tiêu chí."

    assert [one.criterion for one in found(text, Kind.CRITERION)] == ["17"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Quyết định số 23/2018/QĐ-UBND ngày 19/8/2018 đạt 90%", id="document"),
        pytest.param("Nghị định số 27/NĐ-CP ngày 19/4/2022", id="decree"),
        pytest.param("thu nhập đạt trên 40 triệu đồng/người/năm", id="per-head"),
        pytest.param(
            "cho 24 xã đạt chuẩn nông thôn mới giai đoạn 2014 - 2016", id="another-period"
        ),
        pytest.param("có ít nhất 20 sản phẩm đạt chuẩn OCOP từ 3 sao trở lên", id="products"),
        pytest.param("huyện Tân Yên đạt chuẩn huyện Nông thôn mới nâng cao", id="district"),
        pytest.param("thống nhất 03 nội dung (do huyện lựa chọn)", id="remark"),
    ],
)
def test_what_the_words_do_not_say_is_left_alone(text):
    assert read(text, VOCABULARY) == []


def test_a_roadmap_is_read_by_year():
    text = "* Đối với xã NTM kiểu mẫu:\n\nNăm 2023: Tĩnh Bắc. Năm 2024: Khánh Xuân, Xuân Dương."

    roadmap = [(one.tier, one.year, one.communes) for one in found(text, Kind.ROADMAP)]

    assert roadmap == [
        ("MODEL", 2023, ("Tĩnh Bắc",)),
        ("MODEL", 2024, ("Khánh Xuân", "Xuân Dương")),
    ]


def test_a_commune_is_read_with_the_tier_named_behind_it():
    text = "Kế hoạch thực hiện các tiêu chí chưa đạt của xã Tĩnh Bắc (nông thôn mới)"

    goals = [(one.communes, one.tier, one.promise) for one in found(text, Kind.GOAL)]

    assert goals == [(("Tĩnh Bắc",), "BASIC", True)]


def test_a_list_is_counted():
    text = "hoàn thành 02 tiêu chí chưa đạt (tiêu chí 02, tiêu chí 03, tiêu chí 04)"

    assert [(one.low.text, one.listed) for one in found(text, Kind.LISTED)] == [("02", 3)]


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        pytest.param("931.359", (Decimal(931359), Decimal("931.359")), id="dot"),
        pytest.param("8,472", (Decimal("8.472"), Decimal(8472)), id="comma"),
        pytest.param("3.002,8", (Decimal("3002.8"),), id="both"),
        pytest.param("05", (Decimal(5),), id="zero-in-front"),
    ],
)
def test_a_figure_with_two_readings_keeps_both(printed, readings):
    assert number(printed).readings == readings


def test_folding_keeps_every_place():
    text = "Đạt chuẩn Ở XÃ\u00a0Ái Quốc\nưỡ"

    assert fold_in_place(text) == "dat chuan o xa ai quoc\nuo"
