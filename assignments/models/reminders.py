"""Reminders (nhắc việc): mails sent, what they told, and calendars that people subscribe to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ntm_portal.lib.fields import CleanCharField, CleanTextField


class ReminderChoice(models.Model):
    """What a person wants to be sent; without a row, the daily mail (thư nhắc việc)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản"
    )
    wants_digest = models.BooleanField("nhận thư nhắc việc", default=True)

    class Meta:
        verbose_name = "lựa chọn nhắc việc"
        verbose_name_plural = "lựa chọn nhắc việc"

    def __str__(self) -> str:
        return f"{self.user}: {'có' if self.wants_digest else 'không'} nhận thư"


class DigestSent(models.Model):
    """The one mail of a person on a day; the row is there before the mail is.

    CLAIMED: somebody is sending it, or was when the machine stopped: nobody sends it again. FAILED:
    certainly not sent, and tried again by the next run of that day.
    """

    class State(models.TextChoices):
        CLAIMED = "CLAIMED", "đang gửi"
        SENT = "SENT", "đã gửi"
        FAILED = "FAILED", "chưa gửi được"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản"
    )
    day = models.DateField("ngày")
    state = models.CharField("tình trạng", max_length=8, choices=State)
    at = models.DateTimeField("lúc")
    message_id = CleanCharField("mã thư", max_length=200)

    class Meta:
        ordering = ["-day", "user"]
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digestsent_once_a_day"),
            models.CheckConstraint(
                condition=Q(state__in=["CLAIMED", "SENT", "FAILED"]),
                name="digestsent_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day}: {self.get_state_display()}"


class DutyNotice(models.Model):
    """A mail has told a person this about a duty, so the next one does not (đã báo).

    key: of the duty. until: of SOON, the last day in time that was announced: a deadline that
    moves is announced anew.
    """

    class About(models.TextChoices):
        GIVEN = "GIVEN", "mới được giao"
        SOON = "SOON", "sắp đến hạn"
        WAITING = "WAITING", "chờ xác nhận"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản"
    )
    key = CleanCharField("việc", max_length=100)
    about = models.CharField("điều đã báo", max_length=8, choices=About)
    until = models.DateField("hạn đã báo", null=True, blank=True)

    class Meta:
        ordering = ["user", "key"]
        verbose_name = "điều đã báo"
        verbose_name_plural = "điều đã báo"
        constraints = [
            models.UniqueConstraint(fields=["user", "key", "about"], name="dutynotice_once"),
            models.CheckConstraint(
                condition=Q(about="SOON", until__isnull=False)
                | Q(about__in=["GIVEN", "WAITING"], until__isnull=True),
                name="dutynotice_of_a_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key} {self.get_about_display()}"


class CalendarFeed(models.Model):
    """An address with a secret under which a person's deadlines are read (lịch nhắc việc).

    Only the SHA-256 of the secret is kept; a person has one at a time.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản"
    )
    secret_hash = CleanCharField("SHA-256 của mã", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lịch nhắc việc"
        verbose_name_plural = "lịch nhắc việc"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="calendarfeed_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"Lịch của {self.user}"


class CalendarEntry(models.Model):
    """What a person's calendar has shown of a duty, so that it can be changed or taken back.

    day: of the event. sequence: grows with every change of the day, the words or `is_cancelled`.
    Kept per person and not per feed: a new secret must not begin to count anew.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="tài khoản"
    )
    key = CleanCharField("việc", max_length=100)
    day = models.DateField("ngày")
    summary = CleanCharField("tên việc", max_length=200)
    details = CleanTextField("chi tiết")
    is_cancelled = models.BooleanField("đã bỏ", default=False)
    sequence = models.PositiveIntegerField("lần đổi", default=0)
    changed_at = models.DateTimeField("đổi lúc")

    class Meta:
        ordering = ["user", "-day", "key"]
        verbose_name = "việc trong lịch"
        verbose_name_plural = "việc trong lịch"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="calendarentry_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.summary}"
