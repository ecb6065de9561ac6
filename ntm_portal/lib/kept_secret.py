"""Secrets that an installation makes for itself and keeps in a file."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in `path`; made with `make` when there is none, for its owner's eyes only.

    Processes that start at the same time all get the same one. Raises OSError where the
    directory cannot be written.
    """
    if not path.exists():
        _keep(path, make())
    return path.read_text(encoding="utf-8").strip()


def _keep(path: Path, secret: str) -> None:
    """Write `path` unless somebody was faster. It is never seen empty: a link is there or not."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secret)
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()
