"""A table under the audit trail, as both databases need to know it. Pure."""

import re
from dataclasses import dataclass

LOG = "accounts_auditentry"
PREFIX = "ntm_audit_"  # of every trigger and function that is ours
NOT_COPIED = "(không chép)"
# Columns that are named in an entry and never copied. Digests of files are no secrets.
SECRET = re.compile(r"password|secret|token|digest|_hash$|^hash$")


@dataclass(frozen=True)
class Watched:
    """key: the column that names a row. hidden: raw bytes and secrets, named but not copied."""

    table: str
    columns: tuple[str, ...]
    key: str
    hidden: tuple[str, ...] = ()


def is_secret(column: str) -> bool:
    return SECRET.search(column) is not None
