"""Every hostile workbook gives its sentence or its stated reading, and leaves nothing behind."""

import gc
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.uploads import BoundedUploadHandler
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.limits import MOST_PACKED
from ntm_portal.lib.workbooks.model import SheetState, Workbook, address
from ntm_portal.lib.workbooks.reading import check_size, read_workbook
from tests.workbooks.hostile import HOSTILE, Hostile, outer

SOUND = ["PL02: A1=Xã B1=12.95"]
MENDED = "Mở bằng Excel, lưu lại rồi tải lại."
STATED: dict[int, list[str]] = {
    1: ["Tệp rỗng."],
    2: ["Tệp lớn hơn 10 MB."],
    **{number: [refusing.ONLY_XLSX] for number in range(4, 11)},
    11: ["Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."],
    **{number: ["Tệp nén bất thường, không đọc."] for number in range(12, 16)},
    16: [*SOUND, "Trang tính có ô ở rất xa (XFD1048576), không đọc đến đó."],
    17: ["Trang tính ‘PL02’ dùng 9.000 dòng, nhiều nhất 5.000. Tách ra rồi tải lại."],
    **{number: ["Tệp hỏng hoặc không an toàn."] for number in range(18, 22)},
    23: SOUND,
    24: SOUND,
    25: [f"Tệp hỏng. {MENDED}"],
    26: [f"Tệp hỏng ở phần ‘xl/worksheets/sheet1.xml’. {MENDED}"],
    27: [f"Tệp hỏng: thiếu phần ‘xl/worksheets/sheet1.xml’. {MENDED}"],
    28: [
        "PL02: A1=44.9 B1==[2]!cmd",
        "B1: Ô B1 là công thức chưa tính. Mở bằng Excel, lưu lại.",
        "Ô B1 là công thức chưa tính. Mở bằng Excel, lưu lại.",
        "Tệp lấy số liệu từ nơi khác; chỉ đọc giá trị đã lưu trong tệp.",
    ],
    29: [
        "PL02: A1=Xã B1=12.95 F12==SUM(F1:F11)",
        "F12: Ô F12 là công thức chưa tính. Mở bằng Excel, lưu lại.",
        "Ô F12 là công thức chưa tính. Mở bằng Excel, lưu lại.",
    ],
    30: [
        "PL02: A1=#REF! B1=#DIV/0! C1=#N/A",
        "A1: Ô A1 là #REF!. Sửa công thức trong Excel.",
        "B1: Ô B1 là #DIV/0!. Sửa công thức trong Excel.",
        "C1: Ô C1 là #N/A. Sửa công thức trong Excel.",
    ],
    31: ["PL02: A1=Xã B1=12.95 A2=1"],
    32: ["Tệp dùng 300 trang tính, nhiều nhất 50. Tách ra rồi tải lại."],
    33: [*SOUND, "Cũ (veryHidden): A1=Xã B1=12.95"],
    34: ["PL02: A1=Xã B1=12.95 A2=1", "hidden: rows 2, columns 2 to 256"],
    35: [
        f"PL02: A1={'a' * 32767} B1=Xuân\nDương C1=Đạt D1=Hoa Lư",
        "A1: Chữ dài hơn 32.767 ký tự, phần sau đã cắt.",
        *(f"{c}1: Đã bỏ ký tự lạ không nhìn thấy." for c in "BCD"),
    ],
    36: SOUND,
}


def told(workbook: Workbook) -> list[str]:
    """Sheets with their cells, what is hidden, then all remarks."""
    lines = []
    for sheet in workbook.sheets:
        state = "" if sheet.state is SheetState.VISIBLE else f" ({sheet.state})"
        cells = " ".join(f"{address(*at)}={cell.text}" for at, cell in sheet.cells.items())
        lines.append(f"{sheet.name}{state}: {cells}")
        if sheet.hidden_rows or sheet.hidden_columns:
            rows, columns = sorted(sheet.hidden_rows), sorted(sheet.hidden_columns)
            lines.append(f"hidden: rows {rows[0]}, columns {columns[0]} to {columns[-1]}")
    for sheet in workbook.sheets:
        lines += [f"{address(*at)}: {c.remark}" for at, c in sheet.cells.items() if c.remark]
        lines += sheet.remarks
    return lines + list(workbook.remarks)


def answer(file: Hostile) -> list[str]:
    try:
        return told(read_workbook(name=file.name, content=file.build()))
    except Refused as refusal:
        return [refusal.message]


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.id)
def test_hostile_file_gives_what_is_stated(file):
    assert answer(file) == STATED[file.number]


def test_all_files_of_the_list_are_tried():
    elsewhere = {3, 22}  # the two tests below

    assert {file.number for file in HOSTILE} | elsewhere == set(range(1, 37))


def test_of_100_mb_an_upload_keeps_no_more_than_it_needs_to_refuse():
    handler = BoundedUploadHandler(RequestFactory().post("/"))
    chunk = bytes(1024 * 1024)

    kept = [handler.receive_data_chunk(chunk, start) for start in range(0, 100 * 2**20, 2**20)]

    size = sum(len(each) for each in kept if each)
    assert MOST_PACKED < size <= MOST_PACKED + len(chunk)
    with pytest.raises(Refused, match=r"^Tệp lớn hơn 10 MB\.$"):
        check_size(bytes(size))


def test_no_server_is_asked_for_an_entity():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/laughs"

        with pytest.raises(Refused, match="không an toàn"):
            read_workbook(name="bang.xlsx", content=outer(address))

        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


WATCHED = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from tests.workbooks.hostile import HOSTILE
from ntm_portal.lib.workbooks.jobs import answer
files = [file.build() for file in HOSTILE]
done = []

def watch(event, arguments):
    writes = event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event.split(".")[0] in ("socket", "subprocess", "shutil", "tempfile", "ctypes"):
        done.append([event, *map(str, arguments)])

sys.addaudithook(watch)
for content in files:
    answer("book", content)
print(json.dumps(done))
open(os.devnull, "w")
print(json.dumps(done))
"""


def test_reading_opens_no_file_for_writing_and_no_connection():
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, settings.BASE_DIR],
        capture_output=True,
        text=True,
        check=True,
    )

    before, after = map(json.loads, ended.stdout.splitlines())
    assert (before, len(after)) == ([], 1)  # and the watch does see one


CHILD = """
import importlib.util, resource, sys
spec = importlib.util.spec_from_file_location("child", sys.argv[1])
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
sys.path.insert(0, str(child.ROOT))
child.limit_this_process()
from ntm_portal.lib.workbooks import jobs
names = "AS", "CPU", "CORE", "FSIZE", "NPROC"
print({name: resource.getrlimit(getattr(resource, "RLIMIT_" + name))[0] for name in names})
print([name for name in sys.modules if name.split(".")[0] in ("django", "openpyxl", "lxml")])
"""


def test_the_child_has_its_limits_and_no_django():
    child = Path(refusing.__file__).with_name("child.py")

    ended = subprocess.run(
        [sys.executable, "-I", "-c", CHILD, child], capture_output=True, text=True, check=True
    )

    limits = {"AS": 1024**3, "CPU": 20, "CORE": 0, "FSIZE": 0, "NPROC": 0}
    assert ended.stdout.splitlines() == [str(limits), "[]"]


def test_the_web_process_does_not_grow():
    chosen = {"12-bomb", "14-50000-entries", "16-far-cell", "17-lying-dimension", "31-overloaded"}
    contents = [file.build() for file in HOSTILE if file.id in chosen]
    assert len(contents) == len(chosen)
    gc.collect()
    before = resident_megabytes()

    for content in contents:
        try:
            read_workbook(name="bang.xlsx", content=content)
        except Refused:
            continue

    assert resident_megabytes() - before < 50


def resident_megabytes() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def test_sentences_are_short():
    sentences = {line for lines in STATED.values() for line in lines if ": A1=" not in line}

    assert len(sentences) == 25
    assert {line for line in sentences if len(line.split()) > 25} == set()
