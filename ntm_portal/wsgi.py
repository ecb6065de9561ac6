"""WSGI entry point: `gunicorn ntm_portal.wsgi`."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from ntm_portal.lib.roomy import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
_portal = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    return roomy(lambda: _portal(environ, start_response))
