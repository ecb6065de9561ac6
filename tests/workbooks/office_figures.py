"""Figures: what Excel holds, what was typed, what is asked or refused."""

from datetime import date
from decimal import Decimal

from tests.workbooks.office_sheets import Ask, Fault, Noted, column

_ = None
OF_COLUMN = "Gõ số theo đơn vị của cột."
RANGE = "ngoài khoảng 0–200. Xem lại con số."
NO_NUMBER = "không phải một số. Viết như 12,95 hoặc 1234."

FIGURES = [
    column(
        "plain-numbers", "income", [(43.8, Decimal("43.8")), (0, Decimal(0)), (120, Decimal(120))]
    ),
    column(
        "numbers-as-text",
        "income",
        [
            ("12,95", Decimal("12.95")),
            ("12.95", Decimal("12.95")),
            ("43", Decimal(43)),
            ("00004", Decimal(4)),
        ],
    ),
    column(
        "numbers-among-odd-spaces",
        "income",
        [
            ("12,95\u00a0", Decimal("12.95")),
            (" 12,95", Decimal("12.95")),
            ("\u200b12,95", Decimal("12.95")),
        ],
    ),
    column(
        "numbers-in-odd-characters",
        "income",
        [
            ("１２,９５", Decimal("12.95")),
            ("'12,95", Decimal("12.95")),
            ("“12,95”", Decimal("12.95")),
        ],
    ),
    column(
        "a-soft-hyphen-and-a-line-break",
        "income",
        [("12\u00ad,95", Decimal("12.95")), ("43,8\n", Decimal("43.8"))],
    ),
    column(
        "grouped-numbers",
        "road",
        [
            ("1.234,5", Decimal("1234.5")),
            ("1 234,5", Decimal("1234.5")),
            ("1.234.567", Decimal(1234567)),
            ("1,234.5", Noted(Decimal("1234.5"), "Số viết kiểu Anh.")),
            ("1.234,5 km", Decimal("1234.5")),
            ("15,7km", Decimal("15.7")),
        ],
    ),
    column(
        "two-readings-and-no-range",
        "road",
        [("1.234", Ask(("1234", "1.234"))), ("12,950", Ask(("12.95", "12950")))],
    ),
    column(
        "two-readings-and-a-range",
        "income",
        [
            ("12,950", Noted(Decimal("12.950"), "Đọc là 12,95.")),
            ("1.234", Noted(Decimal("1.234"), "Đọc là 1,234.")),
        ],
    ),
    column(
        "two-readings-of-a-count",
        "planned",
        [("1.234", Fault("‘1.234’ ngoài khoảng 0–19. Xem lại con số."))],
    ),
    column(
        "two-readings-and-the-last-value",
        "road",
        [
            ("1.234", Noted(Decimal(1234), "Đọc là 1.234 (một nghìn hai trăm ba mươi tư).")),
            ("1.234", Noted(Decimal("1.234"), "Đọc là 1,234.")),
            ("1.234", Ask(("1234", "1.234"))),
        ],
        last={
            ("Xuân Dương", "road"): Decimal(1200),
            ("Ái Quốc", "road"): Decimal("1.2"),
            ("Tú Đoạn", "road"): Decimal(40),
        },
    ),
    column(
        "a-thousand-times-too-much",
        "income",
        [(12950, Ask(("12.95",))), ("12950", Ask(("12.95",))), (250, Fault(f"‘250’ {RANGE}"))],
    ),
    column(
        "a-thousand-times-the-last-value",
        "road",
        [(12950, Ask(("12.95", "12950"))), (12950, Decimal(12950))],
        last={("Xuân Dương", "road"): Decimal("12.9"), ("Ái Quốc", "road"): Decimal(12900)},
    ),
    column(
        "formats-of-percent",
        "poverty",
        [
            (0.955, Decimal("95.5"), "0.0%"),
            (0.05, Decimal(5), "0%"),
            (9.5, Decimal("9.5"), '0.0"%"'),
        ],
    ),
    column(
        "percent-written-out",
        "poverty",
        [("95,5%", Decimal("95.5")), ("95,5 %", Decimal("95.5")), (9.5, Decimal("9.5"))],
    ),
    column(
        "percent-where-none-belongs",
        "income",
        [
            (0.95, Fault(f"‘95%’ là phần trăm, cột này thì không. {OF_COLUMN}"), "0%"),
            ("95%", Fault(f"‘95%’ là phần trăm, cột này thì không. {OF_COLUMN}")),
        ],
    ),
    column(
        "shares-of-one-throughout",
        "poverty",
        [(0.955, Ask(("95.5", "0.955"))), (1, Ask(("100", "1")))],
    ),
    column("small-shares-among-others", "poverty", [(0.95, Decimal("0.95")), (12, Decimal(12))]),
    column(
        "shares-of-one-and-the-last-value",
        "poverty",
        [
            (0.5, Noted(Decimal("50.0"), "Đọc là 50 %.")),
            (0.5, Noted(Decimal("0.5"), "Đọc là 0,5 %.")),
        ],
        last={("Xuân Dương", "poverty"): Decimal(48), ("Ái Quốc", "poverty"): Decimal("0.6")},
    ),
    column(
        "more-than-a-hundred-percent",
        "poverty",
        [(120, Fault("‘120’ ngoài khoảng 0–100. Xem lại con số."))],
    ),
    column(
        "rounded-for-the-eye",
        "poverty",
        [(95.4786, Noted(Decimal("95.4786"), "Ô hiện 95,5, số trong ô là 95,4786."), "0.0")],
    ),
    column(
        "more-decimals-than-are-kept",
        "poverty",
        [
            (
                95.478632478632477,
                Noted(Decimal("95.4786"), "Số trong ô là 95,4786324786325, ghi 95,4786."),
            ),
            (10.00001, Noted(Decimal("10.0001"), "Số trong ô là 10,00001, ghi 10,0001.")),
            (9.99999, Noted(Decimal("9.9999"), "Số trong ô là 9,99999, ghi 9,9999.")),
            (0.1 + 0.2, Decimal("0.3")),
        ],
    ),
    column(
        "scientific",
        "road",
        [(100, Decimal(100), "0E+00"), ("1E+02", Fault(f"‘1E+02’ {NO_NUMBER}"))],
    ),
    column(
        "fractions",
        "poverty",
        [
            ("45/50", Ask(("45/50",))),
            ("14/15,7", Ask(("14/15.7",))),
            (
                "50/45",
                Fault("‘50/45’ có tử số lớn hơn mẫu số, hoặc mẫu số là 0. Xem lại hai số."),
            ),
            ("4/0", Fault("‘4/0’ có tử số lớn hơn mẫu số, hoặc mẫu số là 0. Xem lại hai số.")),
        ],
    ),
    column(
        "a-fraction-of-no-percent",
        "income",
        [("45/50", Fault("‘45/50’ là tử số/mẫu số, cột này ghi một số. Viết như 12,95."))],
    ),
    column(
        "about-and-between",
        "income",
        [
            ("~45", Fault("‘~45’ không phải một số cụ thể. Viết số đo được, ví dụ 45.")),
            (">=45", Fault("‘>=45’ không phải một số cụ thể. Viết số đo được, ví dụ 45.")),
            ("≥ 45", Fault("‘≥ 45’ không phải một số cụ thể. Viết số đo được, ví dụ 45.")),
            (
                "khoảng 45",
                Fault("‘khoảng 45’ không phải một số cụ thể. Viết số đo được, ví dụ 45."),
            ),
            ("17-18", Fault("‘17-18’ là một khoảng. Viết một số, ví dụ 17.")),
            ("17 đến 18", Fault("‘17 đến 18’ là một khoảng. Viết một số, ví dụ 17.")),
        ],
    ),
    column(
        "footnotes",
        "income",
        [
            ("12,95(1)", Noted(Decimal("12.95"), "Bỏ dấu chú thích (1).")),
            ("12,95*", Noted(Decimal("12.95"), "Bỏ dấu chú thích *.")),
            ("12,9¹", Noted(Decimal("12.9"), "Bỏ dấu chú thích ¹.")),
            ("(95)", Fault(f"‘(95)’ {NO_NUMBER}")),
        ],
    ),
    column(
        "no-figure",
        "income",
        [
            ("12.9.5", Fault(f"‘12.9.5’ {NO_NUMBER}")),
            ("mười hai", Fault(f"‘mười hai’ {NO_NUMBER}")),
            (-5, Fault("‘-5’ là số âm. Viết số từ 0 trở lên.")),
            (True, Fault(f"‘TRUE’ {NO_NUMBER}")),
        ],
    ),
    column(
        "nothing-written", "income", [(_, _), ("-", _), ("–", _), ("...", _), ("…", _), (" ", _)]
    ),
    column(
        "formulas",
        "income",
        [
            (
                "=C1+1",
                Fault("Công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi tải lên."),
            ),
            ("#REF!", Fault("Ô báo #REF!. Sửa công thức hoặc gõ số vào ô.")),
            ("#DIV/0!", Fault("Ô báo #DIV/0!. Sửa công thức hoặc gõ số vào ô.")),
        ],
    ),
    column(
        "figures-that-became-days",
        "income",
        [
            (date(2026, 5, 12), Ask(("12.5", "12.05", "5.12"))),
            (date(2026, 12, 31), Ask(("31.12", "12.31"))),
            (
                date(1905, 7, 16),
                Fault("‘16/07/1905’ là một ngày, không phải số. Đổi ô sang dạng chữ rồi gõ lại."),
            ),
        ],
    ),
    column("a-year-that-became-a-day", "road", [(date(1905, 7, 16), Ask(("2024",)))]),
    column(
        "a-fraction-that-became-a-day",
        "poverty",
        [(date(2026, 5, 4), Ask(("4.5", "4.05", "5.4", "5.04", "4/5")))],
    ),
    column(
        "counts",
        "planned",
        [
            (7, Decimal(7)),
            (2.5, Fault("‘2,5’ không phải số nguyên. Viết số đếm, ví dụ 12.")),
            (20, Fault("‘20’ ngoài khoảng 0–19. Xem lại con số.")),
        ],
    ),
]
