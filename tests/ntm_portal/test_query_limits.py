"""Pages give up on a query that takes too long; commands of manage.py do not."""

import os
import subprocess
import sys
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from ntm_portal.database import postgres_options

LIMITS = {
    "lock_timeout": "3s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "1min",
    "jit": "off",
}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="limits of PostgreSQL")
def test_a_session_of_the_portal_has_limits():
    parameters = connection.get_connection_params() | postgres_options(settings.QUERY_SECONDS)
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as session, session.cursor() as cursor:
        found = {}
        for name in LIMITS:
            cursor.execute(f"SHOW {name}")
            [found[name]] = cursor.fetchone()

    assert found == LIMITS


@pytest.mark.parametrize(
    ("variables", "has_limits"),
    [
        pytest.param({}, False, id="by-default"),
        pytest.param({"NTM_QUERY_SECONDS": "30"}, True, id="where-it-is-set"),
    ],
)
def test_a_command_has_no_limits(tmp_path, variables, has_limits):
    kept = {name: value for name, value in os.environ.items() if name != "NTM_QUERY_SECONDS"}
    shown = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "diffsettings"],
        env=kept
        | {"NTM_VAR_DIR": str(tmp_path), "DATABASE_URL": "postgresql://ntm@localhost/ntm"}
        | variables,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    [databases] = [line for line in shown.splitlines() if line.startswith("DATABASES =")]
    assert ("statement_timeout=30s" in databases) == has_limits
