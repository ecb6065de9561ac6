"""Writes of an office's list of required proofs (danh mục minh chứng)."""

from datetime import date

from django.db import transaction

from accounts.models import User
from communes.models import AdministrativeUnit, RequiredProof
from criteria.models import Requirement
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


@transaction.atomic
def add_required_proof(
    *,
    unit: AdministrativeUnit,
    requirement: Requirement,
    name: str,
    citation: str,
    by: User,
    today: date,
    replaces: RequiredProof | None = None,
) -> RequiredProof:
    """Ask all communes below `unit` for a proof.

    replaces: the line whose words this one corrects; it is retired, its evidence counts on.
    Raises Refused for a line without words, too long, already there, or already replaced.
    """
    place = f"{requirement.get_kind_display().capitalize()} {requirement.code}"
    name = fitting(RequiredProof, "name", name)
    if not name:
        raise Refused(f"{place}: chưa ghi tên minh chứng cần có. Ghi tên rồi lưu.")
    citation = fitting(RequiredProof, "citation", citation)
    # Lines of a list are numbered one after the other: its unit is what a writer locks.
    AdministrativeUnit.objects.select_for_update().get(pk=unit.pk)
    if replaces is not None:
        if (replaces.unit_id, replaces.requirement_id) != (unit.pk, requirement.pk):
            raise Refused(
                f"{place}: không sửa được ‘{shown(replaces.name)}’ sang chỗ khác. "
                "Bỏ dòng cũ rồi thêm dòng mới."
            )
        _retire(replaces, by=by, today=today)
    list_of_unit = RequiredProof.objects.filter(unit=unit, requirement=requirement)
    if list_of_unit.standing().filter(name=name).exists():
        raise Refused(f"{place}: danh mục đã có ‘{shown(name)}’. Ghi tên khác.")
    return RequiredProof.objects.create(
        unit=unit,
        requirement=requirement,
        position=replaces.position if replaces else list_of_unit.count() + 1,
        name=name,
        citation=citation,
        replaces=replaces,
        added_by=by,
    )


@transaction.atomic
def retire_required_proof(*, proof: RequiredProof, by: User, today: date) -> None:
    """Ask for it no longer; what was handed in stays. Raises Refused a second time."""
    _retire(proof, by=by, today=today)


def _retire(proof: RequiredProof, *, by: User, today: date) -> None:
    standing = RequiredProof.objects.standing().filter(pk=proof.pk)
    if not standing.update(retired_on=today, retired_by=by):
        raise Refused(
            f"‘{shown(proof.name)}’ đã được sửa hoặc bỏ trước đó. Tải lại trang rồi làm lại."
        )
