"""Who is signed in where (phiên đăng nhập)."""

from django.conf import settings
from django.db import models

from ntm_portal.lib.fields import CleanCharField, CleanTextField


class Session(models.Model):
    """What a browser's cookie stands for. The key itself is nowhere but in that cookie."""

    key_digest = CleanCharField("vết của khóa phiên", max_length=64, unique=True)
    data = CleanTextField("nội dung")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name="tài khoản",
    )
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)
    device = CleanCharField("thiết bị", max_length=60, blank=True)
    started_at = models.DateTimeField("bắt đầu lúc")
    seen_at = models.DateTimeField("dùng lần cuối lúc")
    ends_at = models.DateTimeField("hết hạn lúc", db_index=True)
    must_renew = models.BooleanField("phải đổi khóa phiên", default=False)

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"

    def __str__(self) -> str:
        return f"{self.user}, {self.device}"
