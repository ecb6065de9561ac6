import pytest

from reports.renderers.measure import line_count, longest_word_em, text_em


@pytest.mark.parametrize(
    ("text", "width_em", "expected"),
    [
        pytest.param("", 5, 1, id="nothing-is-one-line"),
        pytest.param("aaaa", 2, 1, id="fits-exactly"),
        pytest.param("aaaa a", 2, 2, id="the-next-word-does-not-fit"),
        pytest.param("aa aa", 2.25, 1, id="two-words-and-their-space"),
        pytest.param("a\na", 5, 2, id="own-line-break"),
        pytest.param("aaaaaaaaa", 2, 3, id="a-word-wider-than-the-column"),
        pytest.param("a aaaaaaaaa", 2, 4, id="a-wide-word-begins-its-own-line"),
    ],
)
def test_line_count(text, width_em, expected):
    assert line_count(text, width_em) == expected


def test_marks_take_no_room():
    assert text_em("ế") == text_em("e")


def test_digits_and_commas_have_their_widths_in_times():
    assert longest_word_em("12,13 9") == 4 * 0.5 + 0.25
