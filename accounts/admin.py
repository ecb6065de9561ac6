"""Accounts (tài khoản) on the staff pages: opened, given a password, closed, never deleted."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User
from accounts.resources import AccountExport
from ntm_portal.lib.mail import is_address
from ntm_portal.lib.staff_lists import SheetsMixin

MUST_CHANGE_HELP = "Người dùng phải đổi mật khẩu này khi đăng nhập lần đầu."


def refuse_unreachable(address: str) -> None:
    if not is_address(address):
        raise ValidationError(
            f"Địa chỉ ‘{address}’ không dùng được. Viết không dấu, như ten@co-quan.example.vn."
        )


# Roles are held on units (communes.UnitRole); Django's groups would be a second, unread truth.
admin.site.unregister(Group)


class NewAccountForm(BaseUserCreationForm):
    class Meta(BaseUserCreationForm.Meta):
        model = User
        fields = ("username", "full_name", "phone", "email")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Mật khẩu đầu tiên"
        self.fields["password1"].help_text = MUST_CHANGE_HELP
        self.fields["password2"].label = "Gõ lại mật khẩu"
        self.fields["password2"].help_text = ""

    def save(self, *args, **kwargs) -> User:
        self.instance.must_change_password = True
        return super().save(*args, **kwargs)


class ResetPasswordForm(AdminPasswordChangeForm):
    """A password that an administrator knows is a first password again."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # An account without a password could not sign in at all; closing one is "active".
        self.fields.pop("usable_password", None)
        self.fields["password1"].label = "Mật khẩu mới"
        self.fields["password1"].help_text = MUST_CHANGE_HELP
        self.fields["password2"].label = "Gõ lại mật khẩu mới"
        self.fields["password2"].help_text = ""

    def save(self, *args, **kwargs) -> User:
        self.user.must_change_password = True
        return super().save(*args, **kwargs)


@admin.register(User)
class AccountAdmin(SheetsMixin, UserAdmin):
    resource_classes = [AccountExport]
    comes_in_by_sheet = True
    add_form = NewAccountForm
    change_password_form = ResetPasswordForm
    # Django's own page would offer to switch passwords off.
    change_user_password_template = "accounts/staff_password.html"  # noqa: S105 a file
    list_display = ("username", "full_name", "phone", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "must_change_password")
    search_fields = ("username", "full_name", "phone")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "must_change_password")
    fieldsets = (
        (None, {"fields": ("username", "password", "must_change_password")}),
        ("Người dùng", {"fields": ("full_name", "phone", "email")}),
        ("Quyền", {"fields": ("is_active", "is_staff")}),
        ("Thời gian", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "phone", "email", "password1", "password2")}),
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "is_staff":
            field.label = "Quản trị viên"
            field.help_text = "Quản lý tài khoản, đơn vị; không sửa được số liệu hiện trạng."
        if field is not None and db_field.name == "email":
            field.validators.append(refuse_unreachable)
        return field

    def save_model(self, request: HttpRequest, obj: User, form, change) -> None:
        # One kind of administrator: Django's finer permissions are not handed out here.
        obj.is_superuser = obj.is_staff
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Every figure carries its author: an account is closed by clearing "active"."""
        return False
