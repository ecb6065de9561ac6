"""Names of communes and lists of criteria as offices write them."""

import unicodedata
from datetime import date
from decimal import Decimal

from tests.workbooks.office_sheets import Ask, Fault, OfficeFile, column

NO_LIST = "không phải danh sách tiêu chí. Viết như 1-9, 11."
ALL_19 = tuple(str(number) for number in range(1, 20))
ONE_TO_NINE = ALL_19[:9]
_ = None


def names(ident: str, *written: str, read: tuple = (), at_row: dict | None = None) -> OfficeFile:
    """A sheet of names, each with the income 43,8. read: who is meant. at_row: what is asked."""
    rows = [["STT", "Đơn vị", "Thu nhập bình quân"]]
    rows += [[place, name, 43.8] for place, name in enumerate(written, start=1)]
    expected = {(name, "income"): Decimal("43.8") for name in read}
    asked = {(f"row {row}", "commune"): said for row, said in (at_row or {}).items()}
    return OfficeFile(ident, rows, {**expected, **asked})


NAMES = [
    names(
        "names-decomposed",
        unicodedata.normalize("NFD", "Xuân Dương"),
        "Tu\u0301 Đoa\u0323n",
        read=("Xuân Dương", "Tú Đoạn"),
    ),
    names(
        "names-with-titles",
        *("Xã Xuân Dương", "X. Ái Quốc", "xã  Tú\u00a0Đoạn", "X.Lợi Bác", "XÃ MẪU SƠN"),
        *("TT. Na Dương", "Xã Xa Dung"),
        read=(*("Xuân Dương", "Ái Quốc", "Tú Đoạn", "Lợi Bác", "Mẫu Sơn", "Na Dương", "Xa Dung"),),
    ),
    names(
        "names-with-other-marks",
        *("Hoà Bình", "Thuỵ Hùng", "XUAN DUONG", "Tú Ðoạn"),
        read=("Hòa Bình", "Thụy Hùng", "Xuân Dương", "Tú Đoạn"),
    ),
    names(
        "names-with-remarks",
        *("xã Xuân Dương (ATK)", "Ái Quốc*", "Tú Đoạn (1)", "3. Xã Lợi Bác", "Mẫu Sơn (xã ĐBKK)"),
        read=("Xuân Dương", "Ái Quốc", "Tú Đoạn", "Lợi Bác", "Mẫu Sơn"),
    ),
    names(
        "names-of-two-communes",
        *("Dong Tien", "Đồng Tiến", "Đông Tiến"),
        read=("Đồng Tiến", "Đông Tiến"),
        at_row={2: Ask(("Đông Tiến", "Đồng Tiến"))},
    ),
    names(
        "two-communes-in-one-cell",
        *("Xuân Dương, Ái Quốc", "Xuân Dương và Ái Quốc", "Xuân Dương\nÁi Quốc"),
        at_row=dict.fromkeys((2, 3, 4), Fault("Ô có hai xã. Tách mỗi xã một dòng.")),
    ),
    names(
        "names-misspelt",
        *("Xuân Dươngg", "Mậu Sơn", "Xã Na Dương", "Bình Gia"),
        at_row={
            2: Ask(("Xuân Dương",)),
            3: Ask(("Mẫu Sơn",)),
            4: Ask(("Na Dương",)),
            5: Fault("‘Bình Gia’ không phải tên xã."),
        },
    ),
    names(
        "names-that-say-where",
        *("Xuân Dương (Na Rì)", "Xuân Dương, huyện Na Rì"),
        at_row=dict.fromkeys((2, 3), Ask(("Xuân Dương",))),
    ),
    names(
        "names-of-before-a-merger",
        *("Nam Quan", "Xã Yên Khoái"),
        at_row={2: Ask(("Xuân Dương",)), 3: Ask(("Ái Quốc", "Tú Đoạn"))},
    ),
]
LISTS = [
    column(
        "lists-with-dots",
        "met",
        [("1,2,3,...,19", ALL_19), ("1, 2, 3, … , 19", ALL_19), ("1,…,9", ONE_TO_NINE)],
    ),
    column(
        "lists-with-ranges",
        "met",
        [
            *(("1-9, 11", (*ONE_TO_NINE, "11")), ("1–9; 11", (*ONE_TO_NINE, "11"))),
            ("từ 1 đến 9 và 11", (*ONE_TO_NINE, "11")),
        ],
    ),
    column(
        "lists-of-all",
        "met",
        [("19/19", ALL_19), ("Cả 19 tiêu chí", ALL_19), (",".join(ALL_19), ALL_19)],
    ),
    column(
        "lists-with-words",
        "met",
        [
            *(("TC1, TC 2", ("1", "2")), ("Tiêu chí 5", ("5",)), ("TC01;TC12", ("1", "12"))),
            *(("1,2,3,\n4, 5", ALL_19[:5]), ("1 2 3", ("1", "2", "3")), ("11, 2", ("2", "11"))),
        ],
    ),
    column("lists-of-indicators", "met", [("5.1, 5.2", ("5.1", "5.2")), ("1, 5.1", ("1", "5.1"))]),
    column(
        "lists-that-are-none",
        "met",
        [
            ("1,1,2", Fault("Tiêu chí 1 ghi hai lần. Bỏ bớt một.")),
            ("1, 20", Fault("Không có tiêu chí 20. Bộ này có tiêu chí 1 đến 19.")),
            ("9-1", Fault("‘9-1’ không phải một dãy tăng. Viết như 1-9, 11.")),
            ("1,3,…,19", Fault("‘1,3,…,19’ có dấu ba chấm không rõ nghĩa. Viết như 1-9, 11.")),
            ("12/19", Fault("‘12/19’ là số lượng, không phải danh sách. Viết như 1-9, 11.")),
            ("13,1 5,17", Fault("‘13,1 5,17’ có hai số viết rời. Thêm dấu phẩy giữa chúng.")),
            ("Duy trì NTM nâng cao", Fault(f"‘Duy trì NTM nâng cao’ {NO_LIST}")),
            ("1.2", Fault("Không có chỉ tiêu 1.2. Bộ này có tiêu chí 1 đến 19.")),
        ],
    ),
    column("lists-that-say-none", "met", [("0", ()), ("Không", ()), ("-", _), (_, _)]),
    column(
        "lists-that-became-numbers",
        "met",
        [
            (1.2, Ask(("1, 2",))),
            (9.1, Ask(("9, 1", "9, 10"))),
            (5.1, Ask(("5, 1", "5, 10", "5.1"))),
            (12.13, Ask(("12, 13",))),
            (7, ("7",)),
            (1234, Fault(f"‘1234’ {NO_LIST}")),
        ],
    ),
    column(
        "lists-that-became-days",
        "met",
        [
            (date(2026, 9, 1), Ask(("1-9", "1, 9"))),
            (date(2026, 1, 9), Ask(("1-9", "1, 9"))),
            (date(2013, 9, 1), Ask(("1-9", "9-13", "1, 9", "9, 13", "1, 9, 13"))),
            (date(2003, 2, 1), Ask(("1-2", "2-3", "1, 2", "2, 3", "1, 2, 3"))),
            (date(2026, 1, 31), Fault(f"‘31/01/2026’ {NO_LIST}")),
        ],
    ),
    OfficeFile(
        "counts-and-their-lists",
        [
            ["STT", "Đơn vị", "Số tiêu chí đạt", "Cụ thể các tiêu chí đã đạt"],
            *([1, "Xuân Dương", 9, "1-9"], [2, "Ái Quốc", 12, "1-11"], [3, "Tú Đoạn", 19, 19]),
            *([4, "Lợi Bác", 2, date(2026, 9, 1)], [5, "Mẫu Sơn", 7, 7], [6, "Xa Dung", 1, 7]),
        ],
        {
            **{
                (name, "count"): Decimal(count)
                for name, count in (
                    *(("Xuân Dương", 9), ("Ái Quốc", 12), ("Tú Đoạn", 19), ("Lợi Bác", 2)),
                    *(("Mẫu Sơn", 7), ("Xa Dung", 1)),
                )
            },
            ("Xuân Dương", "met"): ONE_TO_NINE,
            ("Ái Quốc", "met"): Fault("Ghi 12 tiêu chí nhưng danh sách có 11."),
            ("Tú Đoạn", "met"): Ask(("1-19",)),
            ("Lợi Bác", "met"): Ask(("1, 9",)),
            ("Mẫu Sơn", "met"): Fault("Ghi số lượng 7, không ghi tiêu chí nào. Viết như 1-9, 11."),
            ("Xa Dung", "met"): ("7",),
        },
    ),
]
