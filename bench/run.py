"""`make bench`: ratios against a reference in the same run; never a gate of `make test`."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ntm_portal.settings")
os.environ["NTM_VAR_DIR"] = str(ROOT / "var" / "bench")
os.environ.pop("DATABASE_URL", None)
django.setup()

from django.conf import settings  # noqa: E402

from bench import audit, board, exports, grid, imports, login, pdf, stack  # noqa: E402

settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
board.run(settings.VAR_DIR)
stack.run()
pdf.run(settings.VAR_DIR)
imports.run(settings.VAR_DIR)
grid.run(settings.VAR_DIR)
exports.run(settings.VAR_DIR)
audit.run()
login.run()
