"""`manage.py load_units FILE`: 0 done, 1 refused with one line on stderr, 2 wrong usage."""

from pathlib import Path

from communes.services.units import load_units
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    help = "Nạp đơn vị hành chính từ một tệp YAML."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="ví dụ fixtures/units/lang-son.yaml")

    def handle(self, *, file: Path, **options) -> None:
        result = load_units(file=file)
        if options["verbosity"]:
            self.stdout.write(
                f"{file.name}: mới {result.created}, đổi {result.changed}, "
                f"không đổi {result.unchanged}."
            )
