"""manage.py load_criteria_set FILE: a criteria set from its YAML file into the database."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from criteria.files import read_set
from criteria.services import LoadResult, load_set
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import clean_line

DONE = {
    LoadResult.CREATED: "đã tạo",
    LoadResult.UNCHANGED: "đã có, không đổi",
    LoadResult.REPLACED: "đã thay bằng nội dung của tệp",
}


class Command(BaseCommand):
    help = "Nạp một bộ tiêu chí từ tệp YAML. Nạp lại cùng tệp không đổi gì."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp YAML của bộ tiêu chí")

    def handle(self, *args, **options) -> None:
        try:
            file = read_set(options["file"])
            result = load_set(file=file)
        except Refused as refusal:
            # Not CommandError: it would put an English word in front of the sentence.
            self.stderr.write(clean_line(refusal.message))
            sys.exit(1)
        self.stdout.write(f"{file.code}: {DONE[result]}.")
