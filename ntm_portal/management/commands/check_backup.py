"""`manage.py check_backup DIR`: reads a backup from end to end; touches nothing."""

from argparse import ArgumentParser
from pathlib import Path

from ntm_portal.lib.backup.restoring import check_backup
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    help = "Đọc lại toàn bộ một bản sao lưu và so với bản kê. Kết thúc với 0: tốt, 1: hỏng."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", metavar="DIR", type=Path)

    def handle(self, *args: object, **options) -> None:
        manifest = check_backup(options["backup"])
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"Bản sao lưu tốt, ghi lúc {manifest.made_at.isoformat(timespec='seconds')}: "
            f"{len(manifest.tables)} bảng, {rows} dòng, {len(manifest.files)} tệp."
        )
