"""The database of test_writers_sqlite: a small world with one commune per writer."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from tests.factories.world import make_world  # noqa: E402

call_command("migrate", verbosity=0)
world = make_world(communes=int(sys.argv[1]))
sys.stdout.write(" ".join(commune.code for commune in world.communes))
