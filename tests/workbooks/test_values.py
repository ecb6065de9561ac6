import random
from decimal import Decimal

import pytest

from ntm_portal.lib.numbers import format_number
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading
from ntm_portal.lib.workbooks.values import Measure, Share, are_shares_of_one, read_figure

ROAD = Measure("road")
POVERTY = Measure("poverty", percent=True)


def text(words: str) -> SheetCell:
    return SheetCell(CellKind.TEXT, words)


def number(stored: str, number_format: str = "") -> SheetCell:
    return SheetCell(CellKind.NUMBER, stored, number_format)


def numbers() -> list[tuple[Decimal, int]]:
    """10.000 figures of every size that is kept, with their decimals."""
    draw = random.Random(12_950)
    found = []
    for _ in range(10_000):
        decimals = draw.randrange(5)
        digits = draw.randrange(1, 12)
        found.append((Decimal(draw.randrange(10**digits)).scaleb(-decimals), decimals))
    return found


def test_a_printed_figure_is_read_back_or_asked():
    wrong = []
    asked = 0
    for value, decimals in numbers():
        read = read_figure(text(format_number(value, decimals)), ROAD)
        options = [Decimal(one) for one, _ in read.question.options] if read.question else []
        asked += bool(options)
        if read.value != value and value not in options:
            wrong.append((value, read))

    assert wrong == []
    assert asked > 100


def test_what_is_asked_is_a_whole_thousand_or_has_three_decimals():
    for value, decimals in numbers():
        printed = format_number(value, decimals)
        is_ambiguous = 1000 <= value < 10**6 and decimals == 0
        is_ambiguous |= 1 <= value < 1000 and decimals == 3
        assert (read_figure(text(printed), ROAD).question is not None) == is_ambiguous, printed


def test_a_stored_number_is_read_as_it_is():
    for value, _ in numbers()[:2_000]:
        assert read_figure(number(f"{value:f}"), ROAD) == CellReading(value=value)


def test_the_question_shows_both_readings():
    question = read_figure(text("1.234"), ROAD).question

    assert question.text == "‘1.234’ là 1.234 (một nghìn hai trăm ba mươi tư) hay 1,234?"
    assert question.options == (
        ("1234", "1.234 (một nghìn hai trăm ba mươi tư)"),
        ("1.234", "1,234"),
    )


def test_an_answer_is_the_figure():
    key = read_figure(text("1.234"), ROAD).question.key

    read = read_figure(text("1.234"), ROAD, answers={key: "1.234"})

    assert read == CellReading(value=Decimal("1.234"), note="Đọc là 1,234 theo câu trả lời.")


def test_a_fraction_is_taken_as_one():
    question = read_figure(text("45/50"), POVERTY).question

    read = read_figure(text("45/50"), POVERTY, answers={question.key: "45/50"})

    assert question.options == (("45/50", "45/50 = 90 %"),)
    assert read.value == Share(Decimal(45), Decimal(50))


def test_the_same_words_in_two_columns_are_two_questions():
    one = read_figure(text("1.234"), ROAD).question
    other = read_figure(text("1.234"), Measure("bridge")).question

    assert one.key != other.key


@pytest.mark.parametrize(
    ("last", "decided"),
    [
        pytest.param("123.4", True, id="a-tenth"),
        pytest.param("123.3", False, id="less-than-a-tenth"),
        pytest.param("12340", True, id="ten-times"),
        pytest.param("12341", False, id="more-than-ten-times"),
        pytest.param("0", False, id="zero-says-nothing"),
    ],
)
def test_the_last_value_decides_within_ten_times(last, decided):
    read = read_figure(text("1.234"), ROAD, last=Decimal(last))

    assert (read.value == 1234) is decided
    assert (read.question is None) is decided


@pytest.mark.parametrize(
    ("bound", "kept"),
    [(None, "95.0000"), ("95", "94.9999"), ("94.9", "95.0000")],
)
def test_more_decimals_never_round_up_to_the_threshold(bound, kept):
    measure = Measure("poverty", percent=True, bound=Decimal(bound) if bound else None)

    assert read_figure(number("94.99996"), measure).value == Decimal(kept)


@pytest.mark.parametrize(
    ("stored", "are"),
    [
        pytest.param(["0.95", "1", "0"], True, id="shares"),
        pytest.param(["0.95", "12"], False, id="one-is-above"),
        pytest.param(["1", "0"], False, id="counts"),
        pytest.param([], False, id="none"),
    ],
)
def test_shares_of_one_are_told_by_their_column(stored, are):
    assert are_shares_of_one([None, text("x"), *map(number, stored)]) is are


def test_the_ends_of_the_range_belong_to_it():
    measure = Measure("income", low=Decimal(1), high=Decimal(200))

    for inside in ("1", "200"):
        assert read_figure(number(inside), measure).value == Decimal(inside)
    for outside in ("0.9", "200.1"):
        assert "ngoài khoảng 1–200" in read_figure(number(outside), measure).fault


def test_huge_and_tiny_numbers_are_refused_or_rounded():
    assert "quá dài" in read_figure(number("1" + "0" * 300), ROAD).fault
    assert read_figure(number("0." + "0" * 300 + "1"), ROAD).value == 0
