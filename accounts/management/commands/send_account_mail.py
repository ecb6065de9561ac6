"""Send what waits for a mail: forgotten passwords, alerts. For cron, every minute."""

from smtplib import SMTPException

from accounts.mail import has_server, send_waiting
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused


class Command(RefusableCommand):
    help = "Gửi thư đặt mật khẩu cho ai báo quên và thư cảnh báo cho quản trị viên."
    requires_system_checks = ()

    def handle(self, *args: object, **options) -> None:
        if not has_server():
            raise Refused("Chưa có máy chủ thư: đặt NTM_MAIL_HOST.")
        try:
            count = send_waiting()
        except (OSError, SMTPException):
            raise Refused(
                "Máy chủ thư không nhận hoặc không trả lời. Chạy lại lệnh này để gửi tiếp."
            ) from None
        self.stdout.write(f"Đã gửi {count} thư.")
