"""Sign-in and password forms with the portal's words."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError

# One sentence for every reason: it must not tell which accounts exist.
NOT_LET_IN = "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ."


class LoginForm(AuthenticationForm):
    error_messages = {"invalid_login": NOT_LET_IN, "inactive": NOT_LET_IN}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"
        self.fields["password"].label = "Mật khẩu"


class PasswordForm(PasswordChangeForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Mật khẩu hiện nay"
        self.fields["new_password1"].label = "Mật khẩu mới"
        self.fields["new_password1"].help_text = "Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất."
        self.fields["new_password2"].label = "Gõ lại mật khẩu mới"
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        """The forced first change must be a change: the old one may be known to others."""
        new = self.cleaned_data["new_password1"]
        if new == self.cleaned_data.get("old_password"):
            raise ValidationError(
                "Mật khẩu mới giống mật khẩu hiện nay. Đặt một mật khẩu khác.", code="unchanged"
            )
        return new
