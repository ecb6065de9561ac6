"""Writes of scans of signed papers."""

import hashlib

from django.conf import settings
from django.db import transaction

from accounts.models import User
from ntm_portal.lib import kept_files
from ntm_portal.lib.file_kinds import checked_kind
from ntm_portal.lib.file_names import safe_name, split_ending
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from ntm_portal.lib.virus_scan import refuse_infected
from plans.access import PAPER
from plans.models import Plan, PlanScan
from plans.services.history import locked_status, note

NO_ROOM = 507  # HTTP: insufficient storage
LONGEST_STEM = 100  # letters of a file name before its ending


def add_scan(*, plan: Plan, file_name: str, content: bytes, by: User) -> PlanScan:
    """Keep a scan of a signed plan; the same file again (a repeated click) changes nothing.

    The bytes are written first and removed when the row is not stored, as those of evidence.
    Raises Refused for a plan that is not signed or a file that cannot be taken, with status 507
    where the disk takes no file.
    """
    kind = checked_kind(name=file_name, content=content)
    refuse_infected(name=file_name, content=content, scanner=settings.VIRUS_SCANNER)
    stem, ending = split_ending(file_name)
    scan = PlanScan(
        plan=plan,
        stored_as=kept_files.random_name(),
        file_name=safe_name(stem, most=LONGEST_STEM, otherwise="ban-quet") + ending,
        content_type=kind.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=by,
    )
    stored = None
    try:
        kept_files.keep(settings.EVIDENCE_DIR, scan.stored_as, content)
        stored = _store(scan, by=by)
    except OSError as error:
        raise Refused(
            f"Máy chủ không ghi được tệp ‘{shown(scan.file_name)}’, nên chưa lưu gì. "
            "Báo quản trị viên kiểm tra ổ đĩa.",
            status=NO_ROOM,
        ) from error
    finally:
        if stored is not scan:
            kept_files.discard(settings.EVIDENCE_DIR, scan.stored_as)
    return stored


@transaction.atomic
def _store(scan: PlanScan, *, by: User) -> PlanScan:
    plan = scan.plan
    if locked_status(plan) not in PAPER:
        raise Refused(f"{plan.title}: chưa ký nên chưa có bản quét. Ghi văn bản đã ký trước.")
    standing = PlanScan.objects.filter(plan=plan, sha256=scan.sha256).first()
    if standing is not None:
        return standing
    scan.save()
    note(plan, None, "Bản quét", "", scan.file_name, by=by)
    return scan
