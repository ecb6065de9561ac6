"""Commands of `manage.py` that can say no."""

import sys

from django.core.management.base import BaseCommand

from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line


class RefusableCommand(BaseCommand):
    """Exit 0: done. 1: refused, with one Vietnamese line on stderr. 2: wrong usage (argparse)."""

    def execute(self, *args: object, **options: object) -> str | None:
        try:
            return super().execute(*args, **options)
        except Refused as refusal:
            # Not CommandError: it would put an English word in front of the sentence.
            self.stderr.write(clean_line(refusal.message))
            sys.exit(1)
