"""Broken workbooks by the thousand: each is read or refused, none ends the reader or holds it."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks.books import read_book
from ntm_portal.lib.workbooks.limits import MOST_SECONDS
from ntm_portal.lib.workbooks.marks import marked_book
from ntm_portal.lib.workbooks.packing import packed, unpacked
from ntm_portal.lib.workbooks.reading import read_workbook
from tests.workbooks.mutations import mutated, sound_workbooks

COUNT = int(os.environ.get("FUZZ_COUNT", "10000"))
APART = 300  # of them in a process of their own, as uploads are

pytestmark = pytest.mark.long


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def tried(numbers: range, attempt: Callable[[bytes], object]) -> tuple[Counter, list[str]]:
    """How each ended, and the numbers of those that did not end well."""
    sound = sound_workbooks()
    ends: Counter[str] = Counter()
    bad = []
    for number in numbers:
        content = mutated(sound, number)
        try:
            with no_longer_than(MOST_SECONDS):
                attempt(content)
            ends["read"] += 1
        except Refused as refusal:
            ends["refused"] += 1
            if not refusal.message.startswith(("Tệp", "Trang", "Chỉ", "Đến")):
                bad.append(f"{number}: {refusal.message}")
        except BaseException as fault:  # noqa: BLE001  # the exception is what is looked for
            bad.append(f"{number}: {fault!r}")
    print(f"\n{sum(ends.values())} of {len(numbers)}: {dict(ends)}")
    return ends, bad


def read_and_mark(content: bytes) -> None:
    workbook = read_book(content)
    if unpacked(packed(workbook)) != workbook:
        raise AssertionError("packing")
    place = next(iter(workbook.sheets[0].cells), (1, 1))
    if read_book(marked_book(content, {workbook.sheets[0].name: {place: "a"}})) != workbook:
        raise AssertionError("marking")


def test_sound_workbooks_are_read_and_marked():
    for content in sound_workbooks():
        read_and_mark(content)


def test_broken_workbooks_are_read_or_refused():
    ends, bad = tried(range(COUNT), read_and_mark)

    assert bad == []
    assert min(ends["read"], ends["refused"]) > COUNT // 10


def test_broken_workbooks_are_read_or_refused_apart(caplog):
    numbers = range(0, COUNT, max(COUNT // APART, 1) | 1)

    ends, bad = tried(numbers, lambda content: read_workbook(name="bang.xlsx", content=content))

    assert (bad, caplog.messages) == ([], [])  # a reader that died is logged
    assert ends["read"]
    assert ends["refused"]
