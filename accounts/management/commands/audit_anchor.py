from django.core.mail import send_mail
from django.core.management.base import CommandParser
from django.db import connection
from django.utils import timezone

from accounts.audit.verifying import read_head
from accounts.models import User
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused

MAIL = """\
Mốc của nhật ký thay đổi lúc {at}:

{head}

Giữ thư này. Nếu có ai sửa, xóa hay cắt nhật ký về sau, lệnh sau cho biết:

manage.py verify_audit --anchor {head}
"""


class Command(RefusableCommand):
    """Run once a day (cron): what the mail holds is out of reach of whoever owns the database."""

    help = "In mốc của nhật ký thay đổi và gửi cho các quản trị viên có địa chỉ thư."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-mail", action="store_true", help="chỉ in ra, không gửi thư")

    def handle(self, *args, no_mail: bool, **options) -> None:
        head = read_head(connection)
        if head is None:
            raise Refused("Nhật ký thay đổi chưa có mục nào, nên chưa có mốc. Chạy lại sau.")
        self.stdout.write(str(head))
        if no_mail:
            return
        at = timezone.localtime().strftime("%H:%M %d/%m/%Y")
        for address in addresses():
            # One mail for each: nobody reads the others' addresses, and one that fails says which.
            send_mail(f"Mốc nhật ký thay đổi {at}", MAIL.format(at=at, head=head), None, [address])


def addresses() -> list[str]:
    staff = User.objects.filter(is_staff=True, is_active=True).exclude(email="")
    return list(staff.order_by("pk").values_list("email", flat=True))
