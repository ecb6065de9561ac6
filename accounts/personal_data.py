"""What the portal keeps about a person, for that person: every table that names an account.

Found by walking the keys that point at it, so that no new table can be forgotten. Rows that are
about the person are told in full, rows that he wrote are counted: those are figures of a commune.
"""

from django.db.models import ForeignObjectRel, ManyToOneRel, Model

from accounts.models import User

OWN = (
    "username",
    "full_name",
    "phone",
    "email",
    "is_active",
    "is_staff",
    "has_second_factor",
    "date_joined",
    "last_login",
)
ABOUT = "user"  # the key's name in tables of which a row is about the person
# Told to nobody: whoever reads the file could sign in or read the calendar with them.
SECRET = ("digest", "key", "secret", "token", "data", "password")
MOST_ROWS = 2000


def personal_data(user: User) -> dict[str, object]:
    """As JSON holds it; moments are datetimes."""
    account = {_label(User, name): getattr(user, name) for name in OWN}
    about: dict[str, list[dict]] = {}
    written: dict[str, int] = {}
    for relation in keys_to_accounts():
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{name: user})
        title = f"{model._meta.verbose_name} ({relation.field.verbose_name})"
        if name == ABOUT:
            about[title] = [_told(model, row) for row in rows.order_by("-pk")[:MOST_ROWS].values()]
        elif count := rows.count():
            written[title] = count
    return {"tài khoản": account, "về tôi": about, "do tôi ghi, số dòng": written}


def keys_to_accounts() -> list[ForeignObjectRel]:
    """Also those without a name for the way back."""
    fields = User._meta.get_fields(include_hidden=True)
    return [one for one in fields if isinstance(one, ManyToOneRel)]


def _told(model: type[Model], row: dict[str, object]) -> dict[str, object]:
    fields = [one for one in model._meta.concrete_fields if not _is_secret(one.name)]
    return {str(one.verbose_name): row[one.attname] for one in fields if one.name != ABOUT}


def _is_secret(name: str) -> bool:
    return any(word in name for word in SECRET)


def _label(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)
