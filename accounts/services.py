"""Writes on accounts."""

from django.db import transaction

from accounts.models import User


@transaction.atomic
def change_password(*, user: User, new_password: str) -> None:
    """Set a password that the person chose; the duty to change it ends with it."""
    user.set_password(new_password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])


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
