"""Export of 207 × 57 values: against bare openpyxl writing the same cells; peak memory."""

import tracemalloc
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import Workbook

from ntm_portal.lib.lists_out import ListColumn, ListFile, write_xlsx

COMMUNES, VALUES = 207, 57
ROUNDS = 7
WORDS = ("Đạt", "Chưa đạt", "Không áp dụng", "")


def bare(heads: list[str], rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def seconds(action) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def run(folder: Path) -> None:
    heads = ["Xã", *(f"Tiêu chí {number}" for number in range(1, VALUES))]
    rows = [
        [f"Xã {commune}", *(WORDS[(commune + number) % 4] or None for number in range(1, VALUES))]
        for commune in range(COMMUNES)
    ]
    columns = [
        ListColumn(head, lambda row, place=place: row[place]) for place, head in enumerate(heads)
    ]
    file = ListFile("Bảng tiêu chí", columns, rows)
    times: dict[str, list[float]] = {"bare": [], "list": []}
    for _ in range(ROUNDS):
        times["bare"].append(seconds(lambda: bare(heads, rows)))
        times["list"].append(seconds(lambda: write_xlsx(file)))
    plain, ours = median(times["bare"]), median(times["list"])
    tracemalloc.start()
    write_xlsx(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(f"export of {COMMUNES} × {VALUES}: {ours * 1000:.0f} ms, peak {peak / 2**20:.1f} MB")
    print(f"  ratio to bare openpyxl with the same cells {ours / plain:.2f}  (goal <= 1.3)")
