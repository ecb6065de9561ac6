import re

from django.core.management.base import CommandParser
from django.db import connection, transaction

from accounts.audit.roles import ROLE_NAME, statements
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


class Command(RefusableCommand):
    """Without --apply it prints the SQL, for a superuser to read and to run with psql."""

    help = "Hai vai trò của PostgreSQL: chủ (chạy migrate) và vận hành (không sửa được nhật ký)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", default="ntm_owner", help="vai trò chủ các bảng")
        parser.add_argument("--runtime", default="ntm_app", help="vai trò của cổng khi chạy")
        parser.add_argument("--apply", action="store_true", help="chạy luôn, khi là superuser")

    def handle(self, *args, owner: str, runtime: str, apply: bool, **options) -> None:
        if connection.vendor != "postgresql":
            raise Refused("Chỉ PostgreSQL có vai trò. Với SQLite, quyền là quyền trên tệp dữ liệu.")
        for role in (owner, runtime):
            if not re.fullmatch(ROLE_NAME, role):
                raise Refused(
                    f"Tên vai trò ‘{shown(role)}’ không dùng được. Viết chữ thường không dấu, chữ "
                    "số, gạch dưới."
                )
        if owner == runtime:
            raise Refused("Chủ và vận hành phải là hai vai trò khác nhau. Đặt hai tên.")
        lines = statements(owner=owner, runtime=runtime, database=connection.settings_dict["NAME"])
        if not apply:
            self.stdout.write("\n".join(f"{line};" for line in lines))
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for line in lines:
                cursor.execute(line.replace("%", "%%"), [])
        self.stdout.write(f"Xong: {owner} là chủ, {runtime} chạy cổng.")
