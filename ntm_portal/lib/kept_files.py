"""Files that people hand in, kept under random names for this account's eyes only."""

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


class LostFile(Exception):
    """The file is no longer there, or no longer what was handed in."""


def random_name() -> str:
    """32 letters and digits that nobody can guess and no server takes for a program."""
    return secrets.token_hex(16)


def keep(folder: Path, name: str, content: bytes) -> None:
    """Write a new file that survives a power cut. Raises OSError, e.g. on a full disk.

    A write that fails half-way leaves a part behind: the caller calls `discard`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def discard(folder: Path, name: str) -> None:
    """Remove the file, or the part of it. One that cannot be removed stays: nothing leads to it."""
    with suppress(OSError):
        (folder / name).unlink()


def open_kept(folder: Path, name: str, sha256: str) -> BinaryIO:
    """The file, open for reading. Raises LostFile where its bytes are not those of `sha256`."""
    try:
        file = (folder / name).open("rb")
    except OSError as error:
        raise LostFile(name) from error
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise LostFile(name)
    file.seek(0)
    return file
