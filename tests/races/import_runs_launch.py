"""A web process that begins the work of an import and ends at once."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
django.setup()

from reports.models import ImportRun  # noqa: E402
from reports.services.import_process import launch  # noqa: E402

launch(ImportRun.objects.get(pk=sys.argv[1]))
os._exit(0)  # as a worker that is killed
