"""Send the day's reminders (thư nhắc việc): for cron, on working days. See docs/adr/0020."""

from argparse import ArgumentParser
from datetime import date
from itertools import chain

from django.core.mail import get_connection
from django.utils import timezone

from assignments.digest_mail import LISTS
from assignments.digests import Outcome, PersonDigest, read_digests, send_digests
from assignments.duties import read_calendar
from assignments.services.digests import forget_notices
from ntm_portal.lib.commands import RefusableCommand
from ntm_portal.lib.dates import day_up_to, format_day
from ntm_portal.lib.refusals import Refused


class Command(RefusableCommand):
    help = (
        "Gửi thư nhắc việc của một ngày làm việc; chạy lại thì gửi tiếp cho ai chưa nhận. "
        "Kết thúc với 0: xong, 1: bị từ chối hoặc còn thư chưa gửi được, 2: sai cú pháp."
    )
    # A refusal is one line on stderr; warnings of checks would be more lines.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", metavar="DATE", help="ngày, mặc định là hôm nay")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kể, không gửi, không ghi")

    def handle(self, *args: object, **options) -> None:
        today = timezone.localdate()
        day = day_up_to(options["on"], today=today, default=today)
        if not read_calendar().is_working(day):
            self.stdout.write(f"{format_day(day)} là ngày nghỉ: không gửi.")
            return
        people = read_digests(day)
        if options["dry_run"]:
            self._tell(people)
            return
        forget_notices(notices=chain.from_iterable(person.stale for person in people))
        self._sum_up(send_digests(people, day=day, server=get_connection()), day)

    def _tell(self, people: list[PersonDigest]) -> None:
        due = [person for person in people if person.digest]
        for person in due:
            counts = (
                f"{len(getattr(person.digest, name))} {word}"
                for name, _, word in LISTS
                if getattr(person.digest, name)
            )
            self.stdout.write(f"{person.user.username} <{person.user.email}>: {', '.join(counts)}")
        self.stdout.write(f"Sẽ gửi {len(due)} thư; {len(people) - len(due)} người không có gì mới.")

    def _sum_up(self, outcome: Outcome, day: date) -> None:
        self.stdout.write(
            f"Ngày {format_day(day)}: đã gửi {outcome.sent} thư; "
            f"{outcome.taken} người đã có thư hoặc lượt khác đang gửi."
        )
        if outcome.unsure:
            self.stdout.write(
                f"{outcome.unsure} thư không rõ máy chủ đã nhận chưa: không gửi lại hôm nay, "
                "việc trong đó có trong thư ngày làm việc sau."
            )
        if outcome.failed or outcome.left:
            raise Refused(
                f"Còn {outcome.failed + outcome.left} thư chưa gửi được: máy chủ thư không nhận "
                "hoặc không trả lời. Chạy lại lệnh này để gửi tiếp."
            )
