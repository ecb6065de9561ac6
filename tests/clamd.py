"""A stand-in for ClamAV's daemon: it takes INSTREAM as clamd(8) writes it and answers as told."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLEAN, FOUND = b"stream: OK\0", b"stream: Eicar-Signature FOUND\0"


@dataclass
class Daemon:
    """answer: None for what it finds by itself; bytes are sent as they are."""

    address: str
    answer: bytes | None = None
    taken: list[bytes] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with closing(connection), connection.makefile("rb") as heard:
                assert heard.read(10) == b"zINSTREAM\0"
                file = b"".join(pieces(heard))
                self.taken.append(file)
                found = FOUND if EICAR in file else CLEAN
                connection.sendall(found if self.answer is None else self.answer)


def pieces(heard) -> Iterator[bytes]:
    while size := struct.unpack(">I", heard.read(4))[0]:
        yield heard.read(size)


@contextmanager
def clamd(path=None) -> Iterator[Daemon]:
    """On a socket at `path`, else on a port of this machine."""
    listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listener.bind(str(path) if path else ("127.0.0.1", 0))
    listener.listen()
    daemon = Daemon(str(path) if path else f"127.0.0.1:{listener.getsockname()[1]}")
    thread = threading.Thread(target=daemon.serve, args=[listener], daemon=True)
    thread.start()
    yield daemon
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
