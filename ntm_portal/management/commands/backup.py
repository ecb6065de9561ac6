"""`manage.py backup DIR`: a copy of everything, while the portal is in use. See docs/adr/0026."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ntm_portal.lib.backup.making import make_backup, prune
from ntm_portal.lib.backup.manifest import MANIFEST, read_manifest, sha256_of
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused


class Command(RefusableCommand):
    help = (
        "Sao lưu cơ sở dữ liệu và mọi tệp của cổng vào một thư mục mới trong DIR. Kết thúc với "
        "0: xong, 1: bị từ chối, không để lại gì, 2: sai cú pháp."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--keep", type=int, metavar="N", help="giữ N bản mới nhất, xóa bản cũ")

    def handle(self, *args: object, **options) -> None:
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise Refused(f"--keep {keep}: giữ ít nhất 1 bản.")
        made = make_backup(
            folder=options["folder"],
            connection=connection,
            var=settings.VAR_DIR,
            now=timezone.now(),
        )
        manifest = read_manifest(made)
        rows = sum(table.rows for table in manifest.tables.values())
        self.stdout.write(
            f"Đã sao lưu vào {made}: {len(manifest.tables)} bảng, {rows} dòng, "
            f"{len(manifest.files)} tệp, {manifest.size} byte."
        )
        self.stdout.write(f"SHA-256 của {MANIFEST}: {sha256_of(made / MANIFEST)}")
        if keep is not None:
            for name in prune(options["folder"], keep=keep):
                self.stdout.write(f"Đã xóa bản cũ {name}.")
