"""The agencies that a printed cell names: whole names, shared words, and never a guess."""

import pytest

from assignments.agency_names import Reading, read_agencies

KNOWN = [
    (1, "UBND huyện"),
    (2, "BCĐ huyện"),
    (2, "Ban Chỉ đạo huyện"),
    (3, "Phòng TC-KH"),
    (4, "Phòng Nông nghiệp và Phát triển nông thôn"),
    (4, "Phòng NN&PTNT"),
    (5, "Phòng Lao động, Thương binh, Xã hội - Dân tộc"),
    (6, "Văn phòng HĐND và UBND huyện"),
    (7, "Các phòng, ban liên quan"),
    (8, "UBND xã"),
    (11, "Sở KH&ĐT"),
    (12, "Sở NN&PTNT"),
    (13, "Sở TC"),
    (14, "VPĐP"),
    (15, "UBND tỉnh"),
    (16, "BCĐ tỉnh"),
    (17, "BCĐ cấp huyện"),
    (18, "BCĐ xã"),
    (18, "BCĐ cấp xã"),
    (19, "BQL xã"),
    (19, "BQL cấp xã"),
    (20, "UBND huyện Hữu Lũng"),
    (21, "UBND huyện Chi Lăng"),
    (22, "UBND thành phố Lạng Sơn"),
    (31, "Hội Nông dân"),
    (32, "Hội Nông dân"),
]


@pytest.mark.parametrize(
    ("text", "found", "unread"),
    [
        ("", (), ()),
        (" , ; ", (), ()),
        ("UBND huyện, BCĐ huyện", (1, 2), ()),
        ("UBND huyện,BCĐ huyện.", (1, 2), ()),
        ("UBND huyện và BCĐ huyện", (1, 2), ()),
        ("UBND huyện\nBCĐ huyện", (1, 2), ()),
        ("UBND huyện, ubnd HUYỆN", (1,), ()),
        ("BCD huyen", (2,), ()),
        ("phòng TC - KH", (3,), ()),
        ("Phòng NN và PTNT", (4,), ()),
        ("Phòng Nông nghiệp và Phát triển nông thôn (Phòng NN&PTNT)", (4,), ()),
        ("UBND xã, phòng Lao động, Thương binh, Xã hội-Dân tộc; VPĐP.", (8, 5, 14), ()),
        ("Các phòng, ban liên quan, UBND xã", (7, 8), ()),
        # words that several names share
        ("Các Phòng: TC-KH, NN&PTNT, Văn phòng HĐND và UBND huyện", (3, 4, 6), ()),
        ("Sở KH&ĐT, NN&PTNT TC và VPĐP", (11, 12, 13, 14), ()),
        ("UBND, BCD tỉnh", (15, 16), ()),
        ("UBND 2 huyện: Hữu Lũng, Chi Lăng", (20, 21), ()),
        ("UBND huyện Chi Lăng, thành phố Lạng Sơn", (21, 22), ()),
        ("BCĐ cấp huyện, xã", (17, 18), ()),
        ("BCĐ cấp huyện BCĐ, BQL xã", (17, 18, 19), ()),
        ("BCĐ cấp huyện, BCD, BQL cấp xã", (17, 18, 19), ()),
        # what cannot be read
        ("Các đoàn thể", (), ("Các đoàn thể",)),
        ("UBND huyện, Phòng Nội vụ; Công an", (1,), ("Phòng Nội vụ", "Công an")),
        ("Hội Nông dân", (), ("Hội Nông dân",)),
        ("TC-KH", (), ("TC-KH",)),
        ("Phòng TC", (), ("Phòng TC",)),
        ("UBND xã Nhân Lý", (), ("UBND xã Nhân Lý",)),
        ("Đại diện UBND xã", (), ("Đại diện UBND xã",)),
        ("UBND huyện và", (), ("UBND huyện và",)),
        ("Phòng TC-KH và Đầu tư", (), ("Phòng TC-KH và Đầu tư",)),
        ("Phòng Lao động, Thương binh", (), ("Phòng Lao động", "Thương binh")),
        ("Phòng Nội vụ, NN&PTNT", (), ("Phòng Nội vụ", "NN&PTNT")),
        ("Phòng TC-KH; NN&PTNT", (3,), ("NN&PTNT",)),
        ("UBND, UBND xã Nhân Lý", (), ("UBND", "UBND xã Nhân Lý")),
        ("UBND; BCĐ tỉnh", (16,), ("UBND",)),
        ("Các Phòng: Nội vụ, TC-KH", (3,), ("Nội vụ",)),
        ("Các tổ chức: UBND xã", (8,), ("Các tổ chức",)),
        ("Các Phòng:", (), ("Các Phòng",)),
    ],
)
def test_cells(text, found, unread):
    assert read_agencies(text, KNOWN) == Reading(found, unread)


def test_a_name_that_is_written_with_a_comma_is_not_two():
    known = [(1, "Phòng Lao động"), (2, "Phòng Lao động, Thương binh"), (3, "Thương binh")]

    assert read_agencies("Phòng Lao động, Thương binh", known) == Reading((2,), ())


def test_shared_words_that_fit_two_agencies_are_left_to_a_person():
    known = [(1, "Sở Y tế"), (2, "Sở Y tế Hà"), (3, "Sở Y Hà"), (4, "Sở Hà")]

    assert read_agencies("Sở Y tế, Hà", known) == Reading((1,), ("Hà",))


def test_nobody_known():
    assert read_agencies("UBND huyện, BCĐ", []) == Reading((), ("UBND huyện", "BCĐ"))


def test_a_cell_of_endless_words_comes_to_an_end():
    known = [(1, "a"), (2, "a a"), (3, "a a a")]
    endless = "a " * 5000 + "b"

    assert read_agencies(endless, known) == Reading((), (endless,))
    assert read_agencies("a " * 70 + "b", known).found == ()
    assert read_agencies("b, " * 5000, known).unread == ("b",) * 5000
