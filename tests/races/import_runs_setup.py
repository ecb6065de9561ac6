"""The database of test_import_runs_sqlite: a board of verdicts, handed in, compared, confirmed."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from reports.models import ImportRun  # noqa: E402
from tests.factories.imports import block, compared  # noqa: E402
from tests.factories.world import make_world  # noqa: E402

call_command("migrate", verbosity=0)
world = make_world(communes=int(sys.argv[1]), criteria=19)
heading = ("Xã", *(f"Tiêu chí {one.code}" for one in world.criteria))
rows = [(one.name, *("Đạt" for _ in world.criteria)) for one in world.communes]
run = compared(
    world.office,
    block(heading, *rows),
    unit=world.district,
    criteria_set=world.criteria_set,
)
sys.stdout.write(f"{run.pk} {run.uuid} {run.state}")
# Confirmed, and nobody writes it yet. The service would write it at once.
ImportRun.objects.filter(pk=run.pk).update(state="WRITING", year=1, number=1)
