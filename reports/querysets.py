"""Named reads of imports."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

KEPT_FOR = timedelta(hours=24)  # bytes after the last step; also how long an undo is offered
HEAVY = ("content", "workbook", "preview", "effects")


class ImportRunQuerySet(models.QuerySet):
    def light(self):
        """Without what may weigh megabytes; each is read when it is asked for."""
        return self.defer(*HEAVY).select_related("by", "undone_by")

    def of(self, user):
        return self.filter(by=user)

    def written(self):
        return self.filter(state__in=["DONE", "UNDOING", "UNDONE"])

    def with_bytes(self):
        """Those that still count against an account's limit."""
        return self.exclude(content=b"")

    def outlived(self, now: datetime):
        """Those whose bytes nobody needs any more."""
        return self.filter(touched_at__lt=now - KEPT_FOR)

    def same_sheet(self, run):
        """Other imports of the same bytes and sheet, as the same kind and scope."""
        return self.exclude(pk=run.pk).filter(
            sha256=run.sha256, kind=run.kind, scope_digest=run.scope_digest, sheet=run.sheet
        )

    def last_answers(self, run) -> dict[str, str]:
        """What its person answered when a sheet of this kind last came in with questions."""
        before = self.of(run.by).written().filter(kind=run.kind).exclude(answers={})
        return before.values_list("answers", flat=True).first() or {}

    def still_standing(self):
        return self.filter(Q(state="DONE") | Q(state="UNDOING"))
