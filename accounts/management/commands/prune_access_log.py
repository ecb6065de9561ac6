from django.utils import timezone

from accounts.services.log import KEPT, forget_before
from ntm_portal.lib.commands import RefusableCommand


class Command(RefusableCommand):
    """For cron, every night. What the log keeps and why: docs/privacy.md."""

    help = "Xóa các dòng nhật ký truy cập cũ hơn 24 tháng."

    def handle(self, *args: object, **options: object) -> None:
        count = forget_before(timezone.now() - KEPT)
        self.stdout.write(f"Đã xóa {count} dòng nhật ký truy cập.")
