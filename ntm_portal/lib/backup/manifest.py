"""What a backup says of itself: every file with its SHA-256, every table with rows and digest."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class KeptFile:
    size: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """rows: how many; digest: SHA-256 over the sorted digests of its rows."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """made_at: with time zone. vendor: "sqlite" or "postgresql". files: by path below the backup.

    versions: of what made it. migrations: "app.name", sorted.
    """

    made_at: datetime
    vendor: str
    versions: dict[str, str]
    migrations: list[str]
    files: dict[str, KeptFile]
    tables: dict[str, Table]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())

    def as_json(self) -> str:
        content = asdict(self) | {"made_at": self.made_at.isoformat(), "format": FORMAT}
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Raises Refused where there is none, or none that this portal reads."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        files = {path: KeptFile(**file) for path, file in content.pop("files").items()}
        tables = {name: Table(**table) for name, table in content.pop("tables").items()}
        made_at = datetime.fromisoformat(content.pop("made_at"))
        manifest = Manifest(files=files, tables=tables, made_at=made_at, **content)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(
            f"‘{shown(folder.name)}’ không phải một bản sao lưu trọn vẹn: không có {MANIFEST} đọc "
            "được. Chọn một thư mục do manage.py backup ghi ra."
        ) from error
    if made_at.tzinfo is None or not all(map(_stays_inside, files)):
        raise Refused(f"‘{shown(folder.name)}’: {MANIFEST} đã bị sửa. Chọn một bản sao lưu khác.")
    return manifest


def check_files(folder: Path, manifest: Manifest) -> None:
    """Read every file. Raises Refused for one that is missing, too many, or not the same."""
    there = {path.relative_to(folder).as_posix() for path in walk(folder)} - {MANIFEST}
    wrong = sorted(there ^ manifest.files.keys())
    wrong += [
        path
        for path, file in manifest.files.items()
        if path in there and sha256_of(folder / path) != file.sha256
    ]
    if wrong:
        raise Refused(
            f"Bản sao lưu ‘{shown(folder.name)}’ hỏng: {len(wrong)} tệp thiếu, thừa hoặc khác nội "
            f"dung, đầu tiên là ‘{shown(wrong[0])}’. Dùng một bản sao lưu khác."
        )


def has_all_files(folder: Path, manifest: Manifest) -> bool:
    """Whether files of the right sizes are there; nothing is read."""
    try:
        return all((folder / p).stat().st_size == one.size for p, one in manifest.files.items())
    except OSError:
        return False


def walk(folder: Path) -> Iterator[Path]:
    """Every file below, sorted; no link is followed."""
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from walk(path)
        elif path.is_file():
            yield path


def describe(path: Path) -> KeptFile:
    return KeptFile(size=path.stat().st_size, sha256=sha256_of(path))


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stays_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\0" not in path
