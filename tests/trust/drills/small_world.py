"""Data of a drill: one district, its communes, and people of its office. Prints them as JSON."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from communes.models import UnitRole  # noqa: E402
from tests.factories.accounts import PASSWORD  # noqa: E402
from tests.factories.world import DAY, make_world, person  # noqa: E402

communes, offices = map(int, sys.argv[1:])
world = make_world(communes=communes, criteria=10)
people = [
    person(f"Cán bộ {number}", world.district, UnitRole.Role.OFFICE) for number in range(offices)
]
told = {
    "set": world.criteria_set.code,
    "day": DAY.isoformat(),
    "communes": [commune.code for commune in world.communes],
    "criteria": [criterion.pk for criterion in world.criteria],
    "people": [user.username for user in people],
    "password": PASSWORD,
}
sys.stdout.write(json.dumps(told))
