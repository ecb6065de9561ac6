"""Go on with one import in a process of its own; started by the pages, never by hand."""

from argparse import ArgumentParser

from django.utils import timezone

from ntm_portal.lib.commands import RefusableCommand
from reports.access_imports import offered_kinds
from reports.models import ImportRun
from reports.services.import_jobs import work_on


class Command(RefusableCommand):
    help = "Làm tiếp một lượt nhập: đọc tệp, đối chiếu, ghi hoặc hoàn tác, tùy lượt nhập chờ gì."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", metavar="RUN", type=int, help="số của lượt nhập")

    def handle(self, *args: object, **options: object) -> None:
        run = ImportRun.objects.light().filter(pk=options["run"]).first()
        if run is not None:
            today = timezone.localdate()
            work_on(run, offered_kinds(run.by, today), today)
