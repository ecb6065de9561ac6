"""Who signed in, who was refused, what left the portal, whose rights changed (nhật ký truy cập)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ntm_portal.lib.append_only import AppendOnlyModel
from ntm_portal.lib.fields import CleanCharField


class AccessEvent(AppendOnlyModel):
    """One line of the log.

    name_digest: of the name that was typed, also where no account has it: never the name itself,
    because people type passwords there. answers: the event to which this is the mail.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "SIGNED_IN", "đăng nhập"
        SIGNED_OUT = "SIGNED_OUT", "đăng xuất"
        FAILED = "FAILED", "đăng nhập sai"
        LOCKED = "LOCKED", "tạm khóa vì sai nhiều lần"
        FACTOR_PASSED = "FACTOR_PASSED", "đúng mã xác thực"
        FACTOR_FAILED = "FACTOR_FAILED", "sai mã xác thực"
        FACTOR_ON = "FACTOR_ON", "bật xác thực hai bước"
        FACTOR_OFF = "FACTOR_OFF", "tắt xác thực hai bước"
        CODES_MADE = "CODES_MADE", "tạo mã dự phòng mới"
        PASSWORD = "PASSWORD", "đổi mật khẩu"
        INVITED = "INVITED", "được mời"
        JOINED = "JOINED", "đặt mật khẩu bằng đường dẫn mời"
        FORGOTTEN = "FORGOTTEN", "báo quên mật khẩu"
        CLOSED = "CLOSED", "đóng tài khoản"
        OPENED = "OPENED", "mở lại tài khoản"
        RIGHTS = "RIGHTS", "đổi quyền"
        SESSION_ENDED = "SESSION_ENDED", "kết thúc phiên"
        REFUSED = "REFUSED", "bị từ chối"
        ALERT = "ALERT", "bị từ chối nhiều lần"
        EXPORTED = "EXPORTED", "tải số liệu về"
        CORRECTION = "CORRECTION", "đề nghị sửa thông tin"
        ERASED = "ERASED", "xóa thông tin cá nhân"
        MAILED = "MAILED", "gửi thư"

    at = models.DateTimeField("lúc", default=timezone.now)
    kind = models.CharField("việc", max_length=14, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="access_events",
        verbose_name="tài khoản",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người làm",
        help_text="Trống: chính người ấy.",
    )
    name_digest = CleanCharField("vết của tên đã gõ", max_length=64, blank=True)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)
    device = CleanCharField("thiết bị", max_length=60, blank=True)
    detail = CleanCharField("chi tiết", max_length=500, blank=True)
    answers = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="answer", verbose_name="trả lời cho"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "dòng nhật ký truy cập"
        verbose_name_plural = "nhật ký truy cập"
        indexes = [
            models.Index(fields=["user", "kind", "at"], name="accessevent_user_kind"),
            models.Index(fields=["name_digest", "at"], name="accessevent_name"),
            models.Index(fields=["address", "at"], name="accessevent_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user or 'không rõ'}"
