"""The access log on the staff pages: read, filtered, never changed."""

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import AccessEvent


@admin.register(AccessEvent)
class AccessEventAdmin(admin.ModelAdmin):
    list_display = ("at", "kind", "user", "by", "address", "device", "detail")
    list_filter = ("kind", "at")
    list_select_related = ("user", "by")
    search_fields = ("user__username", "user__full_name", "address", "detail")
    search_help_text = "Tên đăng nhập, họ tên, địa chỉ mạng, chi tiết"
    list_per_page = 100
    show_full_result_count = False
    exclude = ("name_digest", "answers")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccessEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AccessEvent | None = None) -> bool:
        return False
