"""`manage.py load_units FILE`: 0 done, 1 refused with one line on stderr, 2 wrong usage."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from communes.services.units import load_units
from ntm_portal.lib.refusals import Refused


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính từ một tệp YAML."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="ví dụ fixtures/units/lang-son.yaml")

    def handle(self, *, file: Path, **options) -> None:
        try:
            result = load_units(file=file)
        except Refused as refusal:
            self.stderr.write(refusal.message)
            sys.exit(1)
        self.stdout.write(
            f"{file.name}: mới {result.created}, đổi {result.changed}, "
            f"không đổi {result.unchanged}."
        )
