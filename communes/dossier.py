"""The dossier (hồ sơ) of a commune as one ZIP: index sheet, then one folder per criterion.

The same rows give the same bytes, so no moment of packing is written into it.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone

from communes.dossier_index import render_index
from communes.models import Evidence
from communes.proofs import Dossier
from criteria.models import Requirement
from ntm_portal.lib import kept_files
from ntm_portal.lib.file_names import safe_name, split_ending
from ntm_portal.lib.ooxml import moment_of
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown

INDEX = "00 Mục lục.xlsx"
# Windows opens paths of 260 characters; half of them are left for the place of the dossier.
LONGEST_FOLDER, LONGEST_TITLE = 50, 60
_OWNER_MAY_READ_AND_WRITE = 0o100644 << 16


def dossier_name(dossier: Dossier) -> str:
    """ "Ho-so_06562_BO-2021_2024-01-01.zip", without marks and spaces."""
    code = safe_name(dossier.criteria_set.code, most=40, otherwise="bo")
    return f"Ho-so_{dossier.commune.code}_{code}_{dossier.day.isoformat()}.zip"


def write_dossier(dossier: Dossier, target: BinaryIO) -> None:
    """Write the ZIP to `target` piece by piece: a big dossier never lies in memory.

    Raises Refused when a file is lost or damaged: a dossier is whole or there is none.
    """
    files = dict(_paths(dossier))
    paths = {evidence.pk: path for path, evidence in files.items()}
    with ZipFile(target, "w") as archive:
        index = _entry(INDEX, moment_of(dossier.day))
        index.compress_type = ZIP_DEFLATED
        archive.writestr(index, render_index(dossier, paths))
        for path, evidence in files.items():
            entry = _entry(path, timezone.localtime(evidence.added_at))
            entry.file_size = evidence.size
            with open_file(evidence) as source, archive.open(entry, "w") as packed:
                shutil.copyfileobj(source, packed)


def open_file(evidence: Evidence) -> BinaryIO:
    """The bytes of evidence that is a file. Raises Refused (410) when they are lost or damaged."""
    try:
        return kept_files.open_kept(settings.EVIDENCE_DIR, evidence.stored_as, evidence.sha256)
    except kept_files.LostFile as error:
        raise Refused(
            f"Tệp ‘{shown(evidence.file_name)}’ trên máy chủ bị mất hoặc hỏng. "
            "Báo quản trị viên khôi phục từ bản sao lưu.",
            status=410,
        ) from error


def _paths(dossier: Dossier) -> Iterator[tuple[str, Evidence]]:
    """(path in the archive, evidence) of every file; numbered within its folder."""
    for section in dossier.sections:
        folder = folder_name(section.criterion)
        files = [line.evidence for line in section.lines if line.evidence and line.evidence.is_file]
        for number, evidence in enumerate(files, start=1):
            _, ending = split_ending(evidence.file_name)
            title = safe_name(evidence.title, most=LONGEST_TITLE, otherwise="minh-chung")
            title = title.removesuffix(ending)
            yield f"{folder}/{number:02d} {title}{ending}", evidence


def folder_name(criterion: Requirement) -> str:
    """ "01 Quy hoạch": sorted by name, the folders stand in the order of the criteria."""
    code = criterion.code.zfill(2) if criterion.code.isdecimal() else criterion.code
    name = f"{code} {criterion.name}"
    return safe_name(name, most=LONGEST_FOLDER, otherwise=f"tieu-chi-{criterion.position}")


def _entry(path: str, moment: datetime) -> ZipInfo:
    entry = ZipInfo(path, moment.timetuple()[:6])
    entry.compress_type = ZIP_STORED  # PDF, JPEG and PNG are packed already
    entry.external_attr = _OWNER_MAY_READ_AND_WRITE
    entry.create_system = 3  # the same on every system that packs
    return entry
