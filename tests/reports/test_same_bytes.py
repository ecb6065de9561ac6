"""The same appendix is the same file, in every process and at every second."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from reports.renderers import CONTENT_TYPES, render

CHILD = """
import hashlib, json, django
django.setup()
from reports.appendices.commune_targets import arrange
from reports.renderers import CONTENT_TYPES, render
from tests.reports import loc_binh_2024 as golden
table = arrange(plan=golden.unsaved_plan(), rows=golden.plan_rows(), day=golden.DAY)
print(json.dumps({f: hashlib.sha256(render(table, f).body).hexdigest() for f in CONTENT_TYPES}))
"""


@pytest.fixture(scope="module")
def elsewhere():
    """Digest of each format, made by another process with another hash seed and time zone."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ntm_portal.settings",
        "PYTHONHASHSEED": "4711",
        "TZ": "America/Lima",
    }
    made = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        check=True,
    )
    return json.loads(made.stdout)


@pytest.mark.parametrize("file_format", CONTENT_TYPES)
def test_two_processes_make_the_same_file(table, elsewhere, file_format):
    body = render(table, file_format).body

    assert hashlib.sha256(body).hexdigest() == elsewhere[file_format]
