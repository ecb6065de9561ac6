"""Names as the cells of sheets hold them: with remarks, two at once, of before a merger."""

from datetime import date

import pytest

from communes.names import How, Match, Names
from communes.old_names import OldNames, Passing
from tests.workbooks.office_sheets import COMMUNES, UNITS, Named

NAMES = Names(UNITS)
XUAN_DUONG, AI_QUOC, TU_DOAN = COMMUNES[:3]
MERGED_ON = date(2025, 7, 1)


@pytest.mark.parametrize(
    "written",
    [
        "xã Xuân Dương (ATK)",
        "Xuân Dương*",
        "Xuân Dương (*)",
        "Xuân Dương (1)",
        "Xuân Dương (KV III)",
        "12. Xã Xuân Dương",
        "- Xã Xuân Dương",
        "XÃ XUÂN DƯƠNG (ĐBKK)",
    ],
)
def test_a_remark_or_a_number_does_not_count(written):
    assert NAMES.resolve(written) == Match(XUAN_DUONG, (), How.EXACT)


@pytest.mark.parametrize(
    "written",
    [
        "Xuân Dương (Na Rì)",
        "Xuân Dương, huyện Na Rì",
        "Xuân Dương - Bắc Kạn",
        "Xuân Dương (cũ)",
        "xuan duong (nay thuộc Na Rì)",
    ],
)
def test_words_that_may_name_another_place_are_asked(written):
    assert NAMES.resolve(written) == Match(None, (XUAN_DUONG,), How.ASK)


@pytest.mark.parametrize(
    "written",
    [
        "Xuân Dương, Ái Quốc",
        "Xã Xuân Dương và xã Ái Quốc",
        "Xuân Dương\nÁi Quốc",
        "Xuân Dương Ái Quốc",
        "Các xã: Xuân Dương; Ái Quốc",
        "XUAN DUONG / AI QUOC",
        "Xuân Dương - Ái Quốc",
    ],
)
def test_two_communes_in_one_cell_are_no_name(written):
    assert NAMES.resolve(written) == Match(None, (XUAN_DUONG, AI_QUOC), How.SEVERAL)


def test_two_that_look_alike_are_never_guessed():
    assert NAMES.resolve("Dong Tien").candidates == tuple(
        unit for unit in UNITS if unit.name in ("Đông Tiến", "Đồng Tiến")
    )


def test_an_index_of_many_answers_as_one_for_each_text():
    many = [Named(f"{unit.name} {number}") for number in range(300) for unit in COMMUNES]
    names = Names([*many, *UNITS])

    found = [names.resolve(f"Xã {unit.name} 207").unit for unit in COMMUNES]

    assert found == [Named(f"{unit.name} 207") for unit in COMMUNES]


def passed(*pairs: tuple[Named, Named, date], day: date = MERGED_ON) -> OldNames:
    return OldNames([Passing(*pair) for pair in pairs], day=day)


def test_a_unit_that_was_taken_over_is_a_question():
    old = Named("Nam Quan")

    (found,) = passed((old, XUAN_DUONG, MERGED_ON)).ask("xã Nam Quan")

    assert (found.old, found.into, found.since) == (old, (XUAN_DUONG,), MERGED_ON)
    assert found.question == (
        "Nam Quan đã sáp nhập vào Xuân Dương từ ngày 01/07/2025, dùng Xuân Dương?"
    )


def test_a_unit_that_was_divided_asks_for_one():
    old = Named("Nam Quan")

    (found,) = passed((old, XUAN_DUONG, MERGED_ON), (old, AI_QUOC, MERGED_ON)).ask("Nam Quan")

    assert found.into == (XUAN_DUONG, AI_QUOC)
    assert found.question == (
        "Nam Quan đã sáp nhập vào Xuân Dương và Ái Quốc từ ngày 01/07/2025, dùng xã nào?"
    )


def test_two_mergers_lead_to_what_exists_now():
    first, middle = Named("Nam Quan"), Named("Minh Phát")
    earlier = date(2020, 1, 1)

    (found,) = passed((first, middle, earlier), (middle, XUAN_DUONG, MERGED_ON)).ask("Nam Quan")

    assert (found.into, found.since) == ((XUAN_DUONG,), MERGED_ON)


def test_a_merger_that_is_yet_to_come_does_not_count():
    pair = (Named("Nam Quan"), XUAN_DUONG, MERGED_ON)

    assert passed(pair, day=date(2025, 6, 30)).ask("Nam Quan") == ()


def test_a_name_that_no_old_unit_bore_asks_nothing():
    assert passed((Named("Nam Quan"), XUAN_DUONG, MERGED_ON)).ask("Bình Gia") == ()


def test_mergers_in_a_circle_come_to_an_end():
    one, other = Named("Nam Quan"), Named("Minh Phát")

    (found,) = passed((one, other, MERGED_ON), (other, one, MERGED_ON)).ask("Nam Quan")

    assert found.into == (one,)
