"""Accounts (tài khoản) on the staff pages: opened by an invitation, closed, never deleted."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django_otp.plugins.otp_totp.admin import TOTPDeviceAdmin
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.admin_invitations import InvitationPages
from accounts.admin_log import AccessEventAdmin
from accounts.models import User
from accounts.origins import origin_of
from accounts.resources import AccountExport
from accounts.services.people import note_changed_account
from ntm_portal.lib.mail import is_address
from ntm_portal.lib.staff_lists import SheetsMixin

# Imported so that their pages are there to be taken away below.
__all__ = ["AccessEventAdmin", "AccountAdmin", "GroupAdmin", "TOTPDeviceAdmin"]


def refuse_unreachable(address: str) -> None:
    if not is_address(address):
        raise ValidationError(
            f"Địa chỉ ‘{address}’ không dùng được. Viết không dấu, như ten@co-quan.example.vn."
        )


# Roles are held on units (communes.UnitRole); Django's groups would be a second, unread truth.
admin.site.unregister(Group)
# Would show an administrator the secret of everybody's telephone.
admin.site.unregister(TOTPDevice)


@admin.register(User)
class AccountAdmin(InvitationPages, SheetsMixin, admin.ModelAdmin):
    resource_classes = [AccountExport]
    comes_in_by_sheet = True
    list_display = (
        "username",
        "full_name",
        "phone",
        "is_active",
        "is_staff",
        "has_second_factor",
        "last_login",
    )
    list_filter = ("is_active", "is_staff", "has_second_factor")
    search_fields = ("username", "full_name", "phone")
    ordering = ("username",)
    readonly_fields = ("has_second_factor", "must_change_password", "last_login", "date_joined")
    change_form_template = "accounts/staff_account.html"
    fieldsets = (
        (None, {"fields": ("username",)}),
        ("Người dùng", {"fields": ("full_name", "phone", "email")}),
        ("Quyền", {"fields": ("is_active", "is_staff")}),
        (
            "Đăng nhập",
            {"fields": ("has_second_factor", "must_change_password", "last_login", "date_joined")},
        ),
    )
    add_fieldsets = ((None, {"fields": ("username", "full_name", "phone", "email")}),)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None):
        return self.fieldsets if obj else self.add_fieldsets

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
        before = User.objects.get(pk=obj.pk) if change else None
        if before is None:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if before is not None:
            note_changed_account(
                user=obj,
                was_active=before.is_active,
                was_admin=before.is_staff,
                by=request.user,
                origin=origin_of(request),
            )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Every figure carries its author: an account is closed by clearing "active"."""
        return False
