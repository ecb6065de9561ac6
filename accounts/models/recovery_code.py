"""Codes for whoever has lost the telephone (mã dự phòng)."""

from django.conf import settings
from django.db import models

from ntm_portal.lib.fields import CleanCharField


class RecoveryCode(models.Model):
    """Shown once when made, kept as a digest, good for one sign-in."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="recovery_codes",
        verbose_name="tài khoản",
    )
    digest = CleanCharField("vết của mã", max_length=64)
    used_at = models.DateTimeField("dùng lúc", null=True)

    class Meta:
        verbose_name = "mã dự phòng"
        verbose_name_plural = "mã dự phòng"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recoverycode_once")]

    def __str__(self) -> str:
        return str(self.user)
