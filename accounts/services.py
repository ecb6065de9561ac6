"""Writes on accounts."""

from django.db import transaction

from accounts.models import User
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.mail import is_address
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


@transaction.atomic
def change_password(*, user: User, new_password: str) -> None:
    """Set a password that the person chose; the duty to change it ends with it."""
    user.set_password(new_password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def change_address(*, user: User, address: str) -> None:
    """Where the person's mails go; "" for nowhere. Raises Refused where no mail can go."""
    address = fitting(User, "email", address)
    if address and not is_address(address):
        raise Refused(
            f"Địa chỉ thư ‘{shown(address)}’ không dùng được. Viết như ten@co-quan.example.vn, "
            "không dấu."
        )
    user.email = address
    user.save(update_fields=["email"])


@transaction.atomic
def create_account(
    *, username: str, full_name: str, password: str, must_change: bool, is_admin: bool = False
) -> User:
    """A new account; an administrator manages accounts and data but holds no role on figures."""
    user = User(
        username=username,
        full_name=full_name,
        must_change_password=must_change,
        is_staff=is_admin,
        is_superuser=is_admin,
    )
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    return user
