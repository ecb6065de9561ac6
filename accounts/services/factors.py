"""The second factor: codes of an app on the telephone, and recovery codes on paper."""

import secrets
import time

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import RecoveryCode, User
from accounts.origins import Origin
from accounts.services.log import Kind, record
from accounts.services.sessions import end_sessions
from ntm_portal.lib.refusals import Refused

CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
LENGTH = 12
WRONG = (
    "Mã không đúng hoặc đã dùng. Xem mã đang hiện trong ứng dụng, kiểm tra giờ của điện thoại, "
    "gõ lại."
)


def _digest(code: str) -> str:
    typed = "".join(character for character in code.lower() if character in LETTERS)
    return salted_hmac("accounts.recovery", typed, algorithm="sha256").hexdigest()


@transaction.atomic
def confirm_factor(*, user: User, key: str, code: str, but: str, origin: Origin) -> list[str]:
    """The first code from the telephone: the factor is on. Gives the recovery codes, once.

    key: hexadecimal, as it was shown. but: digest of the session that goes on. Raises Refused for
    a wrong code, or where the factor is on already.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.has_second_factor:
        raise Refused("Xác thực hai bước đã bật ở một cửa sổ khác. Tải lại trang.", status=409)
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    if not _digits(code) or not totp.verify(int(_digits(code)), tolerance=1):
        raise Refused(WRONG)
    TOTPDevice.objects.create(user=user, name="điện thoại", key=key, last_t=totp.t())
    user.has_second_factor = True
    user.save(update_fields=["has_second_factor"])
    end_sessions(user=user, but=but)
    record(Kind.FACTOR_ON, user=user, origin=origin)
    return _make_codes(user)


@transaction.atomic
def make_codes(*, user: User, origin: Origin) -> list[str]:
    """New recovery codes; the old ones are void."""
    record(Kind.CODES_MADE, user=user, origin=origin)
    return _make_codes(user)


def _make_codes(user: User) -> list[str]:
    user.recovery_codes.all().delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(one)) for one in codes)
    return [f"{one[:4]}-{one[4:8]}-{one[8:]}" for one in codes]


def pass_factor(*, user: User, code: str, origin: Origin) -> bool:
    """Whether this is a code of the telephone or a recovery code; each is good once."""
    with transaction.atomic():
        is_right = _is_of_telephone(user, code) or _is_recovery(user, code)
        kind = Kind.FACTOR_PASSED if is_right else Kind.FACTOR_FAILED
        record(kind, user=user, origin=origin)
    return is_right


def _is_of_telephone(user: User, code: str) -> bool:
    devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
    device = devices.first()
    return device is not None and bool(device.verify_token(_digits(code)))


def _is_recovery(user: User, code: str) -> bool:
    unused = user.recovery_codes.filter(digest=_digest(code), used_at=None)
    return bool(unused.update(used_at=timezone.now()))


def _digits(code: str) -> str:
    """As typed: "123 456". Empty where it is no code of a telephone."""
    typed = code.replace(" ", "")
    return typed if typed.isascii() and typed.isdigit() and len(typed) == 6 else ""


@transaction.atomic
def end_factor(*, user: User, by: User, origin: Origin) -> None:
    """By the person, or by an administrator for whoever has lost it: that ends all sessions."""
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    user.has_second_factor = False
    user.save(update_fields=["has_second_factor"])
    if by != user:
        end_sessions(user=user)
    record(Kind.FACTOR_OFF, user=user, by=by, origin=origin)
