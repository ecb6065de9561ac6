"""A backup is made aside, read again, and gets its name when it is whole."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django import get_version
from django.db.migrations.recorder import MigrationRecorder

from ntm_portal.lib.backup.engines import ENGINES
from ntm_portal.lib.backup.manifest import MANIFEST, Manifest, check_files, describe, walk
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

PREFIX = "ntm-"
UNFINISHED = ".unfinished-"
KEPT = "var"  # files of the portal, below a backup
LOCK = ".lock"
# In var/, but not kept: made anew at the next start, or the database, which has its own copy.
NOT_KEPT = {"static", "static.sum", "bench", "db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"}


def make_backup(*, folder: Path, connection: Any, var: Path, now: datetime) -> Path:
    """Write a new backup into `folder` and give its directory. Raises Refused, leaving nothing.

    The database is copied before the files: a file is on the disk before the row that names it.
    """
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        with _alone(folder):
            return _make(folder, connection, var, now)
    except OSError as error:
        raise Refused(
            f"Không ghi được bản sao lưu vào ‘{shown(str(folder), 100)}’: "
            f"{shown(error.strerror or str(error), 80)}. Kiểm tra chỗ trống và quyền ghi."
        ) from error


def prune(folder: Path, *, keep: int) -> list[str]:
    """Remove all but the newest `keep` backups; gives the names of those that are gone."""
    old = sorted(named_backups(folder), reverse=True)[keep:]
    for path in old:
        shutil.rmtree(path)
    return [path.name for path in old]


def named_backups(folder: Path) -> Iterator[Path]:
    """Directories with the name of a backup; their names sort by time."""
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.name.startswith(PREFIX))


def name_of(moment: datetime) -> str:
    return f"{PREFIX}{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _make(folder: Path, connection: Any, var: Path, now: datetime) -> Path:
    target = folder / name_of(now)
    if target.exists():
        raise Refused(f"Đã có bản sao lưu ‘{target.name}’. Chờ một giây rồi chạy lại.")
    for left in folder.glob(f"{UNFINISHED}*"):  # of a run that was killed; we are alone
        shutil.rmtree(left)
    aside = Path(mkdtemp(prefix=UNFINISHED, dir=folder))  # mode 0700
    try:
        engine = ENGINES[connection.vendor]
        version, tables = engine.dump(connection, aside / engine.name)
        _copy_files(var, aside / KEPT, left_out=folder)
        manifest = Manifest(
            made_at=now,
            vendor=connection.vendor,
            versions={"django": get_version(), "database": version},
            migrations=sorted(
                ".".join(one) for one in MigrationRecorder(connection).applied_migrations()
            ),
            files={path.relative_to(aside).as_posix(): describe(path) for path in walk(aside)},
            tables=tables,
        )
        (aside / MANIFEST).write_text(manifest.as_json(), encoding="utf-8")
        _settle([*walk(aside)])
        check_files(aside, manifest)
        aside.rename(target)
        _settle([folder])
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return target


def is_kept(inside: Path) -> bool:
    """Whether a file at this path below var/ belongs into a backup; hidden ones are passing."""
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and inside.parts[0] not in NOT_KEPT


def _copy_files(var: Path, target: Path, *, left_out: Path) -> None:
    """What is below `var`, without what is made anew and without the backups themselves."""
    target.mkdir(mode=0o700)
    for source in walk(var):
        inside = source.relative_to(var)
        if not is_kept(inside) or left_out.resolve() in source.resolve().parents:
            continue
        copy = target / inside
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            shutil.copyfile(source, copy)
        except FileNotFoundError:
            continue  # an upload that was refused meanwhile: no row names it
        copy.chmod(0o600)


def _settle(paths: Iterable[Path]) -> None:
    """Onto the disk: a backup that a power cut takes away is none."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused("Một lượt sao lưu khác đang ghi vào thư mục này. Chờ nó xong.") from None
    else:
        yield
    finally:
        os.close(handle)
