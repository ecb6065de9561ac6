"""What the child process can be asked to do, and how it answers. No Django.

A reply begins with one byte: "=" before what was asked for, "!" before the sentence of a refusal.
"""

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.workbooks import refusing
from ntm_portal.lib.workbooks.books import read_book
from ntm_portal.lib.workbooks.delimited import read_delimited
from ntm_portal.lib.workbooks.packing import packed, unframed

DONE, REFUSED = b"=", b"!"


def answer(job: str, content: bytes) -> bytes:
    try:
        return DONE + _done(job, content)
    except Refused as refusal:
        return REFUSED + refusal.message.encode()
    except MemoryError:
        return REFUSED + refusing.TOO_HEAVY.encode()


def _done(job: str, content: bytes) -> bytes:
    match job:
        case "book":
            return packed(read_book(content))
        case "delimited":
            return packed(read_delimited(content))
        case "mark":
            from ntm_portal.lib.workbooks.marks import marked_book  # noqa: PLC0415  # loads lxml

            return marked_book(*unframed(content))
    raise ValueError(job)
