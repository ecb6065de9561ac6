"""How much an account may hold of handed-in files, and what goes after a day."""

from datetime import datetime

from django.db.models import Sum

from accounts.models import User
from ntm_portal.lib.refusals import Refused
from reports.models import ImportRun
from reports.services.import_process import lock_of

MOST_FILES = 200
MOST_BYTES = 500 * 1024 * 1024


def refuse_too_much(by: User, more: int) -> None:
    held = ImportRun.objects.of(by).with_bytes()
    size = held.aggregate(size=Sum("size"))["size"] or 0
    if held.count() >= MOST_FILES or size + more > MOST_BYTES:
        raise Refused(
            "Bạn đang giữ quá nhiều tệp chờ nhập (tối đa 200 tệp, 500 MB). Bỏ bớt lượt nhập cũ."
        )


def prune_runs(*, now: datetime, of: User | None = None) -> int:
    """Remove what nobody has touched for a day: unwritten imports, and the bytes of written ones.

    Returns how many imports gave something up.
    """
    runs = ImportRun.objects.outlived(now)
    if of is not None:
        runs = runs.of(of)
    written = runs.written().with_bytes()
    unwritten = list(runs.exclude(state__in=ImportRun.WRITTEN).light())
    for run in [*unwritten, *written.light()]:
        lock_of(run).unlink(missing_ok=True)
    count = written.update(content=b"", workbook=b"", preview=b"")
    ImportRun.objects.filter(pk__in=[run.pk for run in unwritten]).delete()
    return count + len(unwritten)
