"""Writes on accounts."""

from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.origins import NOWHERE, Origin
from accounts.services.log import Kind, record
from accounts.services.sessions import end_sessions, renew_sessions
from ntm_portal.lib.fields import fitting
from ntm_portal.lib.mail import is_address
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


@transaction.atomic
def change_password(
    *, user: User, new_password: str, origin: Origin = NOWHERE, but: str = ""
) -> None:
    """Set a password that the person chose; the duty to change it ends with it.

    but: digest of the session that goes on; all others end.
    """
    user.set_password(new_password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user=user, but=but)
    record(Kind.PASSWORD, user=user, origin=origin)


@transaction.atomic
def change_address(*, user: User, address: str) -> None:
    """Where the person's mails go; "" for nowhere. Raises Refused where no mail can go."""
    user.email = reachable(address)
    user.save(update_fields=["email"])


@transaction.atomic
def change_details(*, user: User, full_name: str, phone: str) -> None:
    """What a person may say of himself. Raises Refused for a name that is empty or too long."""
    full_name = fitting(User, "full_name", full_name)
    if not full_name:
        raise Refused("Họ và tên để trống. Viết họ và tên của bạn.")
    user.full_name, user.phone = full_name, fitting(User, "phone", phone)
    user.save(update_fields=["full_name", "phone"])


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    password: str | None,
    must_change: bool,
    is_admin: bool = False,
    phone: str = "",
    email: str = "",
) -> User:
    """A new account; an administrator manages accounts and data but holds no role on figures.

    password: None for whoever is invited and sets his own.
    """
    user = User(
        username=username,
        full_name=full_name,
        phone=phone,
        email=email,
        must_change_password=must_change,
        is_staff=is_admin,
        is_superuser=is_admin,
    )
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    return user


@transaction.atomic
def note_changed_account(
    *, user: User, was_active: bool, was_admin: bool, by: User, origin: Origin
) -> None:
    """After an administrator's form: what follows from closing an account or changing its rights.

    Raises nothing; figures, history and the log keep the person.
    """
    if was_active and not user.is_active:
        end_sessions(user=user)
        user.invitations.filter(used_at=None, ended_at=None).update(ended_at=timezone.now())
        record(Kind.CLOSED, user=user, by=by, origin=origin)
    elif user.is_active and not was_active:
        record(Kind.OPENED, user=user, by=by, origin=origin)
    if was_admin != user.is_staff:
        renew_sessions(user=user)
        words = "thành quản trị viên" if user.is_staff else "thôi làm quản trị viên"
        record(Kind.RIGHTS, user=user, by=by, origin=origin, detail=words)


def note_role(*, user: User, by: User | None, words: str) -> None:
    """A role was given or taken: written down, and the person's sessions get other keys."""
    renew_sessions(user=user)
    record(Kind.RIGHTS, user=user, by=by, detail=words)


@transaction.atomic
def erase_person(*, user: User, by: User | None) -> None:
    """What is personal goes; the account stays as a pseudonym, so that history keeps its author.

    Raises Refused while the account is open.
    """
    if user.is_active:
        raise Refused(
            f"Tài khoản ‘{shown(user.username)}’ còn mở. Đóng tài khoản trước, rồi mới xóa."
        )
    user.username = f"da-xoa-{user.pk}"
    user.full_name = f"Người đã rời đi số {user.pk}"
    user.phone, user.email, user.last_login = "", "", None
    user.has_second_factor = False
    user.set_unusable_password()
    user.save()
    user.sessions.all().delete()
    user.invitations.all().delete()
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    record(Kind.ERASED, user=user, by=by)


def reachable(address: str) -> str:
    """The address, clean; "" for none. Raises Refused where no mail can go."""
    address = fitting(User, "email", address)
    if address and not is_address(address):
        raise Refused(
            f"Địa chỉ thư ‘{shown(address)}’ không dùng được. Viết như ten@co-quan.example.vn, "
            "không dấu."
        )
    return address
