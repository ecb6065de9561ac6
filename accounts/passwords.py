"""What a new password must be: the validators of AUTH_PASSWORD_VALIDATORS, and its field.

The names of a person's own units are refused by `communes.passwords`.
"""

import unicodedata
from functools import cache

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.password_rules import LEAST, MOST, is_easy

EASY = (
    "Mật khẩu này dễ đoán: chỉ gồm từ hay gặp, tên đơn vị, năm hoặc dãy số. "
    "Đặt một câu của riêng bạn."
)
HINT = f"Từ {LEAST} đến {MOST} ký tự, dán được; một câu dễ nhớ của riêng bạn là tốt nhất."


class PasswordBox(forms.CharField):
    """A password as typed: composed and decomposed letters of a keyboard are the same password."""

    widget = forms.PasswordInput

    def __init__(self, **options) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: object) -> str:
        return unicodedata.normalize("NFC", super().to_python(value))


class LengthValidator:
    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(f"Mật khẩu quá ngắn: cần ít nhất {LEAST} ký tự.", "short")
        if len(password) > MOST:
            raise ValidationError(f"Mật khẩu quá dài: nhiều nhất {MOST} ký tự.", "long")

    def get_help_text(self) -> str:
        return HINT


class EasyPasswordValidator:
    """Words × endings that people of these offices try first, the person's own name, the year."""

    def validate(self, password: str, user: User | None = None) -> None:
        if is_easy(password, common_words() | years()):
            raise ValidationError(EASY, "easy")

    def get_help_text(self) -> str:
        return EASY


@cache
def common_words() -> frozenset[str]:
    path = settings.BASE_DIR / "fixtures" / "passwords" / "words.txt"
    lines = path.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def years() -> set[str]:
    """Years that end many a password, and what everybody here calls the programme."""
    this = timezone.localdate().year
    return {str(year) for year in range(this - 5, this + 2)} | {"ntm"}
