"""The process in which uploads are opened: what it gets, and what is said when it dies."""

import random
import sys

import pytest

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import apart, refusing
from tests.workbooks.hostile import sound
from tests.workbooks.reading_parts import parts_of, sheet_xml, zipped

# The real child with less memory than it has.
POOR_CHILD = f"""
import sys
sys.path[:0] = {sys.path!r}
from ntm_portal.lib.workbooks import child, limits
limits.MOST_MEMORY = 120 * 1024 * 1024
child.main()
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Puts another program in the place of the child."""

    def put(program: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(program, encoding="utf-8")
        monkeypatch.setattr(apart, "_CHILD", script)

    return put


def test_the_child_knows_nothing_of_this_process(child):
    child(
        "import os, sys; read = sys.stdin.read()\n"
        "print('=', dict(os.environ), os.getcwd(), sys.argv[1], len(read))"
    )

    # LC_CTYPE is what Python itself sets where there is no locale.
    assert apart.ask_child("book", b"abc").split() == b"{'LC_CTYPE': 'C.UTF-8'} / book 3".split()


@pytest.mark.parametrize(
    ("program", "sentence", "logged"),
    [
        pytest.param("print('!Tệp rỗng.', end='')", "Tệp rỗng.", False, id="refuses"),
        pytest.param("import os; os.kill(os.getpid(), 9)", refusing.TOO_HEAVY, True, id="killed"),
        pytest.param("1 / 0", refusing.broken().message, True, id="fails"),
        pytest.param("print('?')", refusing.broken().message, True, id="says-something-else"),
        pytest.param("print('='); exit(1)", refusing.broken().message, True, id="gives-up"),
    ],
)
def test_a_child_that_does_not_answer_is_a_refusal(child, caplog, program, sentence, logged):
    child(program)

    with pytest.raises(Refused) as refused:
        apart.ask_child("book", b"abc")

    assert (refused.value.message, bool(caplog.messages)) == (sentence, logged)


def test_a_child_that_takes_too_long_is_ended(child, monkeypatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.2)
    child("import time; time.sleep(60)")

    with pytest.raises(Refused, match=r"^Tệp quá nặng"):
        apart.ask_child("book", b"abc")


def test_a_child_without_memory_says_so(child, caplog):
    child(POOR_CHILD)
    deep = parts_of(sheets={"PL02": sheet_xml("<x>" * 2_000_000 + "</x>" * 2_000_000)})
    picture = random.Random(0).randbytes(200_000)  # the ratio is that of any workbook
    content = zipped(deep | {"xl/media/image1.png": picture})

    assert apart.ask_child("book", sound()).startswith(b"{")
    with pytest.raises(Refused, match=r"^Tệp quá nặng"):
        apart.ask_child("book", content)
    assert caplog.messages == []
