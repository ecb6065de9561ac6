"""How old the newest good backup is. Nothing but the manifest is read: pages may ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ntm_portal.lib.backup.making import named_backups
from ntm_portal.lib.backup.manifest import has_all_files, read_manifest
from ntm_portal.lib.refusals import Refused

TOO_OLD = timedelta(hours=26)  # one a day, and two hours for it to end


@dataclass(frozen=True)
class Newest:
    """name, made_at: None where there is no good backup at all. hours: whole ones since then."""

    name: str | None
    made_at: datetime | None
    hours: int
    is_late: bool


def newest_backup(folder: Path, *, now: datetime) -> Newest:
    """The newest one that is whole by the sizes of its files; `manage.py check_backup` reads it."""
    try:
        candidates = sorted(named_backups(folder), reverse=True)
    except OSError:
        candidates = []  # not ours to read: as good as none
    for path in candidates:
        try:
            manifest = read_manifest(path)
        except Refused:
            continue
        if has_all_files(path, manifest):
            age = now - manifest.made_at
            return Newest(path.name, manifest.made_at, age // timedelta(hours=1), age > TOO_OLD)
    return Newest(None, None, 0, is_late=True)
