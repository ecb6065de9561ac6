import pytest

from ntm_portal.lib.number_words import number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (14, "mười bốn"),
        (11, "mười một"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (1000, "một nghìn"),
        (1234, "một nghìn hai trăm ba mươi tư"),
        (2005, "hai nghìn không trăm linh năm"),
        (12950, "mười hai nghìn chín trăm năm mươi"),
        (1_000_045, "một triệu không trăm bốn mươi lăm"),
        (
            10**12 - 1,
            " ".join(f"chín trăm chín mươi chín {s}" for s in ("tỷ", "triệu", "nghìn", "")).strip(),
        ),
    ],
)
def test_number_words(number, words):
    assert number_words(number) == words
