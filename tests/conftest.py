"""What every test has: cheap passwords, static files without a collected manifest, the cast.

The network is closed by pytest-socket (see pyproject.toml): only this machine can be reached.
"""

from django.conf import settings


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # Serve static/ as it is, so that no collectstatic is needed before the tests.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
