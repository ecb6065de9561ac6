"""A handed-in file and ClamAV's daemon: shown whole, refused when infected or when nobody says."""

import socket
import struct

import pytest

from ntm_portal.lib import virus_scan
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.virus_scan import refuse_infected
from tests.clamd import EICAR, clamd

AWAY = "Chưa quét được vi-rút nên chưa nhận tệp. Thử lại sau ít phút, hoặc báo quản trị."
PIECE = virus_scan._PIECE


def refusal(content: bytes, scanner: str) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        refuse_infected(name="báo cáo.pdf", content=content, scanner=scanner)
    return refused.value.status, refused.value.message


@pytest.mark.parametrize("by_path", [True, False])
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_the_daemon_gets_every_byte(tmp_path, size, by_path):
    content = bytes(number % 251 for number in range(size))

    with clamd(tmp_path / "clamd.ctl" if by_path else None) as daemon:
        refuse_infected(name="a.pdf", content=content, scanner=daemon.address)

    assert daemon.taken == [content]


def test_an_infected_file_is_refused_by_name(tmp_path):
    sentence = (
        "Tệp ‘báo cáo.pdf’ có mã độc (Eicar-Signature). Không mở tệp; diệt vi-rút trên máy đã tạo "
        "tệp rồi nộp bản sạch."
    )

    with clamd(tmp_path / "clamd.ctl") as daemon:
        assert refusal(b"%PDF-1.7 " + EICAR, daemon.address) == (422, sentence)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",  # the line has no end
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"stream: OK\nstream: OK\0",
        b"\xff\0",
        b"x" * 5000 + b"\0",
    ],
)
def test_without_a_plain_answer_no_file_is_taken(tmp_path, answer):
    with clamd(tmp_path / "clamd.ctl") as daemon:
        daemon.answer = answer

        assert refusal(b"a", daemon.address) == (503, AWAY)


def test_nobody_there(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert refusal(b"a", str(tmp_path / "clamd.ctl")) == (503, AWAY)
    assert refusal(b"a", f"127.0.0.1:{port}") == (503, AWAY)


def test_whoever_never_answers_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(virus_scan, "SECONDS", 0.05)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "clamd.ctl"))
        listener.listen()

        assert refusal(b"a", str(tmp_path / "clamd.ctl")) == (503, AWAY)


def test_whoever_hangs_up_in_the_middle_has_said_nothing(tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "clamd.ctl"))
        listener.listen()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        listener.shutdown(socket.SHUT_RDWR)

        assert refusal(b"a" * 3 * PIECE, str(tmp_path / "clamd.ctl")) == (503, AWAY)


def test_without_a_scanner_nothing_is_asked():
    refuse_infected(name="a.pdf", content=EICAR, scanner="")
