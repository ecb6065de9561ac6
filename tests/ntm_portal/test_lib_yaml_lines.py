"""Reading files that people write: nothing converted, every problem with its line."""

from datetime import date
from decimal import Decimal

import pytest

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.yaml_lines import Entries, parse_yaml, read_yaml, wrong


def parse(text: str) -> Entries:
    return parse_yaml(text, name="thu.yaml")


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.message


def test_scalars_stay_as_they_are_written():
    top = parse("a: 1.10\nb: no\nc: 2022-03-08\nd: ~\ne:\nf: [0x10, 'x']\n")

    assert top == {
        "a": "1.10",
        "b": "no",
        "c": "2022-03-08",
        "d": "~",
        "e": "",
        "f": ["0x10", "x"],
    }


def test_texts_arrive_clean():
    assert parse("a: Hoa\u0300\u200b ").text("a") == "Hoà"


def test_every_part_knows_its_line():
    top = parse("a: 1\nb:\n  - x: 2\n    y: [3,\n      4]\n")
    entry = next(top.listed("b").entries())

    assert [part.where for part in (top, top["a"], top.listed("b"), entry)] == [
        "thu.yaml, dòng 1",
        "thu.yaml, dòng 1",
        "thu.yaml, dòng 3",
        "thu.yaml, dòng 3",
    ]
    assert [text.where for text in entry.listed("y").texts()] == [
        "thu.yaml, dòng 4",
        "thu.yaml, dòng 5",
    ]
    assert [key.where for key in entry] == ["thu.yaml, dòng 3", "thu.yaml, dòng 4"]


BADLY_WRITTEN = "YAML viết sai ở đây. Xem lại thụt dòng, dấu hai chấm, dấu ngoặc."
ALIASES = "không dùng neo ‘&’ và ‘*’. Viết đủ giá trị, hoặc đặt trong dấu ngoặc kép."
PAIRS = "tệp phải gồm các cặp ‘khóa: giá trị’."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "a: 1\na: 2", "thu.yaml, dòng 2: khóa ‘a’ có hai lần. Giữ lại một.", id="twice"
        ),
        pytest.param("a:\n\tb: 1", f"thu.yaml, dòng 2: {BADLY_WRITTEN}", id="tab"),
        pytest.param("a: [1\nb: 2", f"thu.yaml, dòng 2: {BADLY_WRITTEN}", id="open-bracket"),
        pytest.param("a: 1\n---\nb: 2", f"thu.yaml, dòng 2: {BADLY_WRITTEN}", id="two-documents"),
        pytest.param("a: 1\nb: &x 2", f"thu.yaml, dòng 2: {ALIASES}", id="anchor"),
        pytest.param("a: *x", f"thu.yaml, dòng 1: {ALIASES}", id="alias"),
        pytest.param(
            "a: 1\nb: \x07", "thu.yaml, dòng 2: có ký tự điều khiển lạ. Xóa ký tự đó.", id="bell"
        ),
        pytest.param(
            "? [1]\n: 2", "thu.yaml, dòng 1: khóa phải là một dòng chữ.", id="list-as-key"
        ),
        pytest.param("- 1", f"thu.yaml, dòng 1: {PAIRS}", id="a-list"),
        pytest.param("# trống\n", f"thu.yaml, dòng 1: {PAIRS}", id="empty"),
        pytest.param("a: " + "[" * 5000, "thu.yaml: các mục lồng nhau quá sâu.", id="too-deep"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text, message):
    assert refusal(lambda: parse(text)) == message


def test_a_tag_means_nothing():
    assert parse("a: !!python/object/apply:os.getcwd []") == {"a": []}


def test_read_yaml_takes_a_file_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("a: Đạt".encode("utf-8-sig"))

    assert read_yaml(path) == {"a": "Đạt"}


def test_read_yaml_refuses_another_encoding(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes("a: Đạt".encode("utf-16"))

    message = refusal(lambda: read_yaml(path))

    assert message == "a.yaml không phải là văn bản UTF-8. Lưu lại tệp ở dạng UTF-8."


def test_read_yaml_refuses_what_is_not_there(tmp_path):
    path = tmp_path / "a.yaml"

    message = refusal(lambda: read_yaml(path))

    assert message == f"Không đọc được tệp {path}. Kiểm tra tên tệp và quyền đọc."


def test_readers_give_typed_values():
    top = parse("t: chữ\nn: 12.95\nw: 0\nd: 2024-01-30\ny: yes\nm: {a: 1}\nc: B")

    assert (top.text("t"), top.number("n"), top.whole("w")) == ("chữ", Decimal("12.95"), 0)
    assert (top.day("d"), top.yes("y"), top.yes("absent")) == (date(2024, 1, 30), True, False)
    assert (top.mapped("m"), top.choice("c", ["A", "B"])) == ({"a": "1"}, "B")
    assert (top.text("absent", default="-"), top.choice("absent", ["A"], default="")) == ("-", "")
    assert (top.listed("absent"), list(top.listed("absent").texts())) == ([], [])


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        pytest.param("", lambda top: top.text("a"), "thiếu ‘a’.", id="empty"),
        pytest.param(
            "[1]", lambda top: top.text("a"), "‘a’ phải là một dòng chữ.", id="list-for-text"
        ),
        pytest.param(
            "dài quá",
            lambda top: top.text("a", most=3),
            "‘a’ dài 7 ký tự. Viết gọn trong 3 ký tự.",
            id="long",
        ),
        pytest.param(
            "C",
            lambda top: top.choice("a", ["A", "B"]),
            "‘C’ không dùng được cho ‘a’. Chọn: A, B.",
            id="choice",
        ),
        pytest.param(
            "True",
            lambda top: top.yes("a"),
            "‘True’ không dùng được cho ‘a’. Chọn: yes, no.",
            id="yes",
        ),
        pytest.param(
            "-1",
            lambda top: top.whole("a"),
            "‘-1’ không phải là số nguyên từ 0 đến 32767.",
            id="below",
        ),
        pytest.param(
            "5",
            lambda top: top.whole("a", most=4),
            "‘5’ không phải là số nguyên từ 0 đến 4.",
            id="above",
        ),
        pytest.param(
            "١",
            lambda top: top.whole("a"),
            "‘١’ không phải là số nguyên từ 0 đến 32767.",
            id="arabic",
        ),
        pytest.param(
            "1e3",
            lambda top: top.number("a"),
            "mức ‘1e3’ không phải là số. Viết như 12.95.",
            id="exponent",
        ),
        pytest.param(
            "NaN",
            lambda top: top.number("a"),
            "mức ‘NaN’ không phải là số. Viết như 12.95.",
            id="nan",
        ),
        pytest.param(
            "2022-W01-1",
            lambda top: top.day("a"),
            "ngày ‘2022-W01-1’ không có. Viết năm-tháng-ngày, ví dụ 2022-03-08.",
            id="week",
        ),
        pytest.param(
            "x",
            lambda top: top.listed("a"),
            "‘a’ phải là một danh sách, mỗi mục bắt đầu bằng dấu ‘-’.",
            id="no-list",
        ),
        pytest.param(
            "x", lambda top: top.mapped("a"), "‘a’ phải gồm các cặp ‘khóa: giá trị’.", id="no-pairs"
        ),
        pytest.param(
            "[x]",
            lambda top: list(top.listed("a").entries()),
            "ở đây mỗi mục gồm các cặp ‘khóa: giá trị’.",
            id="no-pairs-in-the-list",
        ),
        pytest.param(
            "[[x]]",
            lambda top: list(top.listed("a").texts()),
            "ở đây cần một dòng chữ cho mỗi mục.",
            id="list-in-list",
        ),
        pytest.param(
            "x",
            lambda top: top.expect(["c", "b"]),
            "không có khóa ‘a’. Các khóa dùng được: b, c.",
            id="unknown-key",
        ),
    ],
)
def test_readers_refuse_with_the_line(value, read, sentence):
    top = parse(f"# ghi chú\na: {value}")

    assert refusal(lambda: read(top)) == f"thu.yaml, dòng 2: {sentence}"


def test_a_missing_key_takes_the_line_of_its_mapping():
    assert refusal(lambda: parse("\n\nb: 1").text("a")) == "thu.yaml, dòng 3: thiếu ‘a’."


def test_wrong_takes_any_part():
    assert wrong(parse("a: 1")["a"], "sai.").message == "thu.yaml, dòng 1: sai."
