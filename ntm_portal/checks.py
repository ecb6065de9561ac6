"""`check --deploy`: what leaves this machine is encrypted, and the other side shows who it is."""

from typing import Any

from django.conf import settings
from django.core import checks

HERE = ("localhost", "127.0.0.1", "::1")


def is_here(host: str) -> bool:
    """Whether it is this machine: a loopback address, or a socket in a folder."""
    return not host or host.startswith("/") or host in HERE


@checks.register(checks.Tags.security, deploy=True)
def check_mail(**_: Any) -> list[checks.CheckMessage]:
    if is_here(settings.EMAIL_HOST) or settings.MAIL_SECURITY:
        return []
    hint = "Set NTM_MAIL_SECURITY=starttls or tls."
    message = f"Mail goes to {settings.EMAIL_HOST} in the clear."
    return [checks.Error(message, hint=hint, id="ntm_portal.E001")]


@checks.register(checks.Tags.security, deploy=True)
def check_database(**_: Any) -> list[checks.CheckMessage]:
    database = settings.DATABASES["default"]
    host = database.get("HOST", "")
    if is_here(host) or database["OPTIONS"].get("sslmode") == "verify-full":
        return []
    hint = "Add ?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt to the address."
    message = f"The database at {host} is not asked for its certificate."
    return [checks.Error(message, hint=hint, id="ntm_portal.E002")]


@checks.register(checks.Tags.security, deploy=True)
def check_scanner(**_: Any) -> list[checks.CheckMessage]:
    host = settings.VIRUS_SCANNER.rpartition(":")[0].strip("[]")  # "" of a path
    if is_here(host):
        return []
    hint = "Run the scanner on this machine, or forward its port through an encrypted tunnel."
    message = f"Handed-in files go to the scanner at {host} in the clear."
    return [checks.Error(message, hint=hint, id="ntm_portal.E003")]
