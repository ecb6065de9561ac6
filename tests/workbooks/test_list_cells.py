from ntm_portal.lib.workbooks.list_cells import read_list_cell
from ntm_portal.lib.workbooks.model import CellKind, SheetCell
from ntm_portal.lib.workbooks.questions import CellReading

CRITERIA = tuple(str(number) for number in range(1, 20))
A_DAY = SheetCell(CellKind.DAY, "2026-09-01")


def test_an_empty_cell_says_nothing():
    assert read_list_cell(None, CRITERIA, key="met") == CellReading()


def test_a_day_in_place_of_a_list_is_asked_with_words():
    question = read_list_cell(A_DAY, CRITERIA, key="met").question

    assert question.text == "Excel đã đổi danh sách thành ngày 01/09/2026. Đã gõ gì?"
    assert question.options == (("1-9", "1 đến 9"), ("1, 9", "1 và 9"))


def test_an_answer_is_the_list():
    question = read_list_cell(A_DAY, CRITERIA, key="met").question

    read = read_list_cell(A_DAY, CRITERIA, key="met", answers={question.key: "1-9"})

    assert read == CellReading(value=CRITERIA[:9], note="Đọc là 1 đến 9 theo câu trả lời.")


def test_an_answered_list_must_agree_with_the_count_too():
    question = read_list_cell(A_DAY, CRITERIA, key="met", count=2).question

    assert question.options == (("1, 9", "1 và 9"),)
    other = read_list_cell(A_DAY, CRITERIA, key="met", count=3)
    assert other.fault == "‘01/09/2026’ không phải danh sách tiêu chí. Viết như 1-9, 11."


def test_an_answer_that_is_not_offered_does_not_count():
    question = read_list_cell(A_DAY, CRITERIA, key="met").question

    read = read_list_cell(A_DAY, CRITERIA, key="met", answers={question.key: "1-19"})

    assert read.question == question


def test_an_empty_answer_leaves_the_cell_out():
    question = read_list_cell(A_DAY, CRITERIA, key="met").question

    read = read_list_cell(A_DAY, CRITERIA, key="met", answers={question.key: ""})

    assert (read.value, read.question, read.fault) == (None, None, "")


def test_equal_cells_ask_one_question_and_others_another():
    keys = {
        read_list_cell(cell, CRITERIA, key=key).question.key
        for cell in (A_DAY, A_DAY, SheetCell(CellKind.DAY, "2026-08-01"))
        for key in ("met", "targets")
    }

    assert len(keys) == 4


def test_a_count_of_all_is_offered_as_all():
    question = read_list_cell(
        SheetCell(CellKind.NUMBER, "19"), CRITERIA, key="met", count=19
    ).question

    assert question.options == (("1-19", "cả 19 tiêu chí"),)


def test_a_list_of_another_length_than_its_count_is_a_fault():
    cell = SheetCell(CellKind.TEXT, "1-11")

    assert read_list_cell(cell, CRITERIA, key="met", count=11).value == CRITERIA[:11]
    for count in (10, 12):
        read = read_list_cell(cell, CRITERIA, key="met", count=count)
        assert read.fault == f"Ghi {count} tiêu chí nhưng danh sách có 11."


def test_one_criterion_beside_the_count_of_one_is_read():
    for code in ("1", "7"):
        read = read_list_cell(SheetCell(CellKind.NUMBER, code), CRITERIA, key="met", count=1)
        assert read == CellReading(value=(code,))
