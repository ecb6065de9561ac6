"""One of two imports at once: `python import_racer.py FILE` reads, waits for a line, stores."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from accounts.models import User  # noqa: E402
from communes.models import AdministrativeUnit  # noqa: E402
from communes.resources.from_file import read_file  # noqa: E402
from communes.resources.statuses import StatusKind  # noqa: E402
from ntm_portal.lib.imports import ImportRefused, run_import  # noqa: E402
from tests.factories.world import DAY, TODAY  # noqa: E402

KIND = StatusKind()


def main(file: Path) -> None:
    office = User.objects.get(full_name="Văn phòng huyện")
    unit = AdministrativeUnit.objects.get(roles__user=office)
    data = {
        "criteria_set": "BO-THU",
        "unit": str(unit.pk),
        "day": DAY.isoformat(),
        "voice": "OFFICE",
    }
    scope = KIND.scope(user=office, today=TODAY, data=data)
    read = read_file(name=file.name, content=file.read_bytes(), kind=KIND, scope=scope, answers={})
    print("read", flush=True)
    sys.stdin.readline()
    try:
        effects = run_import(KIND.resource(scope), read.intake.rows, by=office, commit=True)
    except ImportRefused as refusal:
        print(refusal.message)
    else:
        print(len(effects))


main(Path(sys.argv[1]))
