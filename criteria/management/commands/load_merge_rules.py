"""manage.py load_merge_rules FILE: how the figures of merged communes become one, by set."""

from pathlib import Path

from criteria.files.passing import read_merge_rules
from criteria.management.commands.load_criteria_set import DONE
from criteria.services import load_merge_rules
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    help = "Nạp quy tắc gộp số liệu của một bộ từ tệp YAML. Nạp lại cùng tệp không đổi gì."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp YAML của các quy tắc")

    def handle(self, *args, **options) -> None:
        file = read_merge_rules(options["file"])
        result = load_merge_rules(file=file)
        if options["verbosity"]:
            self.stdout.write(f"Quy tắc gộp của {file.criteria_set}: {DONE[result]}.")
