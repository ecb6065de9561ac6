"""Links by which people set their own password (lời mời)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ntm_portal.lib.fields import CleanCharField


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither used nor ended nor too old."""
        return self.filter(
            used_at=None, ended_at=None, expires_at__gt=timezone.now(), user__is_active=True
        )


class Invitation(models.Model):
    """A link that works once. The link itself is nowhere but with whom it was given to."""

    objects = InvitationQuerySet.as_manager()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations",
        verbose_name="tài khoản",
    )
    digest = CleanCharField("vết của đường dẫn", max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người mời",
    )
    made_at = models.DateTimeField("mời lúc", default=timezone.now)
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("dùng lúc", null=True)
    ended_at = models.DateTimeField("hủy lúc", null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "lời mời"
        verbose_name_plural = "lời mời"

    def __str__(self) -> str:
        return f"{self.user}, {self.made_at:%d/%m/%Y}"
