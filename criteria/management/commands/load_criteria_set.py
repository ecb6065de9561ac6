"""manage.py load_criteria_set FILE: a criteria set from its YAML file into the database."""

from pathlib import Path

from criteria.files import read_set
from criteria.services import LoadResult, load_set
from ntm_portal.lib.commands import RefusableCommand

DONE = {
    LoadResult.CREATED: "đã tạo",
    LoadResult.UNCHANGED: "đã có, không đổi",
    LoadResult.REPLACED: "đã thay bằng nội dung của tệp",
}


class Command(RefusableCommand):
    help = "Nạp một bộ tiêu chí từ tệp YAML. Nạp lại cùng tệp không đổi gì."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp YAML của bộ tiêu chí")

    def handle(self, *args, **options) -> None:
        file = read_set(options["file"])
        result = load_set(file=file)
        if options["verbosity"]:
            self.stdout.write(f"{file.code}: {DONE[result]}.")
