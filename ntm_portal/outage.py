"""When the database is away, busy or full: 503 with a sentence, and nobody asks it again."""

import sqlite3

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

RETRY_SECONDS = 10
AWAY = "Hệ thống đang khởi động lại, dữ liệu đã lưu vẫn an toàn. Chờ ít giây rồi làm lại."
BUSY = "Hệ thống đang bận, dữ liệu đã lưu vẫn an toàn. Chờ ít giây rồi làm lại."
FULL = "Máy chủ hết chỗ lưu, dữ liệu đã lưu vẫn an toàn. Báo người quản trị."

# Classes and codes of SQLSTATE (PostgreSQL, appendix A).
_POSTGRES = {
    "08": AWAY,  # connection exception
    "57P": AWAY,  # shut down, crashed, starting up
    "55P03": BUSY,  # lock_timeout
    "57014": BUSY,  # statement_timeout
    "25P03": BUSY,  # idle_in_transaction_session_timeout
    "40": BUSY,  # deadlock, serialization
    "53300": BUSY,  # too many connections
    "53100": FULL,
}
_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_FULL: FULL,
}


def sentence_for(error: BaseException | None) -> str | None:
    """What to tell people of an error of the database; None for a fault of the portal itself."""
    if not isinstance(error, Error):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        return _SQLITE.get(code & 0xFF)  # the rest of an extended code says where
    state = getattr(cause, "pgcode", None)
    if state:
        return next(
            (words for prefix, words in _POSTGRES.items() if state.startswith(prefix)), None
        )
    # No answer, no code: the connection could not be made, or broke. In the middle of an answer
    # psycopg2 raises its DatabaseError itself; Django's own, which tells faults, has no cause.
    broke = isinstance(error, OperationalError | InterfaceError)
    return AWAY if broke or (type(error) is DatabaseError and cause is not None) else None


def outage_answer(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Page or JSON with 503; None where the database is not to blame."""
    sentence = sentence_for(error)
    if sentence is None:
        return None
    # The middlewares on the way out look who it is: each would wait for the database once more.
    request.user = AnonymousUser()
    response: HttpResponse
    if request.content_type == "application/json":
        response = JsonResponse({"message": sentence}, status=503)
    else:
        response = HttpResponse(render_to_string("outage.html", {"message": sentence}), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
