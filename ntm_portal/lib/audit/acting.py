"""Who acts at this moment, as the triggers of the audit trail write it down.

A request, a command or a block of code says so with `told_by`; nobody asks before a row is written,
so a page that only reads pays nothing.
"""

import getpass
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from pathlib import Path

LONGEST = 500  # characters of what a person typed; more is cut


@dataclass(frozen=True)
class Acting:
    """acting_as: in which capacities. reason: as the person gave it, "" where nobody asked."""

    actor_id: int | None = None
    actor: str = ""
    acting_as: str = ""
    request_id: str = ""
    address: str = ""
    reason: str = ""

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


Teller = Callable[[], Acting]

_teller: ContextVar[Teller | None] = ContextVar("teller", default=None)
_reason: ContextVar[str] = ContextVar("reason", default="")
_process = Acting(actor="tiến trình không tên")


def current() -> Acting:
    teller = _teller.get()
    acting = teller() if teller else _process
    reason = _reason.get()
    return replace(acting, reason=reason) if reason else acting


@contextmanager
def told_by(teller: Teller) -> Iterator[None]:
    """Within the block `teller` says who acts. It is asked anew for every transaction."""
    token = _teller.set(teller)
    try:
        yield
    finally:
        _teller.reset(token)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Within the block every row that is written carries this reason."""
    token = _reason.set(reason[:LONGEST])
    try:
        yield
    finally:
        _reason.reset(token)


def speak_for_process(acting: Acting) -> None:
    """What all threads say where nobody else speaks: set once, by manage.py."""
    global _process  # noqa: PLW0603 one process has one name
    _process = acting


def acting_by_command(arguments: Sequence[str]) -> Acting:
    """`manage.py NAME …`, run by that account of the machine: its rows belong together."""
    name = arguments[1] if len(arguments) > 1 else ""
    return Acting(
        actor=f"lệnh {name}".strip(),
        acting_as=f"tài khoản máy chủ {_machine_account()}",
        request_id=uuid.uuid4().hex,
        reason=", ".join(
            f"tệp {path.name} (SHA-256 {_digest(path)})" for path in _files(arguments)
        ),
    )


def _files(arguments: Sequence[str]) -> list[Path]:
    """What the command reads: an import is told by the bytes that it took."""
    return [path for path in map(Path, arguments[2:]) if path.is_file()]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _machine_account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for the number; Python 3.13 raises OSError
        return str(os.getuid())
