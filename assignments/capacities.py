"""In which capacities a person acts, in one query: for the audit trail (AUDIT_CAPACITIES)."""

from collections.abc import Iterable

from django.db.models import F, QuerySet, Value

from accounts.models import User
from assignments.models import AgencyMembership
from communes.models import AdministrativeUnit, UnitRole

STAFF, AGENCY = "STAFF", "AGENCY"
WORDS = {STAFF: "quản trị", AGENCY: "cơ quan", **dict(UnitRole.Role.choices)}
KINDS = dict(AdministrativeUnit.Kind.choices)


def query(person: int) -> QuerySet:
    """Rows of (capacity, kind of unit, name): every role, membership, and the staff's."""
    roles = UnitRole.objects.filter(user=person).order_by()
    memberships = AgencyMembership.objects.filter(user=person).order_by()
    staff = User.objects.filter(pk=person, is_staff=True).order_by()
    return roles.values_list("role", "unit__kind", "unit__name").union(
        memberships.values_list(Value(AGENCY), Value(""), F("agency__name")),
        staff.values_list(Value(STAFF), Value(""), Value("")),
        all=True,
    )


def words(rows: Iterable[tuple[str, str, str]]) -> str:
    """ "lãnh đạo huyện A; văn phòng điều phối huyện A"; "không vai trò" without any."""
    held = sorted(
        " ".join(part for part in (WORDS[capacity], KINDS.get(kind, ""), name) if part)
        for capacity, kind, name in rows
    )
    return "; ".join(held) or "không vai trò"
