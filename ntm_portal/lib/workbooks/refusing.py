"""The sentences for a workbook that is not read. Pure."""

from ntm_portal.lib.numbers import format_number
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from ntm_portal.lib.workbooks.limits import MOST_CELLS

EMPTY = "Tệp rỗng."
TOO_BIG = "Tệp lớn hơn 10 MB."
ONLY_XLSX = "Chỉ nhận .xlsx. Trong Excel chọn Tệp > Lưu thành > Sổ làm việc Excel (.xlsx)."
LOCKED = "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."
ODD_ARCHIVE = "Tệp nén bất thường, không đọc."
UNSAFE = "Tệp hỏng hoặc không an toàn."
TOO_HEAVY = "Tệp quá nặng, không đọc hết được. Bỏ trang tính và định dạng thừa rồi tải lại."


def broken(part: str = "") -> Refused:
    """part: of the package, "xl/styles.xml"."""
    where = f" ở phần ‘{shown(part, 60)}’" if part else ""
    return Refused(f"Tệp hỏng{where}. Mở bằng Excel, lưu lại rồi tải lại.")


def missing(part: str) -> Refused:
    return Refused(f"Tệp hỏng: thiếu phần ‘{shown(part, 60)}’. Mở bằng Excel, lưu lại rồi tải lại.")


def broken_cell(sheet: str, where: str) -> Refused:
    return Refused(
        f"Tệp hỏng ở ô {where} của trang tính ‘{shown(sheet)}’. Mở bằng Excel, lưu lại rồi tải lại."
    )


def too_many(what: str, count: int, of: str, most: int) -> Refused:
    """what: "Tệp", "Trang tính ‘PL02’". of: "dòng"."""
    return Refused(
        f"{what} dùng {format_number(count)} {of}, nhiều nhất {format_number(most)}. "
        "Tách ra rồi tải lại."
    )


def too_many_cells(sheet: str) -> Refused:
    return Refused(
        f"Đến trang tính ‘{shown(sheet)}’ đã hơn {format_number(MOST_CELLS)} ô có chữ hoặc số. "
        "Tách thành nhiều tệp rồi tải lại."
    )
