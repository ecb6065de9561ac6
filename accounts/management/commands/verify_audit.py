from django.core.management.base import CommandParser
from django.db import connection

from accounts.audit.verifying import verify
from ntm_portal.lib.audit.chain import read_anchor
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


class Command(RefusableCommand):
    help = "Kiểm tra nhật ký thay đổi: mọi mục còn nguyên, đủ, đúng thứ tự; mọi trigger còn đó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="SỐ:MÃ",
            help="mốc đã lưu ở nơi khác, như audit_anchor in ra; thấy cả phần cuối bị cắt. "
            "Ghi nhiều lần được.",
        )

    def handle(self, *args, anchor: list[str], **options) -> None:
        anchors = []
        for text in anchor:
            found = read_anchor(text)
            if found is None:
                raise Refused(
                    f"Mốc ‘{shown(text)}’ không đọc được. Chép nguyên dòng mà lệnh audit_anchor in "
                    "ra: số, dấu hai chấm, 64 ký tự."
                )
            anchors.append(found)
        verdict = verify(connection, anchors)
        if verdict.faults:
            raise Refused(" ".join(verdict.faults))
        self.stdout.write(f"Nguyên vẹn: {verdict.count} mục, mốc {verdict.head or 'chưa có'}")
