"""The names of a person's own units are no password: AUTH_PASSWORD_VALIDATORS."""

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.password_rules import folded_words, is_easy
from accounts.passwords import EASY, common_words, years
from communes.models import AdministrativeUnit


class UnitNameValidator:
    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        units = AdministrativeUnit.objects.filter(roles__user=user).select_related("parent__parent")
        names = {
            name
            for unit in units
            for one in (unit, unit.parent, unit.parent and unit.parent.parent)
            if one is not None
            for name in (one.name, one.full_name, one.code)
        }
        if is_easy(password, common_words() | years() | folded_words(names)):
            raise ValidationError(EASY, "easy")

    def get_help_text(self) -> str:
        return EASY
