"""Whether history was left alone: one hash over rows of the log, all columns."""

import hashlib

from communes.models import StatusEntry


def rows_hash(**of) -> tuple[int, str]:
    """(how many rows, hash of their values) of the log rows that `of` filters."""
    rows = list(StatusEntry.objects.filter(**of).order_by("pk").values_list())
    return len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()
