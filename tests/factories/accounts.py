"""People for tests."""

import time

import factory
from django.contrib.auth.hashers import make_password
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User

PASSWORD = "mat khau cua ban thu"  # every test account's; `client.login` needs it, force_login not
_hashed: dict[str, str] = {}


def cheap_hash(password: str) -> str:
    """The real hasher costs a quarter of a second: each password is hashed once per run."""
    if password not in _hashed:
        _hashed[password] = make_password(password)
    return _hashed[password]


class UserFactory(factory.django.DjangoModelFactory):
    """A signed-up person without any role."""

    class Meta:
        model = User

    class Params:
        admin = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence(lambda number: f"nguoi-dung-{number}")
    full_name = factory.Sequence(lambda number: f"Người dùng {number}")
    must_change_password = False
    password = factory.LazyFunction(lambda: cheap_hash(PASSWORD))


def with_second_factor(user: User) -> tuple[User, str]:
    """The account with a telephone, and the secret of it (hexadecimal)."""
    device = TOTPDevice.objects.create(user=user, name="điện thoại")
    user.has_second_factor = True
    user.save(update_fields=["has_second_factor"])
    return user, device.key


def code_of(key: str, *, steps: int = 0) -> str:
    """What the telephone shows now, or so many half minutes later."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"
