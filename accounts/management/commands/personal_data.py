"""What the portal keeps about a person, as JSON; with --erase that is taken away."""

import json
from argparse import ArgumentParser

from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import User
from accounts.personal_data import personal_data
from accounts.services.people import erase_person
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.refusals import Refused
from ntm_portal.lib.text import shown


class Command(RefusableCommand):
    help = "In những gì cổng lưu về một người (JSON); --erase: xóa, lịch sử giữ một bí danh."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--erase", action="store_true", help="xóa; tài khoản phải đã đóng")

    def handle(self, *args: object, **options) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise Refused(f"Không có tài khoản ‘{shown(options['username'])}’.")
        if options["erase"]:
            erase_person(user=user, by=None)
            self.stdout.write(f"Đã xóa thông tin cá nhân; còn lại: {user.username}.")
            return
        told = personal_data(user)
        self.stdout.write(json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
