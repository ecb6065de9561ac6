"""What collectstatic leaves for the web server."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

IMPORT = re.compile(r"""^import [^;]*?from ["'](?P<path>[^"']+)["'];""", re.MULTILINE)


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    var = tmp_path_factory.mktemp("var")
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "NTM_VAR_DIR": str(var), "NTM_DEBUG": "False"},
        check=True,
    )
    return var / "static"


def test_every_import_of_the_grid_names_a_hashed_file(collected):
    scripts = [
        *collected.glob("js/grid.????????????.js"),
        *collected.glob("js/grid/*.????????????.js"),
    ]
    imported = [
        (script, path)
        for script in scripts
        for path in IMPORT.findall(script.read_text(encoding="utf-8"))
    ]

    assert len(imported) > len(scripts) > 10
    assert [
        (script.name, path)
        for script, path in imported
        if not re.search(r"\.[0-9a-f]{12}\.js$", path) or not (script.parent / path).is_file()
    ] == []
