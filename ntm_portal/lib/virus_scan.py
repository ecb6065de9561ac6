"""Handed-in files are shown to ClamAV's daemon first, where there is one.

`clamd`, man page of clamd(8), command INSTREAM: pieces with their length before them, nothing
longer than the daemon allows; one line comes back. Without an answer no file is taken.
"""

import re
import socket
import struct

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

SECONDS = 15  # for each step; a file of 10 MB takes a second or two
_PIECE = 256 * 1024
_LONGEST_ANSWER = 4096
_AWAY = "Chưa quét được vi-rút nên chưa nhận tệp. Thử lại sau ít phút, hoặc báo quản trị."


def refuse_infected(*, name: str, content: bytes, scanner: str) -> None:
    """Raises Refused for a file called `name` in which the scanner finds something.

    scanner: path of the daemon's socket, or host:port; "" where there is none. The status is 503
    when it does not answer, or does not say that the file is clean.
    """
    if not scanner:
        return
    try:
        answer = _ask(scanner, content)
    except (OSError, ValueError) as error:
        raise Refused(_AWAY, status=503) from error
    if answer == "stream: OK":
        return
    found = re.fullmatch(r"stream: (.+) FOUND", answer)
    if found is None:
        raise Refused(_AWAY, status=503)
    raise Refused(
        f"Tệp ‘{shown(name)}’ có mã độc ({shown(found[1])}). Không mở tệp; diệt vi-rút trên máy đã"
        " tạo tệp rồi nộp bản sạch."
    )


def _ask(scanner: str, content: bytes) -> str:
    with _connected(scanner) as connection:
        connection.sendall(b"zINSTREAM\0")
        for place in range(0, len(content), _PIECE):
            piece = memoryview(content)[place : place + _PIECE]
            connection.sendall(struct.pack(">I", len(piece)))
            connection.sendall(piece)
        connection.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            more = connection.recv(_LONGEST_ANSWER)
            answer += more
            if not more or len(answer) > _LONGEST_ANSWER:
                raise ValueError("no whole answer")
    return answer[:-1].decode("utf-8", "replace")


def _connected(scanner: str) -> socket.socket:
    if scanner.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        try:
            connection.connect(scanner)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
