"""Accounts that an administrator opens, changes or takes back, from a sheet."""

from collections.abc import Mapping

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignObjectRel

from accounts.models import User
from accounts.services.people import create_account, reachable
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown
from ntm_portal.lib.validation import labelled

# What an administrator writes of an account beside its name.
FACTS = ("full_name", "phone", "email")


@transaction.atomic
def open_account(
    *, username: str, full_name: str, phone: str = "", email: str = "", by: User
) -> User:
    """An account for somebody who is still to be invited on the staff pages.

    Raises Refused for what an account cannot be.
    """
    try:
        user = create_account(
            username=username,
            full_name=full_name,
            password=None,
            must_change=True,
            phone=phone,
            email=reachable(email),
        )
    except ValidationError as error:
        raise Refused(" ".join(labelled(User, error))) from error
    _log(user, ADDITION, "", by=by)
    return user


@transaction.atomic
def change_account(
    *, user: User, facts: Mapping[str, str], seen: Mapping[str, str], by: User
) -> None:
    """Store new facts of an account: some of FACTS. seen: what the person saw of them.

    Raises Refused for what an account cannot be, and where somebody else was faster.
    """
    stored = User.objects.select_for_update().get(pk=user.pk)
    changed = {name: words for name, words in facts.items() if getattr(stored, name) != words}
    for name in changed:
        if getattr(stored, name) != seen[name]:
            now = shown(getattr(stored, name)) or "trống"
            raise Refused(f"Tài khoản {stored.username} vừa được đổi, nay là ‘{now}’. Xem lại.")
    for name, words in changed.items():
        setattr(stored, name, reachable(words) if name == "email" else words)
    try:
        stored.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Refused(" ".join(labelled(User, error))) from error
    if changed:
        stored.save(update_fields=list(changed))
        _log(stored, CHANGE, "; ".join(_told(stored, name, seen) for name in changed), by=by)


@transaction.atomic
def withdraw_account(*, user: User) -> None:
    """Take away an account that was opened by mistake and never used. Raises Refused else."""
    stored = User.objects.select_for_update().get(pk=user.pk)
    if stored.has_usable_password() or stored.last_login or _has_traces(stored):
        raise Refused(
            f"Tài khoản {stored.username} đã có mật khẩu hoặc vai trò, không bỏ được. "
            "Đóng ở trang tài khoản."
        )
    stored.delete()


def _has_traces(user: User) -> bool:
    """Whether any row of any app points to the account."""
    for relation in User._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            rows = relation.related_model._base_manager
            if rows.filter(**{relation.field.name: user.pk}).exists():
                return True
    return False


def _told(user: User, name: str, seen: Mapping[str, str]) -> str:
    label = getattr(User._meta.get_field(name), "verbose_name", name)
    return f"{label}: {seen[name]} → {getattr(user, name)}"


def _log(user: User, flag: int, words: str, *, by: User) -> None:
    """The history of an account is that of the staff pages."""
    LogEntry.objects.log_actions(by.pk, [user], flag, change_message=words)
