"""People who sign in. Roles live where their object lives (communes.UnitRole)."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from ntm_portal.lib.fields import CleanCharField


class User(AbstractUser):
    """One person with one account (tài khoản). Never shared: every figure carries its author."""

    first_name = None
    last_name = None
    full_name = CleanCharField("họ và tên", max_length=150)
    phone = CleanCharField("điện thoại", max_length=20, blank=True)
    must_change_password = models.BooleanField(
        "phải đổi mật khẩu khi đăng nhập lần đầu", default=False
    )
    # With the account itself, so that asking costs no query: accounts/services/factors.py keeps it.
    has_second_factor = models.BooleanField("xác thực hai bước", default=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name
