"""What nobody types by mistake, and which of it is sent where."""

from zlib import crc32

from django.db import connection

MARKUP = "'\"><script>alert(1)</script>"
VALUES = {
    "nul": "\0",
    "nul-inside": "1\x002",
    "lone-surrogate": "\ud800",
    "long": "x" * 5000,
    "huge-number": str(10**400),
    "more-digits-than-int-reads": "9" * 4301,
    "negative": "-1",
    "other-digits": "٠١/٠١/٢٠٢٤",
    "superscript-digit": "²",
    "markup": MARKUP,
    "right-to-left": "\u202e4202/10/10",
    "many-words": "xã " * 2000,
    "not-a-number": "NaN",
}
# Each value is sent to every field on the database that may answer it otherwise: PostgreSQL takes
# no NUL and no text beyond its column; the rest is up to Python. Both: what no SQLite row holds.
ON_POSTGRESQL = {
    *("nul", "nul-inside", "lone-surrogate", "long", "huge-number"),
    *("more-digits-than-int-reads", "negative", "not-a-number"),
}
ON_SQLITE = VALUES.keys() - ON_POSTGRESQL | {"lone-surrogate", "huge-number"}
# The default run sends these to every field, and of the others a share that turns with the field.
ALWAYS = {"nul", "huge-number", "markup"}
SHARE = 2
NUMBERS = {"negative": -1, "huge": 10**400, "infinite": float("inf"), "nothing": None, "list": [1]}


def tried(values: dict, share_of: str | None = None) -> dict:
    """Of VALUES those for this database; others, as NUMBERS, on both."""
    mine = ON_POSTGRESQL if connection.vendor == "postgresql" else ON_SQLITE
    if share_of is not None:
        turning = sorted(mine - ALWAYS)
        first = crc32(share_of.encode()) % len(turning)
        mine = mine & ALWAYS | set((turning + turning)[first : first + SHARE])
    return {name: one for name, one in values.items() if name in mine or name not in VALUES}
