"""Says every verdict again and again: `many_rows.py 1000000`, with the rows of the audit trail."""

import os
import sys
from copy import copy
from itertools import cycle, islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from accounts.models import AuditEntry  # noqa: E402
from communes.models import StatusEntry  # noqa: E402

BATCH = 20_000
wanted = int(sys.argv[1])
said = cycle(list(StatusEntry.objects.all()))
while StatusEntry.objects.count() + AuditEntry.objects.count() < wanted:
    rows = [copy(row) for row in islice(said, BATCH)]
    for row in rows:
        row.pk = row.request_key = None
    StatusEntry.objects.bulk_create(rows)
counts = [model.objects.count() for model in (StatusEntry, AuditEntry)]
sys.stdout.write("{:,} verdicts, {:,} entries of the trail".format(*counts))
