"""The zip archive that an .xlsx is: checked before anything in it is opened. No Django.

What it is is told by its contents, never by its name.
"""

import posixpath
import struct
import zlib
from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.limits import MOST_PARTS, MOST_RATIO, MOST_UNPACKED
from ntm_portal.lib.workbooks.xml_parts import Attributes, walk_paths

TYPES = "[Content_Types].xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# Programs in a workbook; they also hide in a package that calls itself a plain one.
_WITH_MACROS = ("macroenabled", "vbaproject", "macrosheet")
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar")
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0"
# What zipfile raises for an archive that was cut or changed.
_BAD_ZIP = (
    *(BadZipFile, ValueError, NotImplementedError, RuntimeError, LookupError, EOFError),
    *(OSError, OverflowError, struct.error, zlib.error),
)


class Relation(NamedTuple):
    """kind: the last word of its type, "worksheet". target: name of a part of the package."""

    kind: str
    target: str


def checked_package(content: bytes) -> "Package":
    """The package of a workbook without programs in it. Raises Refused with the sentence."""
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused(refusing.LOCKED if locked else refusing.ONLY_XLSX)
    if not content.startswith(b"PK"):
        raise Refused(refusing.ONLY_XLSX)
    try:
        archive = ZipFile(BytesIO(content))
    except _BAD_ZIP as fault:
        raise refusing.broken() from fault
    _check_archive(archive.infolist(), len(content))
    package = Package(archive)
    _check_types(package)
    return package


def _check_archive(entries: list[ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MOST_PARTS
        or unpacked > min(MOST_UNPACKED, MOST_RATIO * packed)
        or any(entry.filename.lower().endswith(_ARCHIVES) for entry in entries)
        or any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
    ):
        raise Refused(refusing.ODD_ARCHIVE)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused(refusing.LOCKED)


def _check_types(package: "Package") -> None:
    if not package.has(TYPES):
        raise Refused(refusing.ONLY_XLSX)
    types = {kind.lower() for kind in package.types.values()}
    if any(word in kind for kind in types for word in _WITH_MACROS):
        raise Refused(refusing.ONLY_XLSX)
    if any("vbaproject" in name for name in package.names):
        raise Refused(refusing.ONLY_XLSX)
    if _WORKBOOK not in types:
        raise Refused(refusing.ONLY_XLSX)


class Package:
    """Parts by name; case, a leading stroke and the strokes of Windows do not count in names.

    Nothing is written out, so that names that lead out of a folder and links lead nowhere.
    """

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._entries = {_key(entry.filename): entry for entry in archive.infolist()}

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    @property
    def entries(self) -> list[ZipInfo]:
        return list(self._entries.values())

    def has(self, part: str) -> bool:
        return _key(part) in self._entries

    def read(self, part: str) -> bytes:
        """Raises Refused with the part's name where it is not there or broken."""
        entry = self._entries.get(_key(part))
        if entry is None:
            raise refusing.missing(part)
        try:
            return self._archive.read(entry)
        except _BAD_ZIP as fault:
            raise refusing.broken(part) from fault

    @cached_property
    def types(self) -> Mapping[str, str]:
        """Content types by part, and by ending ("*.xml") for the parts that none is written for."""
        types: dict[str, str] = {}

        def visit(way: str, attributes: Attributes) -> None:
            match way.partition("/")[2]:
                case "Override":
                    types[_key(attributes["PartName"])] = attributes["ContentType"]
                case "Default":
                    types[f"*.{attributes['Extension'].lower()}"] = attributes["ContentType"]

        walk_paths(self.read(TYPES), TYPES, visit)
        return types

    @cached_property
    def workbook(self) -> str:
        """The part that names the sheets."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        named = (part for part, kind in self.types.items() if kind.lower() == _WORKBOOK)
        return next(named, "xl/workbook.xml")

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to within the package, by the id that it uses; "" is the package."""
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        relations: dict[str, Relation] = {}

        def visit(way: str, attributes: Attributes) -> None:
            if "Target" in attributes and attributes.get("TargetMode") != "External":
                kind = attributes["Type"].rpartition("/")[2]
                target = posixpath.join("/", folder, attributes["Target"].replace("\\", "/"))
                relations[attributes["Id"]] = Relation(kind, posixpath.normpath(target)[1:])

        if self.has(place):
            walk_paths(self.read(place), place, visit)
        return relations


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
