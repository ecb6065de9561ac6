"""What people type about their account, with the portal's words."""

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
    UsernameField,
)
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django_otp.util import random_hex

from accounts.models import User
from accounts.password_rules import MOST
from accounts.passwords import HINT, PasswordBox
from ntm_portal.lib.fields import CleanCharField

# One sentence for every reason: it must not tell which accounts exist.
NOT_LET_IN = "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ."
OLD, NEW = ({"autocomplete": f"{kind}-password"} for kind in ("current", "new"))


def password_box(label: str, attributes: dict[str, str], hint: str = "") -> PasswordBox:
    widget = forms.PasswordInput(attrs=attributes)
    return PasswordBox(label=label, widget=widget, help_text=hint)


class LoginForm(AuthenticationForm):
    error_messages = {"invalid_login": NOT_LET_IN, "inactive": NOT_LET_IN}
    password = password_box("Mật khẩu", OLD)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tên đăng nhập"

    def clean_password(self) -> str:
        """Longer than any password is: not worth hashing."""
        return self.cleaned_data["password"][: MOST + 1]


class PasswordForm(PasswordChangeForm):
    old_password = password_box("Mật khẩu hiện nay", OLD | {"autofocus": True})
    new_password1 = password_box("Mật khẩu mới", NEW, HINT)
    new_password2 = password_box("Gõ lại mật khẩu mới", NEW)

    def clean_new_password1(self) -> str:
        """The forced first change must be a change: the old one may be known to others."""
        new = self.cleaned_data["new_password1"]
        if new == self.cleaned_data.get("old_password"):
            raise ValidationError(
                "Mật khẩu mới giống mật khẩu hiện nay. Đặt một mật khẩu khác.", code="unchanged"
            )
        return new


class InvitedForm(SetPasswordForm):
    new_password1 = password_box("Mật khẩu mới", NEW | {"autofocus": True}, HINT)
    new_password2 = password_box("Gõ lại mật khẩu mới", NEW)


class ForgottenForm(forms.Form):
    username = UsernameField(label="Tên đăng nhập", max_length=150)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Mã xác thực",
        max_length=40,
        help_text="6 chữ số đang hiện trong ứng dụng, hoặc một mã dự phòng.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class FirstCodeForm(CodeForm):
    """key: of the telephone, hexadecimal. It travels with the form and is kept when a code fits."""

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "6 chữ số đang hiện trong ứng dụng."
        self.signer = Signer(salt=f"accounts.factor.{user.pk}")
        try:
            self.key = self.signer.unsign(self.data.get("signed", ""))
        except BadSignature:
            self.key = random_hex(20)
        self.signed_key = self.signer.sign(self.key)


class OwnPasswordForm(forms.Form):
    """Asked again before what would let a passer-by take over the account."""

    password = password_box("Mật khẩu hiện nay", OLD)

    def __init__(self, user: User, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError("Mật khẩu hiện nay không đúng. Gõ lại.", code="wrong")
        return self.cleaned_data["password"]


class DetailsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("full_name", "phone")


class CorrectionForm(forms.Form):
    words = CleanCharField(max_length=400).formfield(
        label="Điều cần sửa",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chỗ nào sai và phải là gì. Quản trị viên trả lời trong 2 ngày làm việc.",
    )
