"""A small SMTP server on the loopback address that keeps what it takes, and fails when told to."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

TAKE, BUSY, TAKE_SILENTLY, HANG_UP = "take", "busy", "take silently", "hang up"


class Sink(socketserver.ThreadingTCPServer):
    """taken: (address, message) in order. decide: what to do with a mail to this address.

    TAKE_SILENTLY takes it and hangs up before it says so; HANG_UP before DATA. is_down: whoever
    knocks is hung up on at once.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.taken: list[tuple[str, bytes]] = []
        self.decide: Callable[[str], str] = lambda address: TAKE
        self.is_down = False

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.taken]

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, raw in self.taken]

    def verify_request(self, request, client_address) -> bool:
        return not self.is_down


class _Talk(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self.say("220 sink")
        address = ""
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self.say("250 sink")
                case "RCPT":
                    address = rest[rest.index("<") + 1 : rest.index(">")]
                    decision = self.server.decide(address)
                    if decision == HANG_UP:
                        return
                    self.say("451 busy" if decision == BUSY else "250 ok")
                case "DATA":
                    self.say("354 go on")
                    self.server.taken.append((address, self.read_message()))
                    if decision == TAKE_SILENTLY:
                        return
                    self.say("250 taken")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    if self.server.is_down:
                        return
                    self.say("250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def read_message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


@contextmanager
def listening() -> Iterator[Sink]:
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.01,))
        thread.start()
        yield sink
        sink.shutdown()
        thread.join()
