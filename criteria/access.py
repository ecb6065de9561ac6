"""Criteria sets are public to everyone who is signed in: fetch or 404."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.shortcuts import get_object_or_404

from criteria.models import CommuneGroup, CriteriaSet, Region
from ntm_portal.lib.refusals import Refused

Row = TypeVar("Row", Region, CommuneGroup)


@dataclass(frozen=True)
class Scope:
    """For which communes a set is read; None: not narrowed down."""

    region: Region | None = None
    commune_group: CommuneGroup | None = None

    @property
    def is_chosen(self) -> bool:
        return self.region is not None or self.commune_group is not None


def get_set(code: str) -> CriteriaSet:
    """The set with its counts. Raises Http404."""
    return get_object_or_404(CriteriaSet.objects.with_counts(), code=code)


def get_scope(
    *, regions: Sequence[Region], groups: Sequence[CommuneGroup], vung: str, nhom: str
) -> Scope:
    """The scope named in an address. Raises Refused (400) for a code that does not exist."""
    return Scope(
        region=_named(regions, vung, "vùng"), commune_group=_named(groups, nhom, "nhóm xã")
    )


def _named(rows: Sequence[Row], code: str, term: str) -> Row | None:
    if not code:
        return None
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        known = ", ".join(row.code for row in rows)
        choose = f"Chọn: {known}." if known else f"Bộ này không chia theo {term}."
        raise Refused(f"Không có {term} ‘{code[:40]}’. {choose}", status=400)
    return found
