"""Layouts: letterhead, headings in one to four rows, groups, totals, signatures, two tables."""

from datetime import date
from decimal import Decimal

from tests.workbooks.office_sheets import MET, NOT_MET, Fault, OfficeFile

TOTAL, GROUP, REPEATED = "dòng tổng cộng", "dòng nhóm", "tiêu đề lặp lại"
NUMBERS, FOOT, HIDDEN = "dòng đánh số cột", "chân trang", "dòng ẩn"
_ = None
INCOME = ["STT", "Đơn vị", "Thu nhập bình quân"]
TWO = [[1, "Xuân Dương", 43.8], [2, "Ái Quốc", 50]]
TWO_READ = {
    ("Xuân Dương", "income"): Decimal("43.8"),
    ("Ái Quốc", "income"): Decimal(50),
}
NATION = ["UBND HUYỆN LỘC BÌNH", _, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
MOTTO = ["VĂN PHÒNG ĐIỀU PHỐI", _, "Độc lập - Tự do - Hạnh phúc"]
ALL_19 = tuple(str(number) for number in range(1, 20))
# Phụ lục 02 as signed: two rows of headings, merged.
SIGNED = [
    [
        *("STT", "Đơn vị", "Kết quả tính đến ngày 01/01/2024", _, "Kế hoạch năm 2024", _),
        "Kế hoạch đạt tiêu chí năm 2024",
    ],
    [
        *(_, _, "Số tiêu chí đạt", "Cụ thể các tiêu chí đã đạt", "Số tiêu chí phấn đấu"),
        "Cụ thể tiêu chí phấn đấu năm 2024",
    ],
]
SIGNED_ROWS = [
    [1, "Xã Tú Đoạn", 19, "1,2,3,4,5,6,7,8,9,10,11,12, 13,14,15,16,17,18,19", _, _, 19],
    [2, "Xã Lợi Bác", 7, "3,4,7,9,14,15,16", 2, "1,19", 9],
]
SIGNED_READ = {
    ("Tú Đoạn", "count"): Decimal(19),
    ("Tú Đoạn", "met"): ALL_19,
    ("Lợi Bác", "count"): Decimal(7),
    ("Lợi Bác", "met"): ("3", "4", "7", "9", "14", "15", "16"),
    ("Lợi Bác", "planned"): Decimal(2),
    ("Lợi Bác", "targets"): ("1", "19"),
}
STATUS_READ = {
    ("Xuân Dương", "criterion:1"): MET,
    ("Xuân Dương", "criterion:2"): NOT_MET,
    ("Ái Quốc", "criterion:2"): MET,
}
STATUS_ROWS = [[1, "Xuân Dương", "Đạt", "Chưa"], [2, "Ái Quốc", _, "Đạt"]]


THREE_ROWS = [
    ["STT", "Đơn vị", "Tiêu chí", _],
    [_, _, 1, 2],
    [_, _, "Quy hoạch", "Giao thông"],
]


def signed(first: int) -> tuple[str, ...]:
    """The merged ranges of SIGNED where its first row is `first`."""
    second = first + 1
    spans = [f"{column}{first}:{column}{second}" for column in "ABG"]
    return (*spans, f"C{first}:D{first}", f"E{first}:F{first}")


LAYOUTS = [
    OfficeFile("one-row-of-headings", [INCOME, *TWO], TWO_READ),
    OfficeFile("letterhead-of-two-rows", [NATION, MOTTO, INCOME, *TWO], TWO_READ),
    OfficeFile(
        "letterhead-of-six-rows",
        [
            *(NATION, MOTTO, ["Số: 72/BC-UBND", _, "Lộc Bình, ngày 30 tháng 01 năm 2024"], [_]),
            *([_, "BIỂU TỔNG HỢP THU NHẬP CỦA XÃ"], ["(kèm theo Báo cáo số 72)"]),
            *(INCOME, *TWO),
        ],
        TWO_READ,
    ),
    OfficeFile("unit-above-the-table", [[_, _, "ĐVT: triệu đồng"], INCOME, *TWO], TWO_READ),
    OfficeFile(
        "title-merged-over-the-table",
        [["BIỂU THU NHẬP BÌNH QUÂN NĂM 2024"], INCOME, *TWO],
        TWO_READ,
        merges=("A1:C1",),
    ),
    OfficeFile(
        "as-signed",
        [
            *(["PHỤ LỤC 02: KẾ HOẠCH CÁC XÃ PHẤN ĐẤU ĐẠT TIÊU CHÍ"], ["(kèm Kế hoạch số: 72)"]),
            *(*SIGNED, *SIGNED_ROWS, ["Cộng toàn huyện", _, 26, _, 2, _, 28]),
            *(["Tỷ lệ đạt bình quân tiêu chí/xã", _, 13, _, _, _, 14], [_]),
            ["Nơi nhận:", _, _, _, "TM. ỦY BAN NHÂN DÂN"],
            ["- Như trên;", _, _, _, "CHỦ TỊCH"],
        ],
        SIGNED_READ,
        passed={7: TOTAL, 8: TOTAL, 10: FOOT, 11: FOOT},
        merges=(*signed(3), "A1:G1", "A2:G2", "A7:B7", "A8:B8"),
    ),
    OfficeFile("headings-pasted-without-merges", [*SIGNED, *SIGNED_ROWS], SIGNED_READ),
    OfficeFile(
        "column-numbers-with-sums",
        [*SIGNED, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(3)+(5)"], *SIGNED_ROWS],
        SIGNED_READ,
        passed={3: NUMBERS},
        merges=signed(1),
    ),
    OfficeFile(
        "column-numbers-with-letters",
        [INCOME, ["A", "B", 1], *TWO],
        TWO_READ,
        passed={2: NUMBERS},
    ),
    OfficeFile(
        "column-numbers-plain",
        [[*INCOME, "Tỷ lệ hộ nghèo"], [1, 2, 3, 4], *TWO],
        TWO_READ,
        passed={2: NUMBERS},
    ),
    OfficeFile(
        "three-rows-of-headings",
        [*THREE_ROWS, *STATUS_ROWS],
        STATUS_READ,
        merges=("A1:A3", "B1:B3", "C1:D1"),
    ),
    OfficeFile(
        "three-rows-of-headings-unmerged",
        [*THREE_ROWS, *STATUS_ROWS],
        STATUS_READ,
    ),
    OfficeFile(
        "four-rows-of-headings",
        [
            *(["STT", "Đơn vị", "Kết quả thực hiện", _], [_, _, "Trong đó", _]),
            *([_, _, "Tiêu chí", _], [_, _, "TC1", "TC2"], *STATUS_ROWS),
        ],
        STATUS_READ,
        merges=("A1:A4", "B1:B4", "C1:D1", "C2:D2", "C3:D3"),
    ),
    OfficeFile("criteria-by-number-alone", [["STT", "Đơn vị", 1, 2], *STATUS_ROWS], STATUS_READ),
    OfficeFile(
        "criteria-by-number-and-name",
        [["STT", "Tên xã", "1. Quy hoạch", "Tiêu chí 2: Giao thông"], *STATUS_ROWS],
        STATUS_READ,
    ),
    OfficeFile(
        "a-number-and-a-name-of-two-criteria",
        [["STT", "Tên xã", "1. Quy hoạch", "5. Giao thông"], *STATUS_ROWS],
        {("Xuân Dương", "criterion:1"): MET},
    ),
    OfficeFile(
        "headings-with-line-breaks",
        [["S\nTT", "Đơn\nvị", "Thu nhập \n bình  quân"], *TWO],
        TWO_READ,
    ),
    OfficeFile(
        "headings-repeated-on-each-page",
        [INCOME, TWO[0], INCOME, TWO[1]],
        TWO_READ,
        passed={3: REPEATED},
    ),
    OfficeFile(
        "headings-of-two-rows-repeated",
        [*SIGNED, SIGNED_ROWS[0], *SIGNED, ["(1)", "(2)", "(3)", "(4)"], SIGNED_ROWS[1]],
        SIGNED_READ,
        passed={4: REPEATED, 5: REPEATED, 6: NUMBERS},
        merges=(*signed(1), *signed(4)),
    ),
    OfficeFile(
        "headings-repeated-below-a-signature",
        [INCOME, TWO[0], ["Người lập biểu"], ["Ái Quốc"], ["BẢNG TIẾP THEO"], INCOME, TWO[1]],
        TWO_READ,
        passed={3: FOOT, 4: FOOT, 5: FOOT, 6: REPEATED},
    ),
    OfficeFile("begins-at-c7", [INCOME, *TWO], TWO_READ, at="C7"),
    OfficeFile("blank-rows-between", [INCOME, TWO[0], [_], [_], TWO[1]], TWO_READ),
    OfficeFile(
        "groups-in-roman-numbers",
        [INCOME, ["I", "Các xã nhóm 1", _], TWO[0], ["II", "Các xã nhóm 2", 50], TWO[1]],
        TWO_READ,
        passed={2: GROUP, 4: GROUP},
    ),
    OfficeFile(
        "groups-in-letters",
        [INCOME, ["A", "KHU VỰC I", _], TWO[0], ["B.", "KHU VỰC II", _], TWO[1]],
        TWO_READ,
        passed={2: GROUP, 4: GROUP},
    ),
    OfficeFile(
        "groups-merged-across",
        [INCOME, ["Các xã đạt chuẩn"], TWO[0], ["Các xã chưa đạt chuẩn"], TWO[1]],
        TWO_READ,
        passed={2: GROUP, 4: GROUP},
        merges=("A2:C2", "A4:C4"),
    ),
    OfficeFile(
        "groups-without-stt",
        [INCOME[1:], ["I. Các xã nhóm 1"], TWO[0][1:], ["II. Các xã nhóm 2"], TWO[1][1:]],
        TWO_READ,
        passed={2: GROUP, 4: GROUP},
    ),
    OfficeFile(
        "short-for-xã-is-no-group",
        [INCOME[1:], ["X. Xuân Dương", 43.8], ["X.Ái Quốc", 50], ["Xã Tú Đoạn", 51]],
        {**TWO_READ, ("Tú Đoạn", "income"): Decimal(51)},
    ),
    OfficeFile(
        "roman-numbers-as-running-numbers",
        [INCOME, ["I", *TWO[0][1:]], ["II", *TWO[1][1:]]],
        TWO_READ,
    ),
    OfficeFile(
        "totals-below",
        [INCOME, *TWO, [_, "Cộng", 93.8], [_, "Tổng cộng", 93.8], [_, "Bình quân", 46.9]],
        TWO_READ,
        passed={4: TOTAL, 5: TOTAL, 6: TOTAL},
    ),
    OfficeFile(
        "total-on-top",
        [INCOME, [_, "Toàn huyện", 46.9], *TWO, ["Tổng cộng (2 xã)", _, 93.8]],
        TWO_READ,
        passed={2: TOTAL, 5: TOTAL},
    ),
    OfficeFile(
        "total-on-top-beside-an-empty-column",
        [
            *(["STT", "Đơn vị", _, "Thu nhập bình quân"], [_, "Toàn huyện", _, 46.9]),
            *([1, "Xuân Dương", _, 43.8], [2, "Ái Quốc", _, 50]),
        ],
        TWO_READ,
        passed={2: TOTAL},
    ),
    OfficeFile(
        "a-remark-beside-the-table",
        [INCOME, [1, "Xuân Dương", 43.8, "xem lại"], [_, _, _, "số cũ"], TWO[1]],
        TWO_READ,
    ),
    OfficeFile(
        "a-remark-below-the-headings",
        [INCOME, [_, _, _, "số liệu của Chi cục"], *TWO],
        TWO_READ,
    ),
    OfficeFile(
        "communes-named-like-totals",
        [INCOME, [1, "Cộng Hòa", 40], [2, "Tổng Cọt", 41], [3, "Trung Bình", 42]],
        {
            ("Cộng Hòa", "income"): Decimal(40),
            ("Tổng Cọt", "income"): Decimal(41),
            ("Trung Bình", "income"): Decimal(42),
        },
    ),
    OfficeFile(
        "communes-named-like-totals-without-stt",
        [INCOME[1:], ["Xã Cộng Hòa", 40], ["Tổng Cọt", 41], ["Xã Trung Bình", 42]],
        {
            ("Cộng Hòa", "income"): Decimal(40),
            ("Tổng Cọt", "income"): Decimal(41),
            ("Trung Bình", "income"): Decimal(42),
        },
    ),
    OfficeFile(
        "notes-and-signatures",
        [
            *(INCOME, *TWO, ["Ghi chú: số liệu năm 2023."], ["(*) Theo niên giám"], [_]),
            *([_, _, "Lộc Bình, ngày 30 tháng 01 năm 2024"], ["NGƯỜI LẬP BIỂU", _, "CHỦ TỊCH"]),
            *(["(Ký, ghi rõ họ tên)"], ["Ái Quốc", _, "Xuân Dương"]),
        ],
        TWO_READ,
        passed={4: FOOT, 5: FOOT, 7: FOOT, 8: FOOT, 9: FOOT, 10: FOOT},
    ),
    OfficeFile(
        "first-of-two-tables-below-each-other",
        [INCOME, TWO[0], [_], ["Bảng 2"], ["STT", "Đơn vị", "Tỷ lệ hộ nghèo"], [1, "Ái Quốc", 5]],
        {("Xuân Dương", "income"): Decimal("43.8")},
        table=0,
    ),
    OfficeFile(
        "second-of-two-tables-below-each-other",
        [INCOME, TWO[0], [_], ["Bảng 2"], ["STT", "Đơn vị", "Tỷ lệ hộ nghèo"], [1, "Ái Quốc", 5]],
        {("Ái Quốc", "poverty"): Decimal(5)},
        table=1,
    ),
    OfficeFile(
        "first-of-two-tables-side-by-side",
        [[*INCOME, _, "STT", "Đơn vị", "Tỷ lệ hộ nghèo"], [*TWO[0], _, 1, "Ái Quốc", 5]],
        {("Xuân Dương", "income"): Decimal("43.8")},
        table=0,
    ),
    OfficeFile(
        "second-of-two-tables-side-by-side",
        [[*INCOME, _, "STT", "Đơn vị", "Tỷ lệ hộ nghèo"], [*TWO[0], _, 1, "Ái Quốc", 5]],
        {("Ái Quốc", "poverty"): Decimal(5)},
        table=1,
    ),
    OfficeFile(
        "an-empty-column-for-looks",
        [["STT", "Đơn vị", _, "Thu nhập bình quân"], [1, "Xuân Dương", _, 43.8]],
        {("Xuân Dương", "income"): Decimal("43.8")},
    ),
    OfficeFile(
        "communes-across",
        [
            *(["Đơn vị", "Xuân Dương", "Ái Quốc"], ["Tiêu chí 1", "Đạt", _]),
            ["Tiêu chí 2", "Chưa", "Đạt"],
        ],
        STATUS_READ,
        turned=True,
    ),
    OfficeFile(
        "names-merged-down",
        [
            *(["Đơn vị", "Ngày công nhận", "Thu nhập bình quân"],),
            *(["Xuân Dương", _, 43.8], [_, "30/01/2024"]),
        ],
        {
            ("Xuân Dương", "income"): Decimal("43.8"),
            ("Xuân Dương", "day"): date(2024, 1, 30),
        },
        merges=("A2:A3",),
    ),
    OfficeFile(
        "a-figure-merged-down",
        [INCOME, TWO[0], [2, "Ái Quốc", _]],
        {
            ("Xuân Dương", "income"): Decimal("43.8"),
            ("Ái Quốc", "income"): Decimal("43.8"),
        },
        merges=("C2:C3",),
    ),
    OfficeFile("no-stt", [INCOME[1:], *(row[1:] for row in TWO)], TWO_READ),
    OfficeFile("stt-repeated", [INCOME, TWO[0], [1, *TWO[1][1:]]], TWO_READ),
    OfficeFile(
        "a-commune-twice",
        [INCOME, *TWO, [3, "Xuân Dương", 44]],
        {
            ("Xuân Dương", "income"): Fault("Xuân Dương có hai dòng."),
            **dict([*TWO_READ.items()][1:]),
        },
    ),
    OfficeFile("headings-that-nobody-knows", [["a", "b", "c"], [1, "Xuân Dương", 43.8]], {}),
    OfficeFile(
        "headings-that-a-person-chose",
        [["Xã", "Đơn vị tính: %"], ["Đơn vị", "Tỷ lệ hộ nghèo"], ["Ái Quốc", 5]],
        {("Ái Quốc", "poverty"): Decimal(5)},
        header_rows=(2, 2),
    ),
    OfficeFile("blank-says-nothing", [INCOME, [1, "Xuân Dương"], [2, "Ái Quốc", "-"]], {}),
    OfficeFile(
        "hidden-row",
        [INCOME, *TWO],
        {("Xuân Dương", "income"): Decimal("43.8")},
        passed={3: HIDDEN},
        hidden_rows=(3,),
    ),
    OfficeFile(
        "hidden-row-asked-for", [INCOME, *TWO], TWO_READ, hidden_rows=(3,), read_hidden=True
    ),
    OfficeFile(
        "hidden-column",
        [[*INCOME, "Tỷ lệ hộ nghèo"], [*TWO[0], 5], [*TWO[1], 6]],
        TWO_READ,
        hidden_columns=("D",),
    ),
    OfficeFile(
        "hidden-column-asked-for",
        [[*INCOME, "Tỷ lệ hộ nghèo"], [*TWO[0], 5]],
        {("Xuân Dương", "income"): Decimal("43.8"), ("Xuân Dương", "poverty"): Decimal(5)},
        hidden_columns=("D",),
        read_hidden=True,
    ),
    OfficeFile(
        "a-title-whose-first-column-is-hidden",
        [["Đơn vị", _, "Thu nhập bình quân"], ["Xuân Dương", _, 43.8]],
        {("Xuân Dương", "income"): Decimal("43.8")},
        merges=("A1:B1", "A2:B2"),
        hidden_columns=("A",),
    ),
    OfficeFile(
        "names-merged-across-as-their-heading",
        [["Đơn vị", _, "Thu nhập bình quân"], ["Xuân Dương", _, 43.8], ["Ái Quốc", _, 50]],
        TWO_READ,
        merges=("A1:B1", "A2:B2", "A3:B3"),
    ),
    OfficeFile(
        "a-comment-is-not-the-value",
        [INCOME, TWO[0]],
        {("Xuân Dương", "income"): Decimal("43.8")},
        comments={"C2": "Số đúng là 45"},
    ),
]
