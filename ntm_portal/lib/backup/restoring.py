"""Putting a backup back: everything is verified before anything is touched, and counted after."""

import os
import shutil
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from django.db.migrations.loader import MigrationLoader

from ntm_portal.lib.backup.engines import ENGINES
from ntm_portal.lib.backup.making import KEPT, is_kept
from ntm_portal.lib.backup.manifest import Manifest, check_files, read_manifest, walk
from ntm_portal.lib.backup.tables import differing
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

# Made by the settings themselves at the first start: no sign of data.
NO_DATA = {"secret_key", "demo_password"}


def check_backup(backup: Path) -> Manifest:
    """Read all of it. Raises Refused for the first thing that is not as it was written."""
    manifest = read_manifest(backup)
    engine = ENGINES.get(manifest.vendor)
    if engine is None or engine.name not in manifest.files:
        raise Refused(f"‘{shown(backup.name)}’ không có bản chép cơ sở dữ liệu. Chọn bản khác.")
    check_files(backup, manifest)
    engine.check(backup / engine.name)
    return manifest


def restore_backup(*, backup: Path, connection: Any, var: Path, replace: bool) -> Manifest:
    """Put database and files in the place of what is there. Raises Refused.

    replace: also over data; without it only into an empty database and a `var` without files.
    Files that are there and not in the backup stay: no row leads to them.
    """
    manifest = check_backup(backup)
    engine = ENGINES[manifest.vendor]
    if manifest.vendor != connection.vendor:
        raise Refused(
            f"Bản sao lưu là của {manifest.vendor}, cổng đang chạy trên {connection.vendor}. "
            "Đặt DATABASE_URL cho đúng loại."
        )
    _refuse_newer(manifest)
    if not replace and not (engine.is_empty(connection) and _has_no_files(var)):
        raise Refused(
            "Máy này đã có dữ liệu. Khôi phục vào một máy trống; hoặc sao lưu dữ liệu đang có, "
            "rồi chạy lại với --replace."
        )
    tables = engine.restore(connection, backup / engine.name)
    for path in walk(backup / KEPT):
        _put(path, var / path.relative_to(backup / KEPT))
    wrong = differing(manifest.tables, tables)
    if wrong:
        raise Refused(
            f"Đã khôi phục nhưng {len(wrong)} bảng khác bản sao lưu: {', '.join(wrong)}. "
            "Không dùng máy này; báo người quản trị."
        )
    return manifest


def _refuse_newer(manifest: Manifest) -> None:
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise Refused(
            f"Bản sao lưu của một phiên bản mới hơn: cổng này chưa có ‘{unknown[0]}’. Cài phiên "
            "bản đã ghi bản sao lưu rồi khôi phục."
        )


def _has_no_files(var: Path) -> bool:
    """Whether nothing that a backup would keep lies there."""
    names = (path.relative_to(var) for path in walk(var))
    return not any(is_kept(name) and str(name) not in NO_DATA for name in names)


def _put(source: Path, target: Path) -> None:
    """Whole or not at all, for the eyes of this account only."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file, source.open("rb") as content:
            shutil.copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink()
        raise
