"""`manage.py restore DIR`: a backup onto an empty machine. See docs/adr/0026, deploy/README.md."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.db import connection

from ntm_portal.lib.backup.restoring import restore_backup
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    help = (
        "Khôi phục một bản sao lưu vào máy trống, so lại từng bảng. Kết thúc với 0: xong, giống "
        "hệt, 1: bị từ chối, 2: sai cú pháp."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", metavar="DIR", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="thay dữ liệu đang có trên máy này"
        )

    def handle(self, *args: object, **options) -> None:
        manifest = restore_backup(
            backup=options["backup"],
            connection=connection,
            var=settings.VAR_DIR,
            replace=options["replace"],
        )
        self.stdout.write(f"SAME {len(manifest.tables)} tables, {len(manifest.files)} files")
        self.stdout.write("Chạy tiếp: manage.py migrate, rồi khởi động lại cổng.")
