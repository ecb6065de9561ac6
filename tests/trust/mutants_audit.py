"""Mutants of the guards of the audit trail."""

from accounts.audit import views as audit_views
from accounts.models import AuditEntry
from plans import access as plan_access
from tests.trust.mutants import Mutant, yes

AUDIT_MUTANTS = [
    Mutant(audit_views, "get_trail", lambda user: AuditEntry.objects.all(), "nhat-ky/", "GET"),
    Mutant(
        plan_access,
        "get_plan_to_audit",
        plan_access.get_plan,
        "ke-hoach/<slug:code>/nhat-ky/",
        "GET",
    ),
    Mutant(plan_access, "may_edit", yes, "ke-hoach/<slug:code>/nhat-ky/", "GET"),
]
