"""Addresses, and SMTP that tells "certainly not sent" from "perhaps sent"."""

import smtplib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail.backends import smtp
from django.core.validators import validate_email


def is_address(text: str) -> bool:
    """Whether mail can go to it; ASCII only, and nothing that could begin another header."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii() and text.isprintable()


class PerhapsSent(Exception):
    """The message went out and the server's answer never came: it may have taken it or not."""


class _Telling:
    """Mixed into smtplib's clients. Before DATA a lost connection loses nothing."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)  # type: ignore[misc]  # of smtplib.SMTP
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise PerhapsSent(str(error)) from error


class _Plain(_Telling, smtplib.SMTP):
    pass


class _Encrypted(_Telling, smtplib.SMTP_SSL):
    pass


class SmtpBackend(smtp.EmailBackend):
    """Django's own, but a message whose fate nobody knows raises PerhapsSent."""

    @property
    def connection_class(self) -> Any:
        return _Encrypted if self.use_ssl else _Plain
