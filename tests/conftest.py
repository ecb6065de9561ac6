"""What every test has: cheap passwords, static files without a collected manifest, the cast.

The network is closed by pytest-socket (see pyproject.toml): only this machine can be reached.
"""

import gc
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings


def pytest_configure(config: pytest.Config) -> None:
    evidence = TemporaryDirectory()
    config.add_cleanup(evidence.cleanup)
    settings.EVIDENCE_DIR = Path(evidence.name)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # Serve static/ as it is, so that no collectstatic is needed before the tests.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True


def pytest_collection_finish() -> None:
    """What is loaded now stays: the collector need not look through it for every new page."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def evidence_folder(settings, tmp_path) -> Path:
    """Where this test's evidence lies; not made yet."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR
