"""Writes of evidence (minh chứng): hand in, take away."""

import hashlib
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit, Cell, Evidence, EvidenceWithdrawal, RequiredProof
from criteria.models import Requirement
from ntm_portal.lib import kept_files
from ntm_portal.lib.dates import format_day
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.file_kinds import checked_kind
from ntm_portal.lib.file_names import safe_name, split_ending
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from ntm_portal.lib.virus_scan import refuse_infected

NO_ROOM = 507  # HTTP: insufficient storage
LONGEST_STEM = 100  # letters of a file name before its ending
_is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Submission:
    """What somebody hands in for a requirement: a file (name and content) or an address.

    proof: the line of an office's list that it answers, None for evidence that no list asks for.
    title: "" takes the name of the file, or the address.
    """

    commune: AdministrativeUnit
    requirement: Requirement
    proof: RequiredProof | None = None
    file_name: str = ""
    content: bytes | None = None
    address: str = ""
    title: str = ""
    page: str = ""
    quote: str = ""
    expires_on: date | None = None


def add_evidence(*, given: Submission, today: date, voice: str, by: User) -> Evidence:
    """Store one piece of evidence; the same one again (a repeated click) changes nothing.

    today: the day of handing in; a document that expired before it is refused.
    The bytes are written first and removed when the row is not stored. Left behind is a file
    without a row only where the process ends between the two: nothing leads to it.
    Raises Refused for what cannot be taken, with status 507 where the disk takes no file.
    """
    evidence = _checked(given, today=today)
    evidence.voice, evidence.added_by = voice, by
    with ExitStack() as undo:
        if given.content is not None:
            undo.callback(kept_files.discard, settings.EVIDENCE_DIR, evidence.stored_as)
            _keep(evidence, given.content)
        stored = _store(evidence, given)
        if stored is evidence:
            undo.pop_all()
    return stored


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: User) -> EvidenceWithdrawal:
    """Take evidence away; row and bytes stay. Raises Refused without a reason, or a second time."""
    reason = fitting(EvidenceWithdrawal, "reason", reason)
    if not reason:
        raise Refused(f"Chưa ghi lý do bỏ minh chứng ‘{shown(evidence.title)}’. Ghi lý do rồi bỏ.")
    Evidence.objects.select_for_update().get(pk=evidence.pk)
    if not Evidence.objects.standing().filter(pk=evidence.pk).exists():
        raise Refused(f"Minh chứng ‘{shown(evidence.title)}’ đã bỏ trước đó. Tải lại trang.")
    withdrawal = EvidenceWithdrawal(evidence=evidence, reason=reason, withdrawn_by=by)
    withdrawal.save()
    return withdrawal


def _checked(given: Submission, *, today: date) -> Evidence:
    """The row without cell, voice and person, or Refused."""
    address = fitting(Evidence, "address", given.address)
    if (given.content is None) == (not address):
        raise Refused("Chọn một tệp hoặc ghi một địa chỉ, không cả hai. Sửa rồi lưu lại.")
    if given.expires_on is not None and given.expires_on < today:
        raise Refused(
            f"Minh chứng đã hết hạn ngày {format_day(given.expires_on)}, trước hôm nay "
            f"{format_day(today)}. Nộp văn bản còn hiệu lực."
        )
    evidence = Evidence(
        proof=given.proof,
        page=fitting(Evidence, "page", given.page),
        quote=fitting(Evidence, "quote", given.quote),
        expires_on=given.expires_on,
    )
    if given.content is None:
        _refuse_wrong_address(address)
        evidence.address = address
        named = address
    else:
        _describe(evidence, given.file_name, given.content)
        named = split_ending(evidence.file_name)[0]
    evidence.title = fitting(Evidence, "title", given.title) or named[:200].rstrip()
    return evidence


def _describe(evidence: Evidence, file_name: str, content: bytes) -> None:
    kind = checked_kind(name=file_name, content=content)
    refuse_infected(name=file_name, content=content, scanner=settings.VIRUS_SCANNER)
    stem, ending = split_ending(file_name)
    evidence.file_name = safe_name(stem, most=LONGEST_STEM, otherwise="minh-chung") + ending
    evidence.content_type = kind.content_type
    evidence.size = len(content)
    evidence.sha256 = hashlib.sha256(content).hexdigest()
    evidence.stored_as = kept_files.random_name()


def _refuse_wrong_address(address: str) -> None:
    try:
        _is_web_address(address)
        hides_a_password = urlsplit(address).username is not None
    except (ValidationError, ValueError):
        raise Refused(
            f"Địa chỉ ‘{shown(address)}’ không dùng được. Chép cả địa chỉ từ trình duyệt, "
            "bắt đầu bằng https:// hoặc http://."
        ) from None
    if hides_a_password:
        raise Refused("Địa chỉ có kèm tên đăng nhập, mọi người sẽ đọc được. Bỏ phần trước dấu @.")


def _keep(evidence: Evidence, content: bytes) -> None:
    try:
        kept_files.keep(settings.EVIDENCE_DIR, evidence.stored_as, content)
    except OSError as error:
        raise Refused(
            f"Máy chủ không ghi được tệp ‘{shown(evidence.file_name)}’, nên chưa lưu gì. "
            "Báo quản trị viên kiểm tra ổ đĩa.",
            status=NO_ROOM,
        ) from error


@transaction.atomic
def _store(evidence: Evidence, given: Submission) -> Evidence:
    """The row, or the equal one that already stands. The cell is locked: clicks queue up."""
    cell, _ = Cell.objects.get_or_create(commune=given.commune, requirement=given.requirement)
    evidence.cell = Cell.objects.select_for_update().get(pk=cell.pk)
    if given.proof is not None:
        _refuse_other_proof(given.proof, given)
    same = Evidence.objects.standing().filter(
        cell=cell,
        voice=evidence.voice,
        **{
            name: getattr(evidence, name)
            for name in ("proof", "title", "page", "quote", "expires_on", "address", "sha256")
        },
    )
    standing = same.first()
    if standing is not None:
        return standing
    evidence.save()
    return evidence


def _refuse_other_proof(proof: RequiredProof, given: Submission) -> None:
    """A proof answers for its own requirement, below its unit, while the list asks for it."""
    asked = RequiredProof.objects.standing().select_for_update(of=("self",))
    fits = asked.filter(pk=proof.pk, requirement=given.requirement).exists()
    below = AdministrativeUnit.objects.at_or_below([proof.unit_id])
    if not fits or not below.filter(pk=given.commune.pk).exists():
        raise Refused(
            f"Danh mục không còn ‘{shown(proof.name)}’ cho {given.commune.full_name}. "
            "Tải lại trang rồi chọn lại."
        )
