"""manage.py load_recognition_rules FILE: rules of recognition from a YAML file."""

from pathlib import Path

from criteria.files.recognition import read_rules
from criteria.management.commands.load_criteria_set import DONE
from criteria.services import load_rules
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    help = "Nạp quy định công nhận, thu hồi từ tệp YAML. Nạp lại cùng tệp không đổi gì."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp YAML của các quy định")

    def handle(self, *args, **options) -> None:
        rules = read_rules(options["file"])
        for one, result in zip(rules, load_rules(rules=rules), strict=True):
            if options["verbosity"]:
                self.stdout.write(f"Quy định công nhận {one.criteria_set}: {DONE[result]}.")
