"""The chain of hashes: what a hand does to it is found. No database."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from ntm_portal.lib.audit.chain import FIELDS, Anchor, Walk, entry_hash, faults, read_anchor

LENGTH = 40
TRIES = 250  # of each of the four ways
ROW = "INSERT", None, '{"id": 1, "name": "Xã Xuân Dương"}'
Rows = list[list]


def chain(length: int = LENGTH) -> Rows:
    rows, previous = [], ""
    for number in range(1, length + 1):
        values = [
            number, f"2024-01-30 08:00:{number % 60:02d}.000000", number % 5 or None, "Người",
            "văn phòng", f"yêu-cầu-{number // 3}", "10.0.0.1", "", "plans_plan", str(number % 7),
            *ROW, previous,
        ]  # fmt: skip
        previous = entry_hash(*values)
        rows.append([*values, previous])
    return rows


def edit(rows: Rows, chance: random.Random) -> None:
    place, field = chance.randrange(len(rows)), chance.randrange(len(FIELDS) + 1)
    rows[place][field] = f"{rows[place][field]}x"


def remove(rows: Rows, chance: random.Random) -> None:
    del rows[chance.randrange(len(rows) - 1)]  # the newest one: only an anchor tells


def insert(rows: Rows, chance: random.Random) -> None:
    """With a hash that fits what it says and the one before, as a careful hand would."""
    place = chance.randrange(len(rows))
    values = rows[place][:-1]
    values[chance.choice([3, 7, 12])] = "chèn"
    rows.insert(place, [*values, entry_hash(*values)])


def swap(rows: Rows, chance: random.Random) -> None:
    """Two entries change places, each with the number of its new place or with its own."""
    one, other = chance.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    if chance.random() < 0.5:
        rows[one][0], rows[other][0] = rows[other][0], rows[one][0]


@pytest.mark.parametrize("tamper", [edit, remove, insert, swap])
def test_every_tamper_is_found(tamper: Callable[[Rows, random.Random], None]):
    whole = chain()
    missed = []
    for seed in range(TRIES):
        rows = [list(row) for row in whole]
        tamper(rows, random.Random(seed))
        if not faults(rows):
            missed.append(seed)

    assert missed == []


def test_a_whole_chain_has_no_fault_and_tells_its_head():
    rows, walk = chain(), Walk()

    assert faults(rows, [Anchor(7, rows[6][-1])], walk) == []
    assert walk == Walk(LENGTH, Anchor(LENGTH, rows[-1][-1]))


def test_an_empty_trail_is_whole():
    assert faults([]) == []


def test_newest_entries_cut_off_are_found_by_an_anchor_alone():
    rows = chain()
    anchor = Anchor(LENGTH, rows[-1][-1])

    assert faults(rows[:-3]) == []
    assert faults(rows[:-3], [anchor]) == [
        "Mục 40 có trong mốc đã lưu mà không còn trong nhật ký: phần cuối bị cắt."
    ]


def test_a_chain_written_anew_is_found_by_an_anchor():
    rows = chain()
    anchor = Anchor(20, rows[19][-1])
    previous = ""
    for row in rows:
        row[3] = "Người khác"
        row[-2:] = [previous, entry_hash(*row[:-2], previous)]
        previous = row[-1]

    assert faults(rows) == []
    assert faults(rows, [anchor]) == ["Mục 20: khác với mốc đã lưu; nhật ký đã bị viết lại."]


def test_each_fault_says_which_entry():
    rows = chain()
    rows[4][11] = '{"name": "sửa"}'
    del rows[9]

    assert faults(rows) == [
        "Mục 5: nội dung không khớp mã băm, đã bị sửa.",
        "Mục 11: đáng lẽ là mục 10; có mục bị xóa hoặc chèn thêm.",
        "Mục 11: không nối tiếp mục đứng trước.",
    ]


def test_the_first_faults_are_enough():
    rows = chain()
    for row in rows:
        row[3] = "Người khác"

    assert faults(rows)[20:] == ["Còn nữa; chỉ liệt kê những chỗ đầu tiên."]


def test_no_two_rows_are_hashed_alike():
    assert entry_hash("ab", "c") != entry_hash("a", "bc")
    assert entry_hash(None) != entry_hash("")
    assert entry_hash("-") != entry_hash(None)


@pytest.mark.parametrize("text", ["", "7", "7:", f"0:{'a' * 64}", f"7:{'A' * 64}", f"7:{'a' * 63}"])
def test_what_is_no_anchor(text):
    assert read_anchor(text) is None


def test_an_anchor_is_read_as_it_is_printed():
    anchor = Anchor(7, "a" * 64)

    assert read_anchor(f" {anchor}\n") == anchor
    assert replace(anchor, number=8) != anchor
