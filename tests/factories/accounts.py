"""People for tests."""

import factory
from django.contrib.auth.hashers import make_password

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
