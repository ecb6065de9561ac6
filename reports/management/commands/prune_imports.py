"""Remove the bytes of imports that nobody has touched for a day; for cron."""

from django.utils import timezone

from ntm_portal.lib.commands import RefusableCommand
from reports.services.import_cleaning import prune_runs


class Command(RefusableCommand):
    help = "Xóa lượt nhập bỏ dở quá 24 giờ và nội dung tệp của lượt đã ghi; biên nhận thì giữ lại."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        count = prune_runs(now=timezone.now())
        self.stdout.write(f"Đã dọn {count} lượt nhập.")
