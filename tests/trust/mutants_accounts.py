"""Mutants of the guards of accounts."""

from accounts import access
from accounts.models import Session
from tests.trust.mutants import Mutant

ACCOUNT_MUTANTS = [
    Mutant(
        access,
        "get_session",
        lambda user, session_id: Session.objects.get(pk=session_id),
        "tai-khoan/phien/<int:session_id>/ket-thuc/",
    ),
]
