"""Typed readers of environment variables that refuse typos.

A misspelt name (`NTM_DEBGU`) or value (`true` for `True`) stops the start with a sentence
instead of silently leaving the default in force.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

WEB = ("http", "https")


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_secret(name: str) -> str:
    """From the environment, or from the file of that name that systemd hands over (credentials)."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    kept = Path(folder) / name if folder else None
    if name not in os.environ and kept and kept.is_file():
        return kept.read_text(encoding="utf-8").removesuffix("\n")
    return os.environ.get(name, "")


def env_bool(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value!r}: use 'True' or 'False'")
    return value == "True"


def env_int(name: str, *, default: int, least: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r}: use a whole number, at least {least}")
    return int(value)


def env_choice(name: str, *, default: str, choices: Iterable[str]) -> str:
    value = os.environ.get(name, default)
    if value not in choices:
        words = ", ".join(f"{choice!r}" for choice in choices)
        raise ImproperlyConfigured(f"{name}={value!r}: use one of {words}")
    return value


def env_origin(name: str, *, default: str) -> str:
    """Scheme, host and perhaps port, without a slash at the end; empty text gives the default."""
    value = (os.environ.get(name) or default).removesuffix("/")
    try:
        parts = urlsplit(value)
        host = parts.hostname and (parts.port or 1)  # reading a wrong port raises
    except ValueError:
        host = None
    if not host or value != f"{parts.scheme}://{parts.netloc}" or parts.scheme not in WEB:
        raise ImproperlyConfigured(f"{name}={value!r}: write it like https://ntm.example.vn")
    return value


def env_socket(name: str) -> str:
    """Path of a local socket, or host:port; "" where nothing is set."""
    value = os.environ.get(name, "")
    host, _, port = value.rpartition(":")
    if value and not value.startswith("/") and not (host and port.isascii() and port.isdigit()):
        raise ImproperlyConfigured(f"{name}={value!r}: use a path like /run/x.sock, or host:port")
    return value


def env_list(name: str, *, default: str) -> list[str]:
    """Comma-separated words; empty words are dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def env_words(name: str, *, choices: Iterable[str]) -> list[str]:
    """As `env_list`, of the words that there are; none where nothing is set."""
    for word in env_list(name, default=""):
        if word not in choices:
            known = ", ".join(f"{choice!r}" for choice in choices)
            raise ImproperlyConfigured(f"{name}: {word!r} is none of {known}")
    return env_list(name, default="")


def refuse_unknown(prefix: str, known: Iterable[str]) -> None:
    """Raise ImproperlyConfigured for a set variable with our prefix that nobody reads."""
    unknown = sorted(
        name for name in os.environ if name.startswith(prefix) and name not in set(known)
    )
    if unknown:
        raise ImproperlyConfigured(
            f"unknown {', '.join(unknown)}; .env.example lists the variables that exist"
        )
