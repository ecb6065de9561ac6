from django.core.management.base import BaseCommand
from django.db import connection, transaction

from accounts.audit.triggers import install


class Command(BaseCommand):
    help = "Đặt lại các trigger ghi nhật ký thay đổi (migrate tự làm việc này ở cuối)."

    def handle(self, *args, **options) -> None:
        with transaction.atomic():
            made = install(connection)
        self.stdout.write(f"Trigger phải đặt lại: {made}.")
