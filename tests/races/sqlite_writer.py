"""One writer of test_writers_sqlite: `python sqlite_writer.py COMMUNE SAVES` saves and prints."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from accounts.models import User  # noqa: E402
from communes.models import AdministrativeUnit  # noqa: E402
from communes.services.status import Change, record_status  # noqa: E402
from criteria.models import Requirement  # noqa: E402
from tests.factories.world import DAY, TODAY  # noqa: E402


def main(commune_code: str, saves: int) -> None:
    commune = AdministrativeUnit.objects.get(code=commune_code)
    requirement = Requirement.objects.select_related("criteria_set").first()
    office = User.objects.get(full_name="Văn phòng huyện")
    seen = 0
    for number in range(saves):
        change = Change(commune, requirement, ("MET", "NOT_MET")[number % 2], seen)
        entry = record_status(change=change, day=DAY, today=TODAY, voice="OFFICE", by=office)
        seen = entry.pk
    sys.stdout.write(str(saves))


main(sys.argv[1], int(sys.argv[2]))
