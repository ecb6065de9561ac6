"""Days and marks: what Excel holds, what was typed, what is asked or refused."""

from datetime import date

from tests.workbooks.office_sheets import MET, NA, NOT_MET, Ask, Fault, OfficeFile, column

_ = None
STATE_IT = "chưa rõ đạt hay chưa. Ghi Đạt, Chưa đạt hoặc Không áp dụng."
LIKE = "Viết ngày/tháng/năm, ví dụ 31/03/2026."

DAYS = [
    column(
        "days",
        "day",
        [(date(2024, 1, 30), date(2024, 1, 30)), (date(2024, 5, 3), date(2024, 5, 3))],
    ),
    column(
        "days-as-text",
        "day",
        [
            *(("30/01/2024", date(2024, 1, 30)), ("30-1-2024", date(2024, 1, 30))),
            *(("3.5.24", date(2024, 5, 3)), ("2024-01-30", date(2024, 1, 30)), ("-", _)),
        ],
    ),
    column(
        "days-beside-days-as-text",
        "day",
        [
            (date(2024, 5, 3), Ask(("2024-05-03", "2024-03-05"))),
            (date(2024, 5, 5), date(2024, 5, 5)),
            (date(2024, 1, 30), date(2024, 1, 30)),
            ("31/12/2024", date(2024, 12, 31)),
        ],
    ),
    column(
        "days-that-are-none",
        "day",
        [
            (
                "31/02/2026",
                Fault(f"Ngày ‘31/02/2026’ không có. {LIKE}"),
            ),
            ("29/02/2024", date(2024, 2, 29)),
            (
                "29/02/2025",
                Fault(f"Ngày ‘29/02/2025’ không có. {LIKE}"),
            ),
            (
                "12/31/2024",
                Fault(f"Ngày ‘12/31/2024’ không có. {LIKE}"),
            ),
            ("quý I", Fault(f"Ngày ‘quý I’ không có. {LIKE}")),
            (2024, Fault(f"‘2024’ không phải một ngày. {LIKE}")),
        ],
    ),
    column(
        "days-of-far-years",
        "day",
        [("30/01/1998", Ask(("1998-01-30",))), (date(2042, 1, 30), Ask(("2042-01-30",)))],
    ),
    column("days-without-their-format", "day", [(45321, Ask(("2024-01-30",)))]),
]
STATUSES = [
    column(
        "words-for-met",
        "criterion:1",
        [(word, MET) for word in ("Đạt", "đạt", "ĐẠT", "Đ", "d", "✓", "ü", "có", 1, "dat", "Đạt.")],
    ),
    column(
        "words-for-not-met",
        "criterion:1",
        [
            (word, NOT_MET)
            for word in ("Chưa", "Chưa đạt", "Không đạt", "KĐ", "CĐ", "C", 0, "không", "chua dat")
        ],
    ),
    column(
        "words-for-not-applicable",
        "criterion:1",
        [("KAD", NA), ("Không áp dụng", NA), ("khong ap dung", NA)],
    ),
    column(
        "a-cross-that-nothing-explains",
        "criterion:1",
        [("x", Ask(("MET", "NOT_MET", "NOT_APPLICABLE"))), ("-", _), (_, _)],
    ),
    column("a-k-of-two-meanings", "criterion:1", [("K", Ask(("NOT_MET", "NOT_APPLICABLE")))]),
    column(
        "more-than-a-verdict",
        "criterion:1",
        [
            ("Đạt một phần", Fault(f"‘Đạt một phần’ {STATE_IT}")),
            ("Cơ bản đạt", Fault(f"‘Cơ bản đạt’ {STATE_IT}")),
            (75, Fault(f"‘75’ {STATE_IT}")),
            (True, MET),
            (False, NOT_MET),
        ],
    ),
    OfficeFile(
        "a-cross-below-đạt",
        [["STT", "Đơn vị", "Tiêu chí 1"], [_, _, "Đạt"], [1, "Ái Quốc", "x"], [2, "Tú Đoạn", _]],
        {("Ái Quốc", "criterion:1"): MET},
        merges=("A1:A2", "B1:B2"),
    ),
    OfficeFile(
        "a-cross-below-chưa-đạt",
        [["STT", "Đơn vị", "Tiêu chí 1"], [_, _, "Chưa đạt"], [1, "Ái Quốc", "X"]],
        {("Ái Quốc", "criterion:1"): NOT_MET},
        merges=("A1:A2", "B1:B2"),
    ),
    OfficeFile(
        "a-cross-that-the-title-explains",
        [["BIỂU 1 (đánh dấu x: đạt)"], ["STT", "Đơn vị", "TC1"], [1, "Ái Quốc", "x"]],
        {("Ái Quốc", "criterion:1"): MET},
    ),
]
