import random
from itertools import compress, product

import pytest

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.lists import print_list, read_list

CRITERIA = tuple(str(number) for number in range(1, 20))
SUBSETS = 2 ** len(CRITERIA)


def subset(number: int) -> tuple[str, ...]:
    """The criteria whose bits are set."""
    return tuple(code for place, code in enumerate(CRITERIA) if number >> place & 1)


def misread(numbers) -> list[tuple[str, ...]]:
    """Those whose printed form reads back as something else."""
    lists = map(subset, numbers)
    return [codes for codes in lists if read_list(print_list(codes), CRITERIA) != codes]


def test_subsets_are_printed_and_read_back():
    """A sample, the ends among it; `pytest -m long` takes all of them."""
    numbers = random.Random(19).sample(range(1, SUBSETS), 20_000)

    assert misread([1, SUBSETS - 1, *numbers]) == []


@pytest.mark.long
def test_all_subsets_are_printed_and_read_back():
    assert misread(range(1, SUBSETS)) == []


def test_lists_with_commas_are_read_back():
    numbers = random.Random(20).sample(range(1, SUBSETS), 2_000)

    for separator in (",", ", ", ";", "\n", " và ", " , "):
        lists = [subset(number) for number in numbers]
        assert [read_list(separator.join(codes), CRITERIA) for codes in lists] == lists


def test_small_sets_in_every_way_of_writing():
    """Each subset of a set of six, each number written in each of four ways."""
    codes = CRITERIA[:6]
    ways = ("{}", "0{}", "TC{}", "tiêu chí số {}")
    for marks, way in product(product((0, 1), repeat=6), ways):
        chosen = tuple(compress(codes, marks))
        assert read_list(", ".join(way.format(code) for code in chosen), codes) == chosen


@pytest.mark.parametrize(
    ("codes", "printed"),
    [
        pytest.param((), "", id="none"),
        pytest.param(("7",), "7", id="one"),
        pytest.param(("1", "2"), "1, 2", id="two"),
        pytest.param(("1", "2", "3"), "1-3", id="three"),
        pytest.param((*CRITERIA[:9], "11"), "1-9, 11", id="canonical"),
        pytest.param(CRITERIA, "1-19", id="all"),
        pytest.param(("5", "5.1", "5.2", "6"), "5, 5.1, 5.2, 6", id="indicators"),
    ],
)
def test_print_list(codes, printed):
    assert print_list(codes) == printed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("1, 2, 3 và…", "không ghi số sau dấu ba chấm", id="dots-at-the-end"),
        pytest.param("…, 3", "có dấu ba chấm không rõ nghĩa", id="dots-at-the-beginning"),
        pytest.param("9, …, 3", "không phải một dãy tăng", id="dots-downwards"),
        pytest.param("1-", "không phải danh sách", id="open-range"),
        pytest.param("1-3-5", "không phải danh sách", id="double-range"),
        pytest.param("3-3", "không phải một dãy tăng", id="range-of-one"),
        pytest.param("quy hoạch", "không phải danh sách", id="words"),
        pytest.param("1, x", "không phải danh sách", id="a-sign"),
        pytest.param("1-9, 5", "ghi hai lần", id="twice-through-a-range"),
        pytest.param("0, 1", "Không có tiêu chí 0", id="zero"),
        pytest.param("18/19", "là số lượng", id="a-count"),
        pytest.param("Cả 18 tiêu chí", "là số lượng", id="all-but-one"),
        pytest.param("5.1-6.1", "Không có chỉ tiêu 5.1", id="unknown-indicator"),
    ],
)
def test_what_is_no_list_is_refused(text, sentence):
    with pytest.raises(Refused, match=sentence):
        read_list(text, CRITERIA)


def test_a_range_of_criteria_leaves_indicators_out():
    codes = ("5", "5.1", "5.2", "6", "7")

    assert read_list("5-7", codes) == ("5", "6", "7")
    assert read_list("5.1-5.2, 6", codes) == ("5.1", "5.2", "6")


def test_dots_go_on_only_in_steps_of_one():
    assert read_list("1, 2, …, 5", CRITERIA) == ("1", "2", "3", "4", "5")
    with pytest.raises(Refused, match="không rõ nghĩa"):
        read_list("2, 4, …, 8", CRITERIA)


def test_no_range_of_indicators_runs_over_two_criteria():
    with pytest.raises(Refused, match="không phải một dãy tăng"):
        read_list("5.1-6.1", ("5", "5.1", "6", "6.1"))
