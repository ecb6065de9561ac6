import pytest

from criteria.figures import WORDS
from criteria.rules import Verdict
from criteria.status_words import cross_of, read_status
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading

MET, NOT_MET, NA = Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE


def text(word: str) -> SheetCell:
    return SheetCell(CellKind.TEXT, word)


@pytest.mark.parametrize("verdict", WORDS)
def test_the_words_of_the_entry_grid_are_read_in_the_portals_own_forms(verdict):
    for word in WORDS[verdict]:
        assert read_status(text(word), key="s", own_form=True) == CellReading(value=verdict)
        assert read_status(text(word.upper()), key="s", own_form=True).value is verdict


def test_a_k_is_asked_and_answered():
    question = read_status(text("K"), key="s").question

    assert question.options == (("NOT_MET", "Chưa đạt"), ("NOT_APPLICABLE", "Không áp dụng"))
    assert read_status(text("k"), key="s", answers={question.key: "NOT_MET"}).value is NOT_MET


@pytest.mark.parametrize("cross", [MET, NOT_MET, NA])
def test_a_cross_says_what_its_heading_says(cross):
    for sign in ("x", "X", " x ", "×"):
        assert read_status(text(sign), key="s", cross=cross) == CellReading(value=cross)


def test_a_blank_is_never_not_met():
    for cell in (None, text(""), text("-"), text("…")):
        assert read_status(cell, key="s", cross=MET) == CellReading()


@pytest.mark.parametrize("word", ["Đạt 75%", "Chờ", "ok", "đạt?", "gần đạt", "2", "19/19", "cd"])
def test_other_words_are_refused(word):
    assert read_status(text(word), key="s").fault.startswith(f"‘{word}’ chưa rõ đạt hay chưa.")


@pytest.mark.parametrize(
    ("heading", "remarks", "cross"),
    [
        pytest.param("Đạt", "", MET, id="met"),
        pytest.param("Tiêu chí 5 > Đạt", "", MET, id="met-below"),
        pytest.param("Đạt (x)", "", MET, id="met-with-a-cross"),
        pytest.param("Chưa đạt", "", NOT_MET, id="not-met"),
        pytest.param("Tiêu chí 5 > Không đạt", "", NOT_MET, id="not-met-below"),
        pytest.param("Không áp dụng", "", NA, id="not-applicable"),
        pytest.param("Tiêu chí 5 (x: đạt)", "", MET, id="explained"),
        pytest.param("Tiêu chí 5", "Đánh dấu x nếu đạt", MET, id="explained-in-the-title"),
        pytest.param("Tiêu chí 5", "x = chưa đạt", NOT_MET, id="explained-as-not-met"),
        pytest.param("Tiêu chí 5", "", None, id="unexplained"),
        pytest.param("Số tiêu chí đạt", "", None, id="a-count"),
        pytest.param("Kế hoạch phấn đấu đạt", "", None, id="a-plan"),
        pytest.param("Tiêu chí 5", "Các xã đạt chuẩn", None, id="a-title-without-a-cross"),
    ],
)
def test_what_a_cross_says(heading, remarks, cross):
    assert cross_of(heading, remarks) is cross
