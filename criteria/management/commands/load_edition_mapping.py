"""manage.py load_edition_mapping FILE: how an edition passes into the next, from its YAML file."""

from pathlib import Path

from criteria.files.passing import read_mapping
from criteria.management.commands.load_criteria_set import DONE
from criteria.services import load_mapping
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    help = "Nạp một bảng chuyển đổi bộ tiêu chí từ tệp YAML. Nạp lại cùng tệp không đổi gì."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp YAML của bảng chuyển đổi")

    def handle(self, *args, **options) -> None:
        file = read_mapping(options["file"])
        result = load_mapping(file=file)
        if options["verbosity"]:
            self.stdout.write(f"{file.code}: {DONE[result]}.")
