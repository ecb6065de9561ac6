"""The server's configuration: `gunicorn -c ntm_portal/gunicorn_conf.py`.

gthread, because a few slow clients stop sync workers completely.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")

from django.conf import settings

wsgi_app = "ntm_portal.wsgi"
worker_class = "gthread"
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
# Loopback only: what faces the network is a web server that ends TLS.
bind = f"127.0.0.1:{settings.WEB_PORT}"
timeout = 60  # seconds; the longest appendix as PDF needs a few
graceful_timeout = 30
control_socket_disable = True  # nobody talks to it
errorlog = "-"
